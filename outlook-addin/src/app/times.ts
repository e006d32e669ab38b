/** Instants are ISO 8601 with offset, zones IANA names, days 'yyyy-MM-dd'. */

export interface Clock {
  zone: string;
  locale: string;
}

const parts = (instant: string | number, { zone, locale }: Clock, form: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, ...form }).format(new Date(instant));

/** "Tue, Nov 24". */
export const dayOf = (instant: string | number, clock: Clock): string =>
  parts(instant, clock, { weekday: 'short', day: 'numeric', month: 'short' });

/** "09:00", "2:30 PM": as people there write it. */
export const timeOf = (instant: string | number, clock: Clock): string =>
  parts(instant, clock, { hour: 'numeric', minute: '2-digit' });

/** "9:00 AM to 10:30 AM". */
export const stretchOf = ({ start, end }: { start: string; end: string }, clock: Clock): string =>
  `${timeOf(start, clock)} to ${timeOf(end, clock)}`;

/** 'yyyy-MM-dd' in the zone. */
export const isoDay = (instant: string | number, { zone }: Pick<Clock, 'zone'>): string =>
  parts(instant, { zone, locale: 'en-CA' }, { year: 'numeric', month: '2-digit', day: '2-digit' });

/** "Pacific Standard Time", in the person's words. */
export function zoneName(instant: string | number, { zone, locale }: Clock): string {
  const found = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'long' })
    .formatToParts(new Date(instant))
    .find(({ type }) => type === 'timeZoneName');
  return found?.value ?? zone;
}

export const minute = 60_000;
export const day = 86_400_000;
