/** Days are 'yyyy-MM-dd', wherever one is; instants ISO 8601. */

const dayNumber = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
export const addDays = (day: string, days: number): string =>
  new Date((dayNumber(day) + days) * 86_400_000).toISOString().slice(0, 10);
/** Days from one to the other; negative: it is before. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);
/** 0 = Sunday. */
export const weekdayOf = (day: string): number => new Date(dayNumber(day) * 86_400_000).getUTCDay();
/** The Monday of the week after. */
export const nextMonday = (day: string): string => addDays(day, (8 - weekdayOf(day)) % 7 || 7);

/** "Today", "Tomorrow", "Fri 27 Nov", "27 Nov 2027". */
export function dayInWords(day: string, today: string, locale: string): string {
  const distance = daysBetween(today, day);
  const near = ({ '-1': 'Yesterday', '0': 'Today', '1': 'Tomorrow' } as Record<string, string>)[distance];
  if (near) return near;
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  const form: Intl.DateTimeFormatOptions = sameYear
    ? { weekday: 'short', day: 'numeric', month: 'short' }
    : { day: 'numeric', month: 'short', year: 'numeric' };
  return new Intl.DateTimeFormat(locale, { ...form, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** "Monday, 23 November". */
export const longDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** The day an instant falls on. @param timeZone IANA */
export function dayIn(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(at);
}

/** "14:30", "2:30 PM". */
export const timeIn = (timeZone: string, at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' }).format(at);

/** Minutes since midnight of `day`, by the clock there; what lies before or after that day is cut. */
export function minuteOf(at: number, day: string, timeZone: string): number {
  const there = daysBetween(day, dayIn(timeZone, at));
  if (there !== 0) return there < 0 ? 0 : 1440;
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const [hour = 0, minute = 0] = parts.format(at).split(':').map(Number);
  return hour * 60 + minute;
}
