import { DateTime } from 'luxon';
import { findWindows } from 'windows-iana';
import { type Reader, readerOf, written } from '../../chat/when.ts';

/** "at 2:03 PM", "on Tue, Nov 24 at 9:00 AM". @param now in the person's zone */
export function timeText(iso: string, now: DateTime): string {
  const at = DateTime.fromISO(iso).setZone(now.zone);
  const reader = readerOf(now);
  const time = written(iso, at.diff(now, 'minutes').minutes < 2 ? 'second' : 'time', reader);
  return at.hasSame(now, 'day') ? `at ${time}` : `on ${written(iso, 'day', reader)} at ${time}`;
}

/** When a mail came: "2:03 PM" today, "Yesterday 9:12 AM", "Tue, Nov 17", with the year when it is another one. */
export function cameText(iso: string, now: DateTime): string {
  const at = DateTime.fromISO(iso).setZone(now.zone);
  if (!at.isValid) return '';
  const reader = readerOf(now);
  if (at.hasSame(now, 'day')) return written(iso, 'time', reader);
  if (at.hasSame(now.minus({ days: 1 }), 'day')) return `Yesterday ${written(iso, 'time', reader)}`;
  return written(iso, at.hasSame(now, 'year') ? 'day' : 'dayOfYear', reader);
}

/** "Fri, Nov 27, 2026, 4:00 PM". */
export const exactText = (iso: string, reader: Reader): string => written(iso, 'momentOfYear', reader);

/**
 * A day as Exchange takes it: its midnight where the person is.
 * @param date 'yyyy-MM-dd' @param zone IANA
 */
export function dayTime(date: string, zone: string): { dateTime: string; timeZone: string } {
  const begins = DateTime.fromISO(date, { zone }).startOf('day');
  return { dateTime: begins.toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: findWindows(zone)[0] ?? zone };
}
