import { attendee, durationMinutes, slot, timeWindow, weekday } from '@aide/contracts/schedule';
import { recurrence } from '@aide/contracts/schedule/recurrence';
import type { DateTime } from 'luxon';
import { z } from 'zod';
import type { Sentence, Span } from '../../language/sentence.ts';

const timeOfDay = z.string();

/** When something is wished for. Everything in it is JSON: it waits in a draft while the person is asked. */
export const whenWish = z.object({
  window: timeWindow,
  /** The very instant, if one was named. */
  wish: z.iso.datetime({ offset: true }).optional(),
  partOfDay: z.object({ from: timeOfDay, to: timeOfDay }).optional(),
  weekdays: z.array(weekday).optional(),
  /** Minutes, where the time itself tells them ("2 to 4pm"). */
  duration: durationMinutes.optional(),
});
export type WhenWish = z.infer<typeof whenWish>;

/** What somebody wants to meet for, as far as it is known. */
export const meetWish = z.object({
  sentence: z.string(),
  people: z.array(z.object({ name: z.string(), role: z.enum(['required', 'optional']), who: attendee.optional() })),
  /** Nobody else is meant to come. */
  alone: z.boolean().optional(),
  duration: z.number().optional(),
  when: whenWish.optional(),
  subject: z.string().optional(),
  room: z.object({ name: z.string().optional(), capacity: z.number().optional() }).optional(),
  buffer: z.number().optional(),
  /** At the first time at which the person is free. */
  soonest: z.boolean().optional(),
  /** It repeats: then this says when, and `when` nothing. */
  repeat: z
    .object({
      recurrence,
      /** HH:mm in the person's zone. */
      time: timeOfDay.optional(),
      partOfDay: z.object({ from: timeOfDay, to: timeOfDay }).optional(),
    })
    .optional(),
});
export type MeetWish = z.infer<typeof meetWish>;

/** What of an offered time is kept: not who is busy then, which for hundreds of people is more than a row of a table holds. */
export const offeredSlot = slot.pick({ start: true, end: true, room: true });

/** Times on a card, waiting for one of them to be pressed. */
export const offer = z.object({
  wish: meetWish,
  subject: z.string(),
  slots: z.array(offeredSlot),
  /** The series that each of the slots would begin. */
  recurrence: recurrence.optional(),
});
export type Offer = z.infer<typeof offer>;

const utc = (time: DateTime) => time.toUTC().toISO()!;
const minutesOf = (span: Span) => span.end.diff(span.start, 'minutes').minutes;

/**
 * The spans of a sentence as a window to look in. An instant is looked at first and the rest of its day for alternatives; a
 * range is the meeting itself, or, when a duration is said besides, what it lies in; several days are a choice between them.
 */
export function whenOf(
  spans: Span[],
  duration: number | undefined,
  days: Sentence['weekdays'] = [],
): WhenWish | undefined {
  const [span, ...others] = spans;
  if (!span) return undefined;
  const weekdays = days.length > 0 ? { weekdays: days } : {};
  if (span.kind === 'instant' || (span.kind === 'range' && duration === undefined && meetingLong(minutesOf(span)))) {
    const from = span.start.startOf('day');
    return {
      window: { start: utc(from), end: utc(from.plus({ days: 1 })) },
      wish: utc(span.start),
      ...(span.kind === 'range' ? { duration: minutesOf(span) } : {}),
    };
  }
  const parts = new Set(spans.map((s) => JSON.stringify(s.partOfDay)));
  const last = others.at(-1);
  if (last && parts.size === 1 && last.end > span.start && spans.every((s) => s.kind === 'day' || s.kind === 'part')) {
    const chosen = spans.map((s) => s.start.setLocale('en').weekdayLong?.toLowerCase() ?? '');
    const within = last.end.diff(span.start, 'days').days <= 7;
    return {
      window: { start: utc(span.start), end: utc(last.end) },
      ...(span.partOfDay ? { partOfDay: span.partOfDay } : {}),
      ...(within ? { weekdays: weekday.array().parse([...new Set(chosen)]) } : {}),
    };
  }
  return {
    window: { start: utc(span.start), end: utc(span.end) },
    ...(span.partOfDay ? { partOfDay: span.partOfDay } : {}),
    ...(span.kind === 'days' && days.length === 0 && span.end.diff(span.start, 'days').days > 2
      ? { weekdays: [...workdays] }
      : weekdays),
  };
}

/** "Next week" means the days people work; who wants the weekend says so. */
const workdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

const meetingLong = (length: number) => length >= 15 && length <= 480;

/** The spans of a question about the calendar as one window; undefined when none was said. */
export function windowOf(spans: Span[]): { start: string; end: string } | undefined {
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return undefined;
  const end = last.end > first.start ? last.end : first.end;
  // "at 3pm" asks for that hour.
  return { start: utc(first.start), end: utc(end > first.start ? end : first.start.plus({ hours: 1 })) };
}

/** The times that are offered to somebody who named none. */
export const presets: { label: string; of: (now: DateTime) => { start: DateTime; end: DateTime } }[] = [
  { label: 'Today', of: (now) => ({ start: now, end: now.endOf('day') }) },
  { label: 'Tomorrow', of: (now) => whole(now.plus({ days: 1 }), 1) },
  { label: 'This week', of: (now) => ({ start: now, end: now.endOf('week') }) },
  { label: 'Next week', of: (now) => whole(now.plus({ weeks: 1 }).startOf('week'), 5) },
];
const whole = (day: DateTime, days: number) => ({ start: day.startOf('day'), end: day.startOf('day').plus({ days }) });
