import { type Weekday, weekdays, workdays } from '@aide/contracts/schedule/recurrence';
import type { PatternedRecurrence, RecurrencePattern } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { names } from './names.ts';
import { type Reader, written } from './when.ts';

/** As Graph hands it out, or as the contract has it. */
type Series = Pick<PatternedRecurrence, 'pattern' | 'range'>;

/** "every Monday", "every 2 weeks on Tuesday and Friday", "every year on May 3", "… until February 28, 2027". */
export function inWords(recurrence: Series | null | undefined, reader: Pick<Reader, 'locale'>): string | undefined {
  const pattern = recurrence?.pattern;
  if (!pattern?.type) return undefined;
  const day = (date: string, form: 'longDate' | 'monthDay') => written(date, form, { ...reader, timeZone: 'UTC' });
  const words = `${unitWords(pattern)}${dayWords(pattern, day)}`;
  const { range } = recurrence!;
  if (range?.type === 'endDate' && range.endDate) return `${words} until ${day(range.endDate, 'longDate')}`;
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

function dayWords(
  { type, interval, daysOfWeek, dayOfMonth, index, month }: RecurrencePattern,
  written: (date: string, form: 'monthDay') => string,
): string {
  const days = (daysOfWeek ?? []) as Weekday[];
  if (type === 'weekly') {
    if (interval === 1 && days.length === 7) return '';
    const isWork = days.length === 5 && workdays.every((day) => days.includes(day));
    const list = isWork ? 'weekday' : names(weekdays.filter((day) => days.includes(day)).map(capital), 7);
    return interval === 1 ? ` ${list}` : isWork ? ' on weekdays' : ` on ${list}`;
  }
  // Of a leap year, which has all days.
  const inYear = DateTime.fromObject({ year: 2000, month: month || 1 });
  if (type === 'absoluteYearly') return ` on ${written(inYear.set({ day: dayOfMonth ?? 1 }).toISODate()!, 'monthDay')}`;
  if (type === 'absoluteMonthly') return ` on the ${ordinal(dayOfMonth ?? 1)}`;
  const of = type === 'relativeYearly' ? ` of ${inYear.setLocale('en').monthLong}` : '';
  if (type?.startsWith('relative')) return ` on the ${index ?? 'first'} ${anyOf(days)}${of}`;
  return '';
}

const sets: [string, readonly Weekday[]][] = [
  ['day', weekdays],
  ['weekday', workdays],
  ['weekend day', weekdays.slice(5)],
];

/** The first of several days is one of them: "weekday", "Monday or Tuesday". */
function anyOf(days: Weekday[]): string {
  const set = sets.find(([, all]) => all.length === days.length && all.every((day) => days.includes(day)));
  const list = weekdays.filter((day) => days.includes(day)).map(capital);
  return set?.[0] ?? names(list, 7).replace(/ and (?=\S+$)/u, ' or ');
}

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
const ordinal = (n: number) =>
  `${n}${({ one: 'st', two: 'nd', few: 'rd' } as Record<string, string>)[rule(n)] ?? 'th'}`;
const rule = (n: number) => new Intl.PluralRules('en', { type: 'ordinal' }).select(n);
