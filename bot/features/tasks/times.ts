import type { DateTimeTimeZone } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { findIana, findWindows } from 'windows-iana';
import { isZone } from '../../zones.ts';

/** Exchange's name of a zone; an IANA name that Windows has no word for is taken as it is. */
export const zoneName = (iana: string): string => findWindows(iana)[0] ?? iana;

/**
 * A day as clients of To Do write it: the beginning of that day where the person is. Where the clocks skip midnight, the day
 * begins at one.
 * @param day 'yyyy-MM-dd'
 * @param zone IANA
 */
export function dayTime(day: string, zone: string): DateTimeTimeZone {
  const begins = DateTime.fromISO(day, { zone }).startOf('day');
  return { dateTime: begins.toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: zoneName(zone) };
}

/**
 * The day that was meant. To Do keeps the midnight it was written as, tells it in UTC and forgets the zone: a Friday of Tokyo is
 * Thursday 15:00, one of Seattle Friday 08:00, one that a program wrote in UTC Friday 00:00.
 * https://github.com/RogerSelwyn/MS365-ToDo/issues/29
 * If it is a midnight where the person is, it is that one. If not, it was written elsewhere, or a program wrote it: then it is
 * the midnight of some zone between Hawaii (10 hours behind UTC) and New Zealand (14 less a little ahead), which leaves one day.
 *
 * @param zone IANA, where the person is
 * @returns 'yyyy-MM-dd'; undefined when there is no date
 */
export function dayOf(time: DateTimeTimeZone | null | undefined, zone: string): string | undefined {
  const at = instantOf(time);
  if (!at) return undefined;
  const here = at.setZone(zone);
  const day = here.toMillis() === here.startOf('day').toMillis() ? here : at.toUTC().plus({ hours: 14 }).minus(1);
  return day.toISODate() ?? undefined;
}

/**
 * An instant in the person's zone, so that To Do's own clients show it there. In the hour that comes twice when clocks go back,
 * local time would not tell which one is meant: UTC does. Reminders without a zone are refused.
 */
export function instantTime(iso: string, zone: string): DateTimeTimeZone {
  const at = DateTime.fromISO(iso).setZone(zone);
  const dateTime = at.toFormat("yyyy-MM-dd'T'HH:mm:ss");
  const name = zoneName(zone);
  const written = DateTime.fromISO(dateTime, { zone: ianaName(name) });
  if (written.toMillis() === at.startOf('second').toMillis()) return { dateTime, timeZone: name };
  return { dateTime: at.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: 'UTC' };
}

/** @returns ISO 8601 in UTC; undefined when there is none */
export const isoOf = (time: DateTimeTimeZone | null | undefined): string | undefined =>
  instantOf(time)?.toUTC().toISO() ?? undefined;

function instantOf(time: DateTimeTimeZone | null | undefined): DateTime | undefined {
  if (!time?.dateTime) return undefined;
  const at = DateTime.fromISO(time.dateTime, { zone: ianaName(time.timeZone ?? 'UTC') });
  return at.isValid ? at : undefined;
}

function ianaName(name: string): string {
  const zone = findIana(name)[0] ?? name;
  return isZone(zone) ? zone : 'UTC';
}
