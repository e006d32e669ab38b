import { type Recurrence, type RecurrencePattern, weekdays, weekIndexes } from './pattern.ts';

/**
 * No series goes on after this day, Exchange's end of time; it refuses later ends with ErrorRecurrenceEndDateTooBig.
 * https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocal (RecurrencePattern, EndDate)
 */
export const endOfTime = '4500-08-31';

/**
 * The dates of a series that are not before `from`, in order. Whatever lies before is skipped by arithmetic, so that a view of
 * next week costs the same for a series of yesterday and for one of twenty years ago.
 * @param from ISO 8601 date; default the beginning of the series
 * @returns ISO 8601 dates; a series without an end goes on to {@link endOfTime}
 */
export function* occurrences(recurrence: Recurrence, from = recurrence.range.startDate): Generator<string> {
  const last = lastDay(recurrence);
  for (const day of daysFrom(recurrence, dayOf(from), last)) yield dateOf(day);
}

/** The dates of a series before `date`, the latest first. */
export function* occurrencesBefore(recurrence: Recurrence, date: string): Generator<string> {
  const { pattern, range } = recurrence;
  const { indexOf, daysIn } = periods[pattern.type];
  const start = dayOf(range.startDate);
  const until = Math.min(dayOf(date), lastDay(recurrence) + 1);
  const first = indexOf(pattern, start);
  const steps = Math.floor((indexOf(pattern, until) - first) / pattern.interval);
  for (let n = steps; n >= 0; n--)
    for (const day of daysIn(pattern, first + n * pattern.interval).reverse())
      if (day >= start && day < until) yield dateOf(day);
}

/** The first date of a series after `date` (ISO 8601); undefined when the series has ended. */
export function nextOccurrence(recurrence: Recurrence, date: string): string | undefined {
  const [next] = take(1, occurrences(recurrence, dateOf(dayOf(date) + 1)));
  return next;
}

/** Is there an occurrence on this date (ISO 8601)? */
export const isOccurrence = (recurrence: Recurrence, date: string): boolean =>
  take(1, occurrences(recurrence, date))[0] === date;

/** The first dates of a series, at most so many. */
export function take(count: number, dates: Iterable<string>): string[] {
  const taken: string[] = [];
  if (count > 0)
    for (const date of dates) {
      taken.push(date);
      if (taken.length === count) break;
    }
  return taken;
}

// Days are counted from 1970-01-01, a Thursday, and months from January of the year 0.
const msOfDay = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / msOfDay;
const dateOf = (day: number): string => new Date(day * msOfDay).toISOString().slice(0, 10);
const yearOf = (day: number): number => new Date(day * msOfDay).getUTCFullYear();
const monthOf = (day: number): number => yearOf(day) * 12 + new Date(day * msOfDay).getUTCMonth();
const firstOfMonth = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12) / msOfDay;
/** 0 = Monday */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

const lastDays = new WeakMap<Recurrence, number>();

/** No occurrence is later. A numbered range is counted out once, and is a range with an end from then on. */
function lastDay(recurrence: Recurrence): number {
  const { range } = recurrence;
  const end = dayOf(endOfTime);
  if (range.type === 'endDate') return Math.min(dayOf(range.endDate), end);
  if (range.type === 'noEnd') return end;
  const known = lastDays.get(recurrence);
  if (known !== undefined) return known;
  const start = dayOf(range.startDate);
  let [count, last] = [0, start - 1];
  for (const day of daysFrom(recurrence, start, end)) {
    if (count++ >= range.numberOfOccurrences) break;
    last = day;
  }
  lastDays.set(recurrence, last);
  return last;
}

/** The interval runs from the period in which the series starts, also when that one has no day of the series any more. */
function* daysFrom({ pattern, range }: Recurrence, from: number, last: number): Generator<number> {
  const { indexOf, daysIn } = periods[pattern.type];
  const start = dayOf(range.startDate);
  const begin = Math.max(from, start);
  const first = indexOf(pattern, start);
  const skipped = Math.floor((indexOf(pattern, begin) - first) / pattern.interval);
  const end = indexOf(pattern, last);
  for (let index = first + skipped * pattern.interval; index <= end; index += pattern.interval)
    for (const day of daysIn(pattern, index)) if (day >= begin && day <= last) yield day;
}

interface Period {
  /** The number of the period that a day is in. */
  indexOf(pattern: RecurrencePattern, day: number): number;
  /** The days of the series in the period with this number, in order. */
  daysIn(pattern: RecurrencePattern, index: number): number[];
}

const weeks: Period = {
  indexOf: ({ firstDayOfWeek }, day) => Math.floor((day + 3 - weekdays.indexOf(firstDayOfWeek)) / 7),
  daysIn: (pattern, index) => spanOf(index * 7 - 3 + weekdays.indexOf(pattern.firstDayOfWeek), 7, pattern),
};
const months = (daysIn: Period['daysIn']): Period => ({ indexOf: (_, day) => monthOf(day), daysIn });
const years = (daysIn: Period['daysIn']): Period => ({
  indexOf: (_, day) => yearOf(day),
  daysIn: (pattern, year) => daysIn(pattern, year * 12 + pattern.month - 1),
});

/** What a pattern counts, and which days of it are in the series. */
const periods: Record<RecurrencePattern['type'], Period> = {
  daily: { indexOf: (_, day) => day, daysIn: (_, day) => [day] },
  weekly: weeks,
  absoluteMonthly: months(absolute),
  relativeMonthly: months(relative),
  absoluteYearly: years(absolute),
  relativeYearly: years(relative),
};

/** A month that is too short has the series on its last day, as Outlook does: the 31st is 28 February as well. */
function absolute({ dayOfMonth }: RecurrencePattern, month: number): number[] {
  return [Math.min(firstOfMonth(month) + dayOfMonth, firstOfMonth(month + 1)) - 1];
}

/** With several days of the week, the first, second… of any of them: "the last weekday of the month". */
function relative(pattern: RecurrencePattern, month: number): number[] {
  const first = firstOfMonth(month);
  const days = spanOf(first, firstOfMonth(month + 1) - first, pattern);
  const found = pattern.index === 'last' ? days.at(-1) : days[weekIndexes.indexOf(pattern.index)];
  return found === undefined ? [] : [found];
}

/** Those of some days on which the pattern's days of the week fall. */
const spanOf = (first: number, count: number, { daysOfWeek }: RecurrencePattern): number[] =>
  Array.from({ length: count }, (_, n) => first + n).filter((day) => daysOfWeek.includes(weekdays[weekdayOf(day)]!));
