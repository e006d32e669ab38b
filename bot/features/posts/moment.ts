import { DateTime } from 'luxon';

/** "Tue 24 Nov, 09:00"; with its year when that is another one. @param zone IANA */
export function momentOf(iso: string, zone: string): string {
  const at = DateTime.fromISO(iso).setZone(zone).setLocale('en-GB');
  return at.toFormat(at.hasSame(DateTime.now().setZone(zone), 'year') ? 'ccc d LLL, HH:mm' : 'ccc d LLL yyyy, HH:mm');
}
