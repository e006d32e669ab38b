import { DateTime } from 'luxon';

/**
 * The instant at which a clock in the zone shows this day and time; what a change of the clocks leaves out is that much later.
 * @param zone IANA @returns ISO 8601 with offset; undefined = no such day or time
 */
export function instantOf({ day, time }: { day: string; time: string }, zone: string): string | undefined {
  const at = DateTime.fromISO(`${day}T${time}`, { zone });
  return at.isValid ? at.toISO({ suppressMilliseconds: true }) : undefined;
}

/** The day and time that a clock in the zone shows. */
export function clockOf(iso: string, zone: string): { day: string; time: string } {
  const at = DateTime.fromISO(iso, { zone });
  return { day: at.toFormat('yyyy-MM-dd'), time: at.toFormat('HH:mm') };
}

/** Tomorrow at nine, unless that is a weekend: then on Monday. */
export function nextMorning(now: string, zone: string): { day: string; time: string } {
  const tomorrow = DateTime.fromISO(now, { zone }).plus({ days: 1 });
  const day = tomorrow.plus({ days: tomorrow.weekday > 5 ? 8 - tomorrow.weekday : 0 });
  return { day: day.toFormat('yyyy-MM-dd'), time: '09:00' };
}

/** "Wed, Nov 25, 9:00 AM". */
export const momentInWords = (iso: string, zone: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(iso));
