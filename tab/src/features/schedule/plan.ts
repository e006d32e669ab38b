import type { Colleague } from '@aide/contracts/people';
import type { Meeting, weekday } from '@aide/contracts/schedule';
import { DateTime } from 'luxon';
import type { z } from 'zod';

export type Weekday = z.infer<typeof weekday>;
/** Somebody who was picked. */
export type Person = Pick<Colleague, 'id' | 'displayName' | 'address'>;
export type Range = 'today' | 'tomorrow' | 'thisWeek' | 'nextWeek' | 'dates';

/** What somebody wants to meet for, as the form has it. Everything but people and range is answered without asking anybody. */
export interface Plan {
  required: Person[];
  optional: Person[];
  /** Minutes. */
  duration: number;
  range: Range;
  /** ISO dates, both included; for the range 'dates'. */
  dates: { from: string; to: string };
  part: { from: string; to: string } | undefined;
  /** None: any day. */
  weekdays: Weekday[];
  /** Minutes before and after. */
  buffer: number;
  room: { capacity?: number; building?: string } | undefined;
  /** The meeting that gets another time, instead of a new one. */
  moves?: Meeting;
}

export const emptyPlan: Plan = {
  required: [],
  optional: [],
  duration: 30,
  range: 'thisWeek',
  dates: { from: '', to: '' },
  part: undefined,
  weekdays: [],
  buffer: 0,
  room: undefined,
};

const lengths = [15, 30, 45, 60, 90, 120, 180, 240, 480];
/** How long a meeting can be, in minutes: what is usual, and what it is. */
export const lengthsWith = (minutes: number): number[] => [...new Set([...lengths, minutes])].sort((a, b) => a - b);

/** Midnights in the person's zone: from the first up to, not including, the last. */
export interface Span {
  from: DateTime;
  end: DateTime;
}

/** Days of one look: more would be a long request and a grid that nobody reads. */
export const mostDays = 28;

/**
 * The days of a range, as people call them: the rest of this week from a Friday evening on is the weekend, and still this week.
 * @param now in the person's zone
 * @returns in words when the dates make no range
 */
export function spanOf({ range, dates }: Pick<Plan, 'range' | 'dates'>, now: DateTime): Span | { wrong: string } {
  const today = now.startOf('day');
  const monday = today.startOf('week');
  if (range === 'today') return { from: today, end: today.plus({ days: 1 }) };
  if (range === 'tomorrow') return { from: today.plus({ days: 1 }), end: today.plus({ days: 2 }) };
  if (range === 'thisWeek') return { from: today, end: monday.plus({ weeks: 1 }) };
  if (range === 'nextWeek') return { from: monday.plus({ weeks: 1 }), end: monday.plus({ weeks: 2 }) };
  const [from, last] = [dates.from, dates.to].map((date) => DateTime.fromISO(date, { zone: now.zone }));
  if (!from?.isValid || !last?.isValid) return { wrong: 'Choose the first and the last day.' };
  const end = last.plus({ days: 1 });
  if (end <= from) return { wrong: 'The last day is before the first.' };
  if (end <= today) return { wrong: 'These days are over.' };
  if (end.diff(from, 'days').days > mostDays) return { wrong: `Choose at most ${mostDays} days.` };
  return { from: DateTime.max(from, today), end };
}

/** Longest buffer that can be chosen, minutes: so much more is read on both sides. */
export const longestBuffer = 60;

/** Can it be given another time? A meeting lasts 15 minutes to 8 hours. */
export function canMove({ start, end, isAllDay, isOrganizer }: Meeting, now: number): boolean {
  const minutes = (Date.parse(end) - Date.parse(start)) / 60_000;
  return isOrganizer && !isAllDay && minutes >= 15 && minutes <= 480 && Date.parse(start) > now;
}

/** A meeting as a plan for another time of it. */
export function planToMove(meeting: Meeting, plan: Plan): Plan {
  const who = (optional: boolean) =>
    meeting.attendees
      .filter((a) => a.type !== 'resource' && (a.type === 'optional') === optional)
      .map(({ address, name }) => ({ address, displayName: name ?? address }));
  const minutes = (Date.parse(meeting.end) - Date.parse(meeting.start)) / 60_000;
  return {
    ...plan,
    required: who(false),
    optional: who(true),
    // Looked for in whole quarters of an hour; it stays as long as it is.
    duration: Math.ceil(minutes / 15) * 15,
    room: undefined,
    moves: meeting,
  };
}
