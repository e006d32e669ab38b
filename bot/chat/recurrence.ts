import { type Weekday, weekdays, workdays } from '@aide/contracts/schedule/recurrence';
import type { PatternedRecurrence, RecurrencePattern } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { names } from './names.ts';

/** As Graph hands it out, or as the contract has it. */
type Series = Pick<PatternedRecurrence, 'pattern' | 'range'>;

/** "every Monday", "every 2 weeks on Tuesday and Friday", "every year on 3 May". */
export function inWords(recurrence: Series | null | undefined): string | undefined {
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
