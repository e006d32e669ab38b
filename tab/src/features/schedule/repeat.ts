import { occurrences, take } from '@aide/contracts/schedule/occurrences';
import { type Recurrence, recurrence, type Weekday, weekdays, weekIndexes } from '@aide/contracts/schedule/recurrence';
import { DateTime } from 'luxon';
import { ApiError } from '../../api.ts';

export type Unit = 'day' | 'week' | 'month' | 'year';
export type Ends = 'never' | 'on' | 'after';

/** How often, as the form has it. What was typed stays as it was typed. */
export interface RepeatForm {
  unit: Unit;
  interval: string;
  /** Of weeks. */
  days: Weekday[];
  /** Of months and years: the same date, or the same weekday of the month. */
  by: 'date' | 'weekday';
  ends: Ends;
  /** ISO date */
  until: string;
  times: string;
}

/** Where something is wrong, and what. */
export type RepeatFault = { field: 'interval' | 'days' | 'until' | 'times'; text: string } | undefined;

/** Every week on the day it begins with, for half a year. @param start ISO date of the first meeting */
export const emptyRepeat = (start: string): RepeatForm => ({
  unit: 'week',
  interval: '1',
  days: [weekdayOf(start)],
  by: 'date',
  ends: 'on',
  until: DateTime.fromISO(start).plus({ months: 6 }).toISODate() ?? '',
  times: '10',
});

export const weekdayOf = (date: string): Weekday => weekdays[DateTime.fromISO(date).weekday - 1]!;

/** Which of its weekday in the month a date is: the fifth is the last, and so may the fourth be called. */
export function indexOf(date: string): (typeof weekIndexes)[number] {
  const { day } = DateTime.fromISO(date);
  return weekIndexes[Math.min(4, Math.floor((day - 1) / 7))]!;
}

const number = (text: string) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN);

/** The form in the server's words; not checked. */
export function recurrenceOf(form: RepeatForm, start: string): unknown {
  const { unit, by, ends } = form;
  const { day, month } = DateTime.fromISO(start);
  const interval = number(form.interval);
  const yearly = unit === 'year' ? { month } : {};
  const parts =
    unit === 'day'
      ? { type: 'daily' }
      : unit === 'week'
        ? { type: 'weekly', daysOfWeek: form.days, firstDayOfWeek: 'monday' }
        : by === 'date'
          ? { type: unit === 'month' ? 'absoluteMonthly' : 'absoluteYearly', dayOfMonth: day, ...yearly }
          : {
              type: unit === 'month' ? 'relativeMonthly' : 'relativeYearly',
              daysOfWeek: [weekdayOf(start)],
              index: indexOf(start),
              ...yearly,
            };
  const range =
    ends === 'never'
      ? { type: 'noEnd' }
      : ends === 'on'
        ? { type: 'endDate', ...(form.until ? { endDate: form.until } : {}) }
        : { type: 'numbered', numberOfOccurrences: number(form.times) };
  return { pattern: { ...parts, interval }, range: { ...range, startDate: start } };
}

/** Checked by the server's own rules, which are the contract's. */
export function parsed(form: RepeatForm, start: string): { recurrence: Recurrence } | { fault: RepeatFault } {
  const read = recurrence.safeParse(recurrenceOf(form, start));
  if (read.success) return { recurrence: read.data };
  return { fault: faultAt(read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))) };
}

/** The same for a series whose first meeting is that of `start`. */
export function checked(form: RepeatForm, start: string): ReturnType<typeof parsed> {
  const read = parsed(form, start);
  const isFirst = 'fault' in read || take(1, occurrences(read.recurrence))[0] === start;
  return isFirst ? read : { fault: { field: 'days', text: 'The first meeting is not on one of these days.' } };
}

const fields: Record<string, NonNullable<RepeatFault>['field']> = {
  interval: 'interval',
  daysOfWeek: 'days',
  startDate: 'days',
  endDate: 'until',
  numberOfOccurrences: 'times',
};
const words: Partial<Record<string, string>> = {
  interval: 'Choose a number from 1 to 999.',
  numberOfOccurrences: 'Choose a number from 1 to 999.',
};

function faultAt(issues: { path: string; message: string }[]): RepeatFault {
  for (const { path, message } of issues) {
    const name = path.split('.').at(-1) ?? '';
    const field = fields[name];
    if (field) return { field, text: words[name] ?? message };
  }
  return undefined;
}

/** What the server refused of it, at its field; undefined when it was something else. */
export function refusedAt(error: unknown): RepeatFault {
  if (!(error instanceof ApiError)) return undefined;
  const { issues } = error.problem as { issues?: { path: string; message: string }[] };
  return faultAt((issues ?? []).filter(({ path }) => path.startsWith('recurrence')));
}
