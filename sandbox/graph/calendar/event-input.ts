import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { failedValidation, invalidRequest } from './faults.ts';
import { findMailbox, resolveName, sameAddress } from './mailboxes.ts';
import type { Attendee, EventRow, Location, ZonedTime } from './model.ts';
import { patternedRecurrence } from './recurrence-input.ts';
import { findZone, floatingDate, floatingTime, instantOf, neverAnswered, zonedTime as toZoned } from './times.ts';
import { flag, integer, oneOf, readBody, recipient, zonedTime } from './wire.ts';

/** Graph ignores these when a client sends back what it read. */
const readOnly = [
  'id bodyPreview webLink iCalUId uid createdDateTime lastModifiedDateTime changeKey hasAttachments isCancelled isDraft',
  'isOrganizer organizer responseStatus type seriesMasterId originalStartTimeZone originalEndTimeZone originalStart',
  'onlineMeeting onlineMeetingUrl occurrenceId cancelledOccurrences exceptionOccurrences',
]
  .join(' ')
  .split(' ');

const location = z.looseObject({ displayName: z.string().nullish() });
const fields = z.strictObject({
  subject: z.string().nullish(),
  body: z.object({ contentType: oneOf(['text', 'html']).nullish(), content: z.string().nullish() }).nullish(),
  importance: oneOf(['low', 'normal', 'high']).nullish(),
  sensitivity: oneOf(['normal', 'personal', 'private', 'confidential']).nullish(),
  isAllDay: flag.nullish(),
  start: zonedTime.nullish(),
  end: zonedTime.nullish(),
  location: location.nullish(),
  locations: z.array(location).nullish(),
  attendees: z.array(recipient.extend({ type: oneOf(['required', 'optional', 'resource']).nullish() })).nullish(),
  responseRequested: flag.nullish(),
  allowNewTimeProposals: flag.nullish(),
  hideAttendees: flag.nullish(),
  isOnlineMeeting: flag.nullish(),
  onlineMeetingProvider: oneOf(['unknown', 'skypeForBusiness', 'skypeForConsumer', 'teamsForBusiness']).nullish(),
  showAs: oneOf(['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown']).nullish(),
  categories: z.array(z.string()).nullish(),
  isReminderOn: flag.nullish(),
  reminderMinutesBeforeStart: integer.nullish(),
  transactionId: z.string().max(255).nullish(),
  recurrence: patternedRecurrence.nullish(),
});
export type EventInput = z.infer<typeof fields>;

const written = z
  .record(z.string(), z.unknown())
  .transform((body) =>
    Object.fromEntries(Object.entries(body).filter(([name]) => !readOnly.includes(name) && !name.includes('@'))),
  );

/** @throws GraphFailure 400 for a body that is no event */
export const readEvent = (body: unknown): EventInput => readBody(written.pipe(fields), body);

export type Times = Pick<EventRow, 'isAllDay' | 'start' | 'end' | 'originalStartTimeZone' | 'originalEndTimeZone'>;
const day = 86_400_000;

/**
 * Start and end as they are after this input; `base` is the event before it.
 * @throws GraphFailure 400 for unknown zones, an end before the start, all-day events that do not begin and end at midnight
 */
export function readTimes(input: EventInput, base?: EventRow): Times {
  const isAllDay = input.isAllDay ?? base?.isAllDay ?? false;
  const start = input.start ?? (base && timeOf(base, base.start, base.originalStartTimeZone));
  const end = input.end ?? (base && timeOf(base, base.end, base.originalEndTimeZone));
  if (!start || !end) throw failedValidation();
  const span = isAllDay ? readDays(start, end) : { start: instantOf(start), end: instantOf(end) };
  if (span.end < span.start) throw failedValidation();
  if (span.end - span.start > 5 * 366 * day)
    throw new GraphFailure(400, 'ErrorCalendarDurationIsTooLong', 'The duration of the event exceeds five years.');
  return { isAllDay, ...span, originalStartTimeZone: start.timeZone, originalEndTimeZone: end.timeZone };
}

const timeOf = (event: EventRow, instant: number, zone: string) =>
  event.isAllDay ? floatingTime(instant, zone) : toZoned(instant, zone);

/** https://learn.microsoft.com/graph/api/resources/event (isAllDay) */
function readDays(startTime: ZonedTime, endTime: ZonedTime): { start: number; end: number } {
  const start = floatingDate(startTime);
  const end = floatingDate(endTime);
  for (const [name, date] of Object.entries({ Start: start, End: end }))
    if (date === undefined)
      throw invalidRequest(`The Event.${name} property for an all-day event needs to be set to midnight.`);
  if (
    start === undefined ||
    end === undefined ||
    findZone(startTime.timeZone)?.name !== findZone(endTime.timeZone)?.name
  )
    throw failedValidation();
  if (end >= start && end - start < day)
    throw invalidRequest('The duration of an event marked as All day must be at least 24 hours.');
  return { start, end };
}

/** Attendees with the answers that are known of those who stay. The organizer is none of them. */
export function readAttendees(
  tenant: Tenant,
  input: NonNullable<EventInput['attendees']>,
  organizer: string,
  known: Attendee[] = [],
): Attendee[] {
  const found = new Map<string, Attendee>();
  for (const { emailAddress, type } of input) {
    const address = emailAddress.address.trim();
    if (!/^[^\s@]+@[^\s@]+$/.test(address))
      throw new GraphFailure(400, 'ErrorInvalidRecipients', "At least one recipient isn't valid.");
    if (sameAddress(address, organizer)) continue;
    const before = known.find((a) => sameAddress(a.emailAddress.address, address));
    const isRoom = findMailbox(tenant, address)?.kind === 'room';
    found.set(address.toLowerCase(), {
      ...(before ?? { status: { response: 'none', time: neverAnswered } }),
      emailAddress: resolveName(tenant, { ...emailAddress, address }),
      type: type ?? before?.type ?? (isRoom ? 'resource' : 'required'),
    });
  }
  return [...found.values()];
}

/** `locations` is the whole list; `location` alone is a list of one. undefined = this input says nothing about it. */
export function readLocations(input: EventInput): Location[] | undefined {
  const list = input.locations ?? (input.location === undefined ? undefined : [input.location]);
  return list?.flatMap((l) => (l?.displayName ? [{ ...l, displayName: l.displayName }] : []));
}
