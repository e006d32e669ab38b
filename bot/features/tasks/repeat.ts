import type { Repeat } from '@aide/contracts/tasks';
import type { PatternedRecurrence, RecurrencePattern } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { zoneName } from './times.ts';

type Weekday = NonNullable<Repeat['weekdays']>[number];
/** Monday first, as luxon counts. */
export const weekdays: readonly Weekday[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];
const weekdayOf = (day: DateTime) => weekdays[day.weekday - 1]!;

/**
 * As Graph describes a series: https://learn.microsoft.com/graph/api/resources/recurrencepattern
 * @param due 'yyyy-MM-dd', the first day
 */
export function recurrenceOf(repeat: Repeat, due: string, zone: string): PatternedRecurrence {
  const range = repeat.until
    ? { type: 'endDate' as const, startDate: due, endDate: repeat.until }
    : { type: 'noEnd' as const, startDate: due };
  return { pattern: patternOf(repeat, DateTime.fromISO(due)), range: { ...range, recurrenceTimeZone: zoneName(zone) } };
}

function patternOf({ every, interval, weekdays: days, nth }: Repeat, due: DateTime): RecurrencePattern {
  const month = every === 'year' ? { month: due.month } : {};
  const yearly = every === 'year';
  if (every === 'day') return { type: 'daily', interval };
  if (every === 'week')
    return { type: 'weekly', interval, daysOfWeek: days ?? [weekdayOf(due)], firstDayOfWeek: 'monday' };
  if (nth && days)
    return { type: yearly ? 'relativeYearly' : 'relativeMonthly', interval, daysOfWeek: days, index: nth, ...month };
  return { type: yearly ? 'absoluteYearly' : 'absoluteMonthly', interval, dayOfMonth: due.day, ...month };
}

/** The first day from `day` on that fits. @param day in the person's zone */
export function firstDay({ every, weekdays: days, nth }: Repeat, day: DateTime): DateTime {
  if (!days || every === 'day') return day;
  const fits = (d: DateTime) => days.includes(weekdayOf(d)) && (!nth || every === 'week' || isNth(d, nth));
  // Every weekday comes within a week, every first or last one of a month within two months.
  for (let i = 0; i < 62; i++) if (fits(day.plus({ days: i }))) return day.plus({ days: i });
  return day;
}

const nths = ['first', 'second', 'third', 'fourth'];
const isNth = (day: DateTime, nth: NonNullable<Repeat['nth']>) =>
  nth === 'last' ? day.plus({ weeks: 1 }).month !== day.month : Math.ceil(day.day / 7) === nths.indexOf(nth) + 1;
