import { z } from 'zod';

const email = z.email().max(320);
/** An instant with its offset, e.g. 2026-11-24T14:00:00Z. */
const instant = z.iso.datetime({ offset: true });
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:mm');
export const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
const title = z.string().trim().min(1).max(255);

/** Somebody to meet. `name` is for display only; the address decides. */
export const attendee = z.object({ address: email, name: z.string().max(256).optional() });
export type Attendee = z.infer<typeof attendee>;

export const durationMinutes = z.number().int().min(15, 'at least 15 minutes').max(480, 'at most 8 hours');

/** Half-open: from `start` up to but not including `end`; under 62 days (a limit of getSchedule). */
export const timeWindow = z
  .object({ start: instant, end: instant })
  .refine((w) => Date.parse(w.end) > Date.parse(w.start), 'the window ends before it begins')
  .refine((w) => Date.parse(w.end) - Date.parse(w.start) < 62 * 86_400_000, 'the window is 62 days or longer');
export type TimeWindow = z.infer<typeof timeWindow>;

export const roomWish = z.object({
  /** A particular room, by its address; otherwise any room that seats `capacity`. */
  address: email.optional(),
  /** People to seat; absent = everybody who attends. */
  capacity: z.number().int().min(1).max(1000).optional(),
});

export const proposeInput = z.object({
  required: z.array(attendee).max(500).default([]),
  optional: z.array(attendee).max(500).default([]),
  durationMinutes: durationMinutes.default(30),
  window: timeWindow,
  /** Only starts and ends within this part of the organiser's day. */
  partOfDay: z.object({ from: timeOfDay, to: timeOfDay }).optional(),
  weekdays: z.array(weekday).min(1).optional(),
  /** Free minutes asked for before and after the meeting, for those who must come. */
  bufferMinutes: z.number().int().min(0).max(120).default(0),
  /** Nothing sooner than this many minutes from now. */
  minimumNoticeMinutes: z.number().int().min(0).max(10_080).default(0),
  room: roomWish.optional(),
  /** The instant the person asked for, if they named one: proposals are ranked by closeness to it. */
  wish: instant.optional(),
  /** How many proposals to give. */
  top: z.number().int().min(1).max(20).default(5),
});
export type ProposeInput = z.input<typeof proposeInput>;

export const slot = z.object({
  start: instant,
  end: instant,
  /** One line why: "all free; 08:00 for one of them". */
  reason: z.string(),
  /** Addresses of required people who are busy then (only in compromises). */
  busyRequired: z.array(z.string()),
  busyOptional: z.array(z.string()),
  /** Addresses for whom it is outside their working hours. */
  outsideHours: z.array(z.string()),
  room: attendee.optional(),
});
export type Slot = z.infer<typeof slot>;

export const proposeOutput = z.object({
  /** Times at which everybody required is known to be free, best first. */
  proposals: z.array(slot),
  /** If there are none: the nearest compromises, each with who is busy. */
  compromises: z.array(slot),
  /** The instant that was wished for, whoever is busy then. */
  wished: slot.optional(),
  /** Who could not be read, and why. Never counted as free. */
  unknown: z.array(z.object({ address: z.string(), reason: z.string() })),
  /** If nothing fits: what blocks, in one line. */
  blockedBy: z.string().optional(),
  /** IANA zone the reasons are written in: the organiser's. */
  timeZone: z.string(),
});
export type ProposeOutput = z.infer<typeof proposeOutput>;

export const bookInput = z.object({
  subject: title,
  start: instant,
  end: instant,
  required: z.array(attendee).max(500).default([]),
  optional: z.array(attendee).max(500).default([]),
  room: attendee.optional(),
  online: z.boolean().default(true).describe('with a Teams link'),
  /** Plain text of the invitation. */
  note: z.string().max(4000).optional(),
});
export type BookInput = z.input<typeof bookInput>;

/** An event as people see it. */
export const meeting = z.object({
  id: z.string(),
  subject: z.string(),
  start: instant,
  end: instant,
  isAllDay: z.boolean(),
  isCancelled: z.boolean(),
  isOrganizer: z.boolean(),
  organizer: attendee.optional(),
  attendees: z.array(attendee.extend({ response: z.string(), type: z.string() })),
  location: z.string().optional(),
  joinUrl: z.string().optional(),
  webLink: z.string().optional(),
  /** free, tentative, busy, oof, workingElsewhere, unknown */
  showAs: z.string(),
  response: z.string(),
});
export type Meeting = z.infer<typeof meeting>;

const eventId = z.string().min(1).max(512);
export const cancelInput = z.object({ eventId, comment: z.string().max(1000).optional() });
export const rescheduleInput = z.object({ eventId, start: instant, end: instant });
export const respondInput = z.object({
  eventId,
  response: z.enum(['accept', 'tentativelyAccept', 'decline']),
  comment: z.string().max(1000).optional(),
});

export const agendaInput = z.object({ window: timeWindow });
export const agendaOutput = z.object({ meetings: z.array(meeting), timeZone: z.string() });

export const freeInput = z.object({ window: timeWindow, durationMinutes: durationMinutes.default(30) });
export const freeOutput = z.object({ free: z.array(z.object({ start: instant, end: instant })), timeZone: z.string() });

export const nextMeetingInput = z.object({ with: email.optional() });
export const nextMeetingOutput = z.object({ meeting: meeting.optional(), timeZone: z.string() });
