import { DateTime } from 'luxon';
import { findWindows } from 'windows-iana';

const day = (time: DateTime) => time.setLocale('en-GB').toFormat('ccc d LLL');

/** "at 14:03", "on Tue 24 Nov at 09:00". @param now in the person's zone */
export function timeText(iso: string, now: DateTime): string {
  const at = DateTime.fromISO(iso).setZone(now.zone);
  return `${at.hasSame(now, 'day') ? '' : `on ${day(at)} `}at ${at.toFormat(at.diff(now, 'minutes').minutes < 2 ? 'HH:mm:ss' : 'HH:mm')}`;
}

/** When a mail came: "14:03" today, "Yesterday 09:12", "Tue 17 Nov", with the year when it is another one. */
export function cameText(iso: string, now: DateTime): string {
  const at = DateTime.fromISO(iso).setZone(now.zone);
  if (!at.isValid) return '';
  if (at.hasSame(now, 'day')) return at.toFormat('HH:mm');
  if (at.hasSame(now.minus({ days: 1 }), 'day')) return `Yesterday ${at.toFormat('HH:mm')}`;
  return at.hasSame(now, 'year') ? day(at) : `${day(at)} ${at.year}`;
}

/** "Fri 27 Nov, 16:00". */
export const exactText = (iso: string, zone: string): string =>
  DateTime.fromISO(iso).setZone(zone).setLocale('en-GB').toFormat('ccc d LLL yyyy, HH:mm');

/**
 * A day as Exchange takes it: its midnight where the person is.
 * @param date 'yyyy-MM-dd' @param zone IANA
 */
export function dayTime(date: string, zone: string): { dateTime: string; timeZone: string } {
  const begins = DateTime.fromISO(date, { zone }).startOf('day');
  return { dateTime: begins.toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: findWindows(zone)[0] ?? zone };
}
