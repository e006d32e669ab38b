import { Duration } from 'luxon';
import { z } from 'zod';
import type { Tenant } from '../../../tenant/tenant.ts';
import { GraphFailure } from '../../area.ts';
import { invalidRequest } from '../faults.ts';
import { instantOf } from '../times.ts';
import { flag, integer, oneOf, readBody, timeSlot } from '../wire.ts';

/** A number, also as a string: the documentation's own examples write "100". */
const percentage = z.preprocess((v) => (typeof v === 'string' && v.trim() !== '' ? Number(v) : v), z.number());
const attendee = z.object({
  type: oneOf(['required', 'optional', 'resource']).nullish(),
  emailAddress: z.object({ address: z.string(), name: z.string().nullish() }),
});
const locationItem = z.object({
  displayName: z.string().nullish(),
  locationEmailAddress: z.string().nullish(),
  resolveAvailability: flag.nullish(),
});

/** The documentation spells it timeSlots and timeslots; the service takes both. */
const timeConstraint = z.preprocess(
  (v) =>
    v !== null && typeof v === 'object'
      ? Object.fromEntries(
          Object.entries(v).map(([name, value]) => [/^timeslots$/i.test(name) ? 'timeSlots' : name, value]),
        )
      : v,
  z.object({
    activityDomain: oneOf(['work', 'personal', 'unrestricted', 'unknown']).nullish(),
    timeSlots: z.array(timeSlot).nullish(),
  }),
);

const body = z.object({
  attendees: z.array(attendee).nullish(),
  isOrganizerOptional: flag.nullish(),
  locationConstraint: z
    .object({ isRequired: flag.nullish(), suggestLocation: flag.nullish(), locations: z.array(locationItem).nullish() })
    .nullish(),
  maxCandidates: integer.nullish(),
  meetingDuration: z.string().nullish(),
  minimumAttendeePercentage: percentage.nullish(),
  returnSuggestionReasons: flag.nullish(),
  timeConstraint: timeConstraint.nullish(),
});

export type AskedAttendee = z.infer<typeof attendee>;
export interface AskedLocation {
  displayName?: string;
  locationEmailAddress?: string;
  /** false: it is taken as it is named, busy or not. */
  resolveAvailability: boolean;
}
export type ActivityDomain = 'work' | 'personal' | 'unrestricted';

/** One request, read and checked. Times and durations in ms, times since 1970. */
export interface MeetingTimesRequest {
  attendees: AskedAttendee[];
  isOrganizerOptional: boolean;
  locations: { isRequired: boolean; suggest: boolean; asked: AskedLocation[] };
  maxCandidates: number;
  duration: number;
  /** 0 to 100 */
  minimumConfidence: number;
  withReasons: boolean;
  domain: ActivityDomain;
  slots: { start: number; end: number }[];
  /** The zone of the first slot: an all-day event is a day of it, as with getSchedule. undefined: no slot was named. */
  timeZone?: string;
}

const day = 86_400_000;
const halfHour = 30 * 60_000;
/** Nobody documents how many there are when nobody says. */
const defaultCandidates = 20;

/**
 * https://learn.microsoft.com/graph/api/user-findmeetingtimes. Without time slots the week from now on is looked through.
 * @throws GraphFailure 400 for what is no request, and for more time than free/busy is told for
 */
export function readRequest(tenant: Tenant, requestBody: unknown): MeetingTimesRequest {
  const input = readBody(body, requestBody ?? {});
  const { locationConstraint: place, timeConstraint: time } = input;
  const now = Math.ceil(tenant.clock.now().getTime() / halfHour) * halfHour;
  const slots = time?.timeSlots?.map((slot) => ({ start: instantOf(slot.start), end: instantOf(slot.end) }));
  const request: MeetingTimesRequest = {
    attendees: input.attendees ?? [],
    isOrganizerOptional: input.isOrganizerOptional ?? false,
    locations: {
      isRequired: place?.isRequired ?? false,
      suggest: place?.suggestLocation ?? false,
      asked: (place?.locations ?? []).map((item) => ({
        displayName: item.displayName ?? undefined,
        locationEmailAddress: item.locationEmailAddress ?? undefined,
        resolveAvailability: item.resolveAvailability ?? true,
      })),
    },
    maxCandidates: input.maxCandidates ?? defaultCandidates,
    duration: durationOf(input.meetingDuration ?? 'PT30M'),
    minimumConfidence: input.minimumAttendeePercentage ?? 50,
    withReasons: input.returnSuggestionReasons ?? false,
    domain: time?.activityDomain == null || time.activityDomain === 'unknown' ? 'work' : time.activityDomain,
    slots: slots?.length ? slots : [{ start: now, end: now + 7 * day }],
    timeZone: time?.timeSlots?.[0]?.start.timeZone,
  };
  check(request);
  return request;
}

function durationOf(text: string): number {
  const length = Duration.fromISO(text).toMillis();
  if (!(length > 0)) throw invalidRequest(`The meeting duration '${text}' is invalid.`);
  return length;
}

function check({ slots, minimumConfidence, maxCandidates }: MeetingTimesRequest): void {
  if (slots.some(({ start, end }) => end <= start))
    throw new GraphFailure(
      400,
      'ErrorInvalidTimeInterval',
      'The start time is greater than or equal to the end time of a time slot.',
    );
  const [first, last] = [Math.min(...slots.map((s) => s.start)), Math.max(...slots.map((s) => s.end))];
  if (last - first >= 62 * day)
    throw new GraphFailure(400, 'ErrorTimeIntervalTooBig', 'The time slots must be within less than 62 days.');
  if (!(minimumConfidence >= 0 && minimumConfidence <= 100))
    throw invalidRequest('The value of minimumAttendeePercentage must be between 0 and 100.');
  if (maxCandidates < 1) throw invalidRequest('The value of maxCandidates must be greater than 0.');
}
