import type { DateTime } from 'luxon';
import type { Part } from './parts.ts';
import type { Choice, Reader } from './reader.ts';
import { weekdayNames } from './words.ts';

/** A day or several, [from, to), by the person's calendar. */
export interface Day {
  kind: 'day' | 'days';
  from: DateTime;
  to: DateTime;
  /** "tonight" */
  part?: Part;
  /** A weekday without a week: a week that is said beside it tells which. 1 … 7. */
  weekday?: number;
  /** A whole week: a weekday that is said beside it lies in it. Its first day. */
  week?: DateTime;
  /** "Tuesdays", "weekdays": the days in a longer stretch. 1 … 7. */
  repeated?: number[];
  /** Nobody said which stretch; one that is said elsewhere wins. */
  assumed?: boolean;
  choice?: Choice;
}

export const startOfWeek = (reader: Pick<Reader, 'weekStart'>, day: DateTime): DateTime =>
  day.startOf('day').minus({ days: (day.weekday - reader.weekStart + 7) % 7 });

export const single = (from: DateTime, more: Partial<Day> = {}): Day => ({
  kind: 'day',
  from,
  to: from.plus({ days: 1 }),
  ...more,
});
export const several = (from: DateTime, to: DateTime, more: Partial<Day> = {}): Day => ({
  kind: 'days',
  from,
  to,
  ...more,
});

/** The weekday `number` of the week that starts at `week`. */
export const inWeek = (week: DateTime, number: number): DateTime =>
  week.plus({ days: (number - week.weekday + 7) % 7 });

export const label = (day: DateTime) => day.setLocale('en-GB').toFormat('cccc d LLLL');
export const words = (day: DateTime) => day.setLocale('en-GB').toFormat('d LLLL yyyy');

export function dateChoice(from: number, to: number, days: DateTime[]): Choice {
  return {
    ...{ about: 'date' as const, question: `${days.map(label).join(', or ')}?`, from, to },
    readings: days.map((day) => ({ label: label(day), words: words(day) })),
  };
}

/** The names of weekdays 1 … 7. */
export const namesOf = (numbers: number[]) => [...new Set(numbers)].map((number) => weekdayNames[number - 1]!);
