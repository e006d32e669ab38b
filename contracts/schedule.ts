import { z } from 'zod';
import { recurrence, weekdays } from './schedule/recurrence.ts';

const email = z.email().max(320);
/** An instant with its offset, e.g. 2026-11-24T14:00:00Z. */
export const instant = z.iso.datetime({ offset: true });
/** HH:mm */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:mm');
export const weekday = z.enum(weekdays);
export const title = z.string().trim().min(1).max(255);

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
  /** Its name, as the rooms have it. */
  building: z.string().min(1).max(256).optional(),
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
  /** Which addresses are groups: busy when anybody in them is. Absent: none. */
  groups: z.array(z.string()).optional(),
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
  /** A series: `start` and `end` are those of its first meeting. */
  recurrence: recurrence.optional(),
  online: z.boolean().default(true).describe('with a Teams link'),
  /** Plain text of the invitation. */
  note: z.string().max(4000).optional(),
  /** What it came from: it is listed there as something that was done with it. */
  about: z
    .object({ conversationId: z.string().min(1).max(1024).describe('of an email: the same wherever it is moved to') })
    .optional(),
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
  /** Of a meeting that repeats. */
  series: z
    .object({
      /** The id of the whole series. */
      id: z.string(),
      /** occurrence, exception (an occurrence that was changed by itself), seriesMaster (the whole series) */
      type: z.string(),
      /** "every Tuesday until 28 February 2027", where it was read. */
      repeats: z.string().optional(),
    })
    .optional(),
});
export type Meeting = z.infer<typeof meeting>;

export const eventId = z.string().min(1).max(512);
export const cancelInput = z.object({ eventId, comment: z.string().max(1000).optional() });
export const rescheduleInput = z.object({ eventId, start: instant, end: instant });
/** The most meetings that one operation changes. */
export const mostAtOnce = 50;
export const cancelAllInput = z.object({
  eventIds: z.array(eventId).min(1).max(mostAtOnce),
  comment: z.string().max(1000).optional(),
});
export const moveAllInput = z.object({
  moves: z
    .array(z.object({ eventId, start: instant, end: instant }))
    .min(1)
    .max(mostAtOnce),
});
export const renameInput = z.object({ eventId, subject: title });
/** Who is invited besides, and who is no longer. */
export const attendeesInput = z
  .object({
    eventId,
    add: z.array(attendee).max(100).default([]),
    remove: z.array(email).max(100).default([]),
  })
  .refine(({ add, remove }) => add.length + remove.length > 0, 'nobody is added or removed');

export const respondInput = z.object({
  eventId,
  response: z.enum(['accept', 'tentativelyAccept', 'decline']),
  comment: z.string().max(1000).optional(),
});

export const agendaInput = z.object({
  window: timeWindow,
  /** How each series repeats, in words (`meeting.series.repeats`): one round trip to Graph more, where there are any. */
  repeats: z.boolean().default(false),
});
export const agendaOutput = z.object({
  meetings: z.array(meeting),
  timeZone: z.string(),
  /** What the time is for the server. */
  now: instant,
});

export const freeInput = z.object({ window: timeWindow, durationMinutes: durationMinutes.default(30) });
export const freeOutput = z.object({ free: z.array(z.object({ start: instant, end: instant })), timeZone: z.string() });

/** Whose free/busy times to read. The person's own come first, unless they are known already. */
export const freeBusyInput = z.object({
  addresses: z.array(email).max(400).default([]),
  you: z.boolean().default(true).describe('also the own times'),
  window: timeWindow,
});

const zoneRule = z.object({
  time: z.string().nullish(),
  dayOccurrence: z.number().nullish(),
  dayOfWeek: z.string().nullish(),
  month: z.number().nullish(),
  year: z.number().nullish(),
});

/** Free/busy times of one mailbox, in Microsoft Graph's words. */
export const scheduleOfMailbox = z.object({
  address: z.string(),
  /** A digit for each cell: 0 free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere. Empty when it is unknown. */
  view: z.string(),
  hours: z
    .object({
      daysOfWeek: z.array(z.string()).nullish(),
      startTime: z.string().nullish(),
      endTime: z.string().nullish(),
      timeZone: z
        .object({
          /** IANA name, where there is one. */
          name: z.string().nullish(),
          bias: z.number().nullish(),
          standardOffset: zoneRule.nullish(),
          daylightOffset: zoneRule.extend({ daylightBias: z.number().nullish() }).nullish(),
        })
        .nullish(),
    })
    .optional(),
  /** Those of everybody in a group, in one; there are no working hours of it. */
  group: z.boolean().optional(),
  /** Why it could not be read. Never to be counted as free. */
  unknown: z.string().optional(),
});

export const freeBusyOutput = z.object({
  /** When the first cell begins: a quarter of an hour. */
  start: instant,
  intervalMinutes: z.literal(15),
  cells: z.number(),
  schedules: z.array(scheduleOfMailbox),
  you: attendee.extend({ userPrincipalName: z.string() }),
  /** What the time is for the server. */
  now: instant,
  /** IANA zone of the person. */
  timeZone: z.string(),
});
export type FreeBusy = z.infer<typeof freeBusyOutput>;

export const roomsInput = z.object({});
export const roomsOutput = z.object({
  /** Smallest first. */
  rooms: z.array(
    z.object({ address: z.string(), name: z.string(), capacity: z.number(), building: z.string().optional() }),
  ),
});

export const nextMeetingInput = z.object({ with: email.optional() });
export const nextMeetingOutput = z.object({ meeting: meeting.optional(), timeZone: z.string() });
