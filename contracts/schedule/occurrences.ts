import { endOfTime, type Recurrence, type RecurrencePattern, weekdays, weekIndexes } from './recurrence.ts';

/**
 * The dates of a series in order; one without an end goes on to {@link endOfTime}, so take only as many as are needed.
 * @param from ISO 8601 date: none before it. What lies before is skipped by arithmetic, unless occurrences are counted.
 * @returns ISO 8601 dates
 */
export function* occurrences({ pattern, range }: Recurrence, from = range.startDate): Generator<string> {
  const { startDate, endDate = endOfTime, numberOfOccurrences = Number.POSITIVE_INFINITY } = range;
  const last = range.type === 'endDate' ? endDate : endOfTime;
  const isCounted = range.type === 'numbered';
  const { periodOf, daysIn } = periods[pattern.type];
  const start = dayOf(startDate);
  const begin = Math.max(start, dayOf(from));
  // The interval runs from the period the series starts in, also when that one has no day of the series any more.
  const first = periodOf(pattern, start);
  const skipped = isCounted ? 0 : Math.floor((periodOf(pattern, begin) - first) / pattern.interval);
  let count = 0;
  for (let period = first + skipped * pattern.interval; ; period += pattern.interval) {
    for (const day of daysIn(pattern, period)) {
      const date = dateOf(day);
      if (day < start) continue;
      if (date > last || (isCounted && count++ >= numberOfOccurrences)) return;
      if (day >= begin) yield date;
    }
    if (periodOf(pattern, dayOf(last)) < period) return;
  }
}

/** The first dates, at most so many. */
export function take<T>(most: number, from: Iterable<T>): T[] {
  const taken: T[] = [];
  if (most > 0)
    for (const one of from) {
      taken.push(one);
      if (taken.length >= most) break;
    }
  return taken;
}

/** Days of a series that one counts out, to say how many there are; more than that nobody counts. */
const countable = 1000;

/** How many times a series takes place; undefined: without an end, or too often to be told. */
export function occurrenceCount(series: Recurrence): number | undefined {
  if (series.range.type === 'noEnd') return undefined;
  const dates = take(countable, occurrences(series));
  return dates.length < countable ? dates.length : undefined;
}

/** The same series from another day on: it begins on the first day that fits, not before `date`, whatever its interval. */
export function startingOn(series: Recurrence, date: string): Recurrence {
  const whole: Recurrence = {
    pattern: { ...series.pattern, interval: 1 },
    range: { type: 'noEnd', startDate: date },
  };
  const [first = date] = take(1, occurrences(whole));
  return { ...series, range: { ...series.range, startDate: first } };
}

// Days are counted from 1970-01-01, a Thursday; months from January of the year 0.
const msOfDay = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / msOfDay;
const dateOf = (day: number): string => new Date(day * msOfDay).toISOString().slice(0, 10);
const yearOf = (day: number): number => new Date(day * msOfDay).getUTCFullYear();
const monthOf = (day: number): number => yearOf(day) * 12 + new Date(day * msOfDay).getUTCMonth();
const firstOfMonth = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12) / msOfDay;
/** 0 = Monday */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The day before, or after: ISO 8601 dates. */
export const plusDays = (date: string, days: number): string => dateOf(dayOf(date) + days);

interface Period {
  /** The number of the period a day lies in. */
  periodOf(pattern: RecurrencePattern, day: number): number;
  /** The days of the series in this period, in order. */
  daysIn(pattern: RecurrencePattern, period: number): number[];
}

const months = (daysIn: Period['daysIn']): Period => ({ periodOf: (_, day) => monthOf(day), daysIn });
const years = (daysIn: Period['daysIn']): Period => ({
  periodOf: (_, day) => yearOf(day),
  daysIn: (pattern, year) => daysIn(pattern, year * 12 + (pattern.month ?? 1) - 1),
});
const weekBegins = ({ firstDayOfWeek }: RecurrencePattern) => weekdays.indexOf(firstDayOfWeek);

/** What each type counts, and which days of it are in the series. */
const periods: Record<RecurrencePattern['type'], Period> = {
  daily: { periodOf: (_, day) => day, daysIn: (_, day) => [day] },
  weekly: {
    periodOf: (pattern, day) => Math.floor((day + 3 - weekBegins(pattern)) / 7),
    daysIn: (pattern, week) => among(week * 7 - 3 + weekBegins(pattern), 7, pattern),
  },
  absoluteMonthly: months(absolute),
  relativeMonthly: months(relative),
  absoluteYearly: years(absolute),
  relativeYearly: years(relative),
};

/** A month that is too short has the series on its last day, as Outlook has it. */
function absolute({ dayOfMonth = 1 }: RecurrencePattern, month: number): number[] {
  return [Math.min(firstOfMonth(month) + dayOfMonth, firstOfMonth(month + 1)) - 1];
}

/** With several days of the week it is the first, second … of any of them: "the last weekday of the month". */
function relative(pattern: RecurrencePattern, month: number): number[] {
  const first = firstOfMonth(month);
  const days = among(first, firstOfMonth(month + 1) - first, pattern);
  const { index = 'first' } = pattern;
  const found = index === 'last' ? days.at(-1) : days[weekIndexes.indexOf(index)];
  return found === undefined ? [] : [found];
}

const among = (first: number, count: number, { daysOfWeek = [] }: RecurrencePattern): number[] =>
  Array.from({ length: count }, (_, n) => first + n).filter((day) => daysOfWeek.includes(weekdays[weekdayOf(day)]!));
