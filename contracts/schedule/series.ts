import { z } from 'zod';
import { attendee, durationMinutes, eventId, instant, roomWish, timeOfDay, title, weekday } from '../schedule.ts';
import { recurrence } from './recurrence.ts';

/** Times at which a whole series can be held. */
export const proposeSeriesInput = z.object({
  required: z.array(attendee).max(500).default([]),
  optional: z.array(attendee).max(500).default([]),
  durationMinutes: durationMinutes.default(30),
  recurrence,
  /** The time of the day that was asked for, in the person's zone. */
  time: timeOfDay.optional(),
  partOfDay: z.object({ from: timeOfDay, to: timeOfDay }).optional(),
  room: roomWish.optional(),
  top: z.number().int().min(1).max(10).default(4),
});
const someoneBusy = z.object({ start: instant, who: z.array(z.string()).describe('names') });
export const seriesSlot = z.object({
  /** Of the first meeting. */
  start: instant,
  end: instant,
  /** Of those dates that were looked at, how many suit everybody required. */
  free: z.number(),
  /** The others, each with whoever is in the way. */
  busy: z.array(someoneBusy),
  /** One that was wished for and is free on all of those dates. */
  room: attendee.optional(),
  /** "free on all 12 dates", "free on 10 of 12: Megan Bowen is busy on 1 Dec and 8 Dec" */
  reason: z.string(),
});
export type SeriesSlot = z.infer<typeof seriesSlot>;
export const proposeSeriesOutput = z.object({
  /** The time that was asked for, whoever is busy then. */
  wished: seriesSlot.optional(),
  /** Free most often first. */
  slots: z.array(seriesSlot),
  /** "every Tuesday until 28 February 2027" */
  repeats: z.string(),
  recurrence,
  /** ISO 8601 dates that were looked at: from the first on, as far as free/busy times reach. */
  checked: z.array(z.iso.date()),
  /** How many there are in all; absent: no end. */
  count: z.number().optional(),
  unknown: z.array(z.object({ address: z.string(), reason: z.string() })),
  /** Which addresses are groups: busy when anybody in them is. Absent: none. */
  groups: z.array(z.string()).optional(),
  timeZone: z.string(),
});
export type ProposeSeriesOutput = z.infer<typeof proposeSeriesOutput>;

/** What is to be of a series from a day on: no more of it. */
export const endSeriesInput = z.object({
  eventId: eventId.describe('of the whole series'),
  from: z.iso.date().describe('the first day without it'),
});
/** Other times, another name or another pattern for a whole series, or, with `from`, for all of it from that day on. */
export const changeSeriesInput = z
  .object({
    eventId: eventId.describe('of the whole series'),
    from: z.iso.date().optional(),
    subject: title.optional(),
    /** When each of them begins, in the person's zone. */
    time: timeOfDay.optional(),
    durationMinutes: durationMinutes.optional(),
    /** Of a weekly series with one day: another one. */
    weekday: weekday.optional(),
    /** How it repeats instead. */
    recurrence: recurrence.optional(),
  })
  .refine(
    ({ eventId: _, from: __, ...changes }) => Object.values(changes).some((value) => value !== undefined),
    'nothing is to be changed',
  );
