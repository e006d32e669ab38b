import type { LocalZone } from '@aide/contracts/schedule/zones';
import { IANAZone } from 'luxon';

export const utc: LocalZone = { key: 'utc', offset: () => 0 };

/** A zone by its IANA name, with the browser's own data. The server gives no other names. */
export function namedZone(name: string): LocalZone | undefined {
  if (!IANAZone.isValidZone(name)) return undefined;
  const zone = IANAZone.create(name);
  return { key: name, offset: (instant) => zone.offset(instant) };
}
