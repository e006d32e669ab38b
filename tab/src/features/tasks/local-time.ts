import { DateTime } from 'luxon';

/** What a datetime-local field holds ('2026-11-27T09:00') as an instant, by the clock of the person's zone. @returns ISO 8601, UTC */
export function instantOf(local: string, timeZone: string): string | undefined {
  const at = DateTime.fromISO(local, { zone: timeZone });
  return local && at.isValid ? (at.toUTC().toISO() ?? undefined) : undefined;
}

/** The other way: an instant for a datetime-local field. */
export const localOf = (instant: string | undefined, timeZone: string): string =>
  instant ? DateTime.fromISO(instant, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm") : '';
