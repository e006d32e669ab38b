import { LRUCache } from 'lru-cache';
import { IANAZone } from 'luxon';

/** Names come from outside, and their letters may be large or small: no more of them are kept. There are some six hundred. */
const known = new LRUCache<string, boolean>({ max: 1000 });

/**
 * Is it the IANA name of a time zone? To find out the platform makes a formatter, a tenth of a millisecond each time: it is asked once for
 * each name.
 */
export function isZone(name: string): boolean {
  const asked = known.get(name);
  if (asked !== undefined) return asked;
  const found = IANAZone.isValidZone(name);
  known.set(name, found);
  return found;
}
