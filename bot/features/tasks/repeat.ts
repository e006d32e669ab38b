import type { Repeat } from '@aide/contracts/tasks';
import type { PatternedRecurrence, RecurrencePattern } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { names } from '../../chat/names.ts';
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
const workdays = weekdays.slice(0, 5);
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

/** "every Monday", "every 2 weeks on Tuesday and Friday", "every year on 3 May". */
export function inWords(recurrence: PatternedRecurrence | null | undefined): string | undefined {
  const pattern = recurrence?.pattern;
  if (!pattern?.type) return undefined;
  const words = `${unitWords(pattern)}${dayWords(pattern)}`;
  const { range } = recurrence!;
  if (range?.type === 'endDate' && range.endDate) return `${words} until ${longDay(range.endDate)}`;
  if (range?.type === 'numbered' && range.numberOfOccurrences) return `${words}, ${range.numberOfOccurrences} times`;
  return words;
}

const units: Record<string, string> = {
  daily: 'day',
  weekly: 'week',
  absoluteMonthly: 'month',
  relativeMonthly: 'month',
  absoluteYearly: 'year',
  relativeYearly: 'year',
};

function unitWords({ type, interval, daysOfWeek }: RecurrencePattern): string {
  const unit = units[type!] ?? 'time';
  if (type === 'weekly' && interval === 1) return daysOfWeek?.length === 7 ? 'every day' : 'every';
  return (interval ?? 1) > 1 ? `every ${interval} ${unit}s` : `every ${unit}`;
}

function dayWords({ type, interval, daysOfWeek, dayOfMonth, index, month }: RecurrencePattern): string {
  const days = (daysOfWeek ?? []) as Weekday[];
  if (type === 'weekly') {
    if (interval === 1 && days.length === 7) return '';
    const isWork = days.length === 5 && workdays.every((day) => days.includes(day));
    const list = isWork ? 'weekday' : names(weekdays.filter((day) => days.includes(day)).map(capital), 7);
    return interval === 1 ? ` ${list}` : isWork ? ' on weekdays' : ` on ${list}`;
  }
  const of = type?.endsWith('Yearly')
    ? ` ${DateTime.fromObject({ month: month || 1 }).setLocale('en-GB').monthLong}`
    : '';
  if (type?.startsWith('absolute')) return of ? ` on ${dayOfMonth}${of}` : ` on the ${ordinal(dayOfMonth ?? 1)}`;
  if (type?.startsWith('relative')) return ` on the ${index} ${names(days.map(capital), 7)}${of ? ` of${of}` : ''}`;
  return '';
}

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
const longDay = (day: string) => DateTime.fromISO(day).setLocale('en-GB').toFormat('d LLLL yyyy');
const ordinal = (n: number) =>
  `${n}${({ one: 'st', two: 'nd', few: 'rd' } as Record<string, string>)[rule(n)] ?? 'th'}`;
const rule = (n: number) => new Intl.PluralRules('en', { type: 'ordinal' }).select(n);
