/** How times are written. The page is in English; the region's habits (12 or 24 hours) are the browser's. */
const language = new Intl.DateTimeFormat().resolvedOptions().locale;
const locale = language.startsWith('en') ? language : 'en-GB';
const formats = new Map<string, Intl.DateTimeFormat>();

const format = (timeZone: string, options: Intl.DateTimeFormatOptions) => {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    formats.set(key, found);
  }
  return found;
};

type Instant = Date | number;

/** '9:41 AM' */
export const timeOf = (at: Instant, zone: string) => format(zone, { hour: 'numeric', minute: '2-digit' }).format(at);
/** 'Mon, Nov 23' */
export const dayOf = (at: Instant, zone: string) =>
  format(zone, { weekday: 'short', month: 'short', day: 'numeric' }).format(at);
/** 'Monday, November 23, 2026' */
export const longDayOf = (at: Instant, zone: string) =>
  format(zone, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }).format(at);
/** 'Mon 9:41 AM' */
export const weekdayTimeOf = (at: Instant, zone: string) =>
  format(zone, { weekday: 'short', hour: 'numeric', minute: '2-digit' }).format(at);

/** '9:41 AM' today, else 'Nov 20' */
export function shortTimeOf(at: Instant, now: Instant, zone: string): string {
  if (dayOf(at, zone) === dayOf(now, zone)) return timeOf(at, zone);
  return format(zone, { month: 'short', day: 'numeric' }).format(at);
}

/** 'Los Angeles' of 'America/Los_Angeles' */
export const placeOf = (zone: string) => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
