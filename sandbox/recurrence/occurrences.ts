import { DateTime, type DurationLikeObject } from 'luxon';
import { type Recurrence, type RecurrencePattern, weekdays, weekIndexes } from './pattern.ts';

/** A series without an end is followed this far. */
const horizon = { years: 400 };

/**
 * The dates of a series, in order.
 * @returns ISO 8601 dates; a series without an end ends after 400 years
 */
export function* occurrences({ pattern, range }: Recurrence): Generator<string> {
  let count = 0;
  for (const date of datesOf(pattern, DateTime.fromISO(range.startDate, { zone: 'utc' }))) {
    if (range.type === 'numbered' && count++ >= range.numberOfOccurrences) return;
    if (range.type === 'endDate' && date > range.endDate) return;
    yield date;
  }
}

/** The first date of a series after `date` (ISO 8601); undefined when the series has ended. */
export function nextOccurrence(recurrence: Recurrence, date: string): string | undefined {
  for (const next of occurrences(recurrence)) if (next > date) return next;
  return undefined;
}

function* datesOf(pattern: RecurrencePattern, start: DateTime): Generator<string> {
  const end = start.plus(horizon);
  const [unit, first] = periods[pattern.type](pattern, start);
  for (let n = 0; ; n++) {
    const period = first.plus({ [unit]: n * pattern.interval } satisfies DurationLikeObject);
    if (period > end) return;
    for (const day of daysIn[pattern.type](pattern, period)) if (day >= start) yield day.toISODate()!;
  }
}

type PatternType = RecurrencePattern['type'];
type Unit = 'days' | 'weeks' | 'months' | 'years';

/** What a pattern counts, and the first of them: the interval runs from the one in which the series starts. */
const periods: Record<PatternType, (pattern: RecurrencePattern, start: DateTime) => [Unit, DateTime]> = {
  daily: (_, start) => ['days', start],
  weekly: (pattern, start) => ['weeks', weekOf(pattern, start)],
  absoluteMonthly: (_, start) => ['months', start.startOf('month')],
  relativeMonthly: (_, start) => ['months', start.startOf('month')],
  absoluteYearly: (pattern, start) => ['years', DateTime.utc(start.year, pattern.month)],
  relativeYearly: (pattern, start) => ['years', DateTime.utc(start.year, pattern.month)],
};

/** The days of one period, in order. */
const daysIn: Record<PatternType, (pattern: RecurrencePattern, period: DateTime) => DateTime[]> = {
  daily: (_, day) => [day],
  weekly: (pattern, week) => spanOf(week, 7).filter((day) => isOn(pattern, day)),
  absoluteMonthly: absolute,
  relativeMonthly: relative,
  absoluteYearly: absolute,
  relativeYearly: relative,
};

function absolute({ dayOfMonth }: RecurrencePattern, month: DateTime): DateTime[] {
  return [month.set({ day: Math.min(dayOfMonth, month.daysInMonth ?? 31) })];
}

/** With several days of the week, the first one of any of them: "the first weekday of the month". */
function relative(pattern: RecurrencePattern, month: DateTime): DateTime[] {
  const days = spanOf(month, month.daysInMonth ?? 31).filter((day) => isOn(pattern, day));
  const found = pattern.index === 'last' ? days.at(-1) : days[weekIndexes.indexOf(pattern.index)];
  return found ? [found] : [];
}

function weekOf({ firstDayOfWeek }: RecurrencePattern, day: DateTime): DateTime {
  const since = (day.weekday - 1 - weekdays.indexOf(firstDayOfWeek) + 7) % 7;
  return day.minus({ days: since });
}

const spanOf = (first: DateTime, days: number) => Array.from({ length: days }, (_, n) => first.plus({ days: n }));
const isOn = ({ daysOfWeek }: RecurrencePattern, day: DateTime) => daysOfWeek.includes(weekdays[day.weekday - 1]!);
