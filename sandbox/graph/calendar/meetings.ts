import { createHash, randomUUID } from 'node:crypto';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { hasJoinLink, withJoinLink } from './body.ts';
import { cancelCopies, deliver, isMoved } from './copies.ts';
import { type EventInput, readAttendees, readLocations, readTimes } from './event-input.ts';
import { crossesBoundary, invalidRequest, itemNotFound } from './faults.ts';
import { exchangeId, iCalUIdOf, teamsMeeting } from './ids.ts';
import { copiesOf, discard, timestamp } from './mailbox-events.ts';
import type { Mailbox } from './mailboxes.ts';
import { calendarTables, type EventRow, type ItemBody } from './model.ts';
import { dateOf, isMaster, neighbours } from './series.ts';
import { readSeries } from './series-input.ts';
import { store } from './series-store.ts';
import { neverAnswered, wallAt, zoneNamed } from './times.ts';

/**
 * A new event in a person's calendar, with the copies of those it invites.
 * @param key what its ids are made of; the same key gives the same ids
 * @throws GraphFailure 400 for what Exchange would refuse
 */
export function createEvent(
  tenant: Tenant,
  owner: Mailbox,
  calendarId: string,
  input: EventInput,
  key: string = randomUUID(),
): EventRow {
  const now = timestamp(tenant);
  const showAs = input.showAs ?? 'busy';
  const event: EventRow = {
    id: exchangeId(owner.id, key),
    mailboxId: owner.id,
    calendarId,
    iCalUId: iCalUIdOf(`${owner.id} ${key}`),
    subject: input.subject ?? '',
    body: bodyOf(input) ?? { contentType: 'html', content: '' },
    importance: input.importance ?? 'normal',
    sensitivity: input.sensitivity ?? 'normal',
    ...readSeries(input, readTimes(input)),
    locations: readLocations(input) ?? [],
    attendees: readAttendees(tenant, input.attendees ?? [], owner.address),
    organizer: { name: owner.name, address: owner.address },
    responseRequested: input.responseRequested ?? true,
    allowNewTimeProposals: input.allowNewTimeProposals ?? true,
    hideAttendees: input.hideAttendees ?? false,
    isOnlineMeeting: false,
    onlineMeeting: null,
    intendedShowAs: showAs,
    isOrganizer: true,
    isCancelled: false,
    showAs,
    responseStatus: { response: 'organizer', time: neverAnswered },
    categories: input.categories ?? [],
    isReminderOn: input.isReminderOn ?? true,
    reminderMinutesBeforeStart: input.reminderMinutesBeforeStart ?? 15,
    transactionId: input.transactionId ?? null,
    createdDateTime: now,
    lastModifiedDateTime: now,
    version: 1,
  };
  const { settings, events } = calendarTables(tenant);
  const isDelayed = settings.get('onlineMeetings')?.linkDelayed ?? false;
  const meeting = events.put(isTeams(input) ? goOnline(tenant, event, isDelayed) : event);
  deliver(tenant, meeting);
  return events.get(meeting.id) ?? meeting;
}

/**
 * Creates an event once for each transactionId, as long as it is asked for with the same content: then the event comes
 * back as it is by now. With other content, or when the event is gone, the id is used up. Status and words are those that
 * clients of the service report; no page of the documentation has them.
 * https://learn.microsoft.com/graph/api/resources/event (transactionId)
 */
export function createEventOnce(tenant: Tenant, owner: Mailbox, calendarId: string, input: EventInput): EventRow {
  if (!input.transactionId) return createEvent(tenant, owner, calendarId, input);
  const { transactions, events } = calendarTables(tenant);
  const id = `${owner.id} ${input.transactionId}`;
  const content = createHash('sha256')
    .update(JSON.stringify([calendarId, input]))
    .digest('hex');
  const used = transactions.get(id);
  if (!used) {
    const event = createEvent(tenant, owner, calendarId, input);
    transactions.put({ id, eventId: event.id, content });
    return event;
  }
  const event = events.get(used.eventId);
  if (event && used.content === content) return event;
  throw new GraphFailure(
    400,
    'ErrorDuplicateTransactionId',
    "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.",
  );
}

/**
 * A change of an event, a whole series, or one occurrence, which becomes an exception. The organizer's travels to all copies;
 * an attendee's stays in their own.
 */
export function updateEvent(tenant: Tenant, event: EventRow, input: EventInput): EventRow {
  const times = timesAfter(tenant, event, input);
  const showAs = input.showAs ?? event.showAs;
  const changed: EventRow = {
    ...event,
    ...times,
    subject: input.subject === undefined ? event.subject : (input.subject ?? ''),
    body: bodyOf(input) ?? event.body,
    importance: input.importance ?? event.importance,
    sensitivity: input.sensitivity ?? event.sensitivity,
    locations: readLocations(input) ?? event.locations,
    attendees: input.attendees
      ? readAttendees(tenant, input.attendees, event.organizer.address, event.attendees)
      : event.attendees,
    responseRequested: input.responseRequested ?? event.responseRequested,
    allowNewTimeProposals: input.allowNewTimeProposals ?? event.allowNewTimeProposals,
    hideAttendees: input.hideAttendees ?? event.hideAttendees,
    showAs,
    intendedShowAs: event.isOrganizer ? showAs : event.intendedShowAs,
    categories: input.categories ?? event.categories,
    isReminderOn: input.isReminderOn ?? event.isReminderOn,
    reminderMinutesBeforeStart: input.reminderMinutesBeforeStart ?? event.reminderMinutesBeforeStart,
  };
  if (!event.isOrganizer) return store(tenant, event, changed).event;
  if (isMoved(event, changed))
    changed.attendees = changed.attendees.map(({ proposedNewTime: _, ...a }) => ({
      ...a,
      status: { response: 'none', time: neverAnswered },
    }));
  const stored = store(tenant, event, onlineAfter(tenant, changed, input));
  deliver(tenant, stored.event, event, stored.exceptions);
  return calendarTables(tenant).events.get(event.id) ?? stored.event;
}

function timesAfter(tenant: Tenant, event: EventRow, input: EventInput): Partial<EventRow> {
  if (event.occurrence && input.recurrence)
    throw invalidRequest("Your request can't be completed. An occurrence of a recurring event can't recur by itself.");
  if (!input.start && !input.end && input.isAllDay == null && input.recurrence === undefined) return {};
  const times = readTimes(input, event);
  if (!event.occurrence) return readSeries(input, times, event);
  requireOwnPlace(tenant, event, { ...event, ...times });
  return times;
}

/**
 * "An occurrence cannot be moved to or before the day of the previous occurrence, and cannot be moved to or after the day of
 * the following occurrence": https://learn.microsoft.com/graph/api/event-update (Response)
 */
function requireOwnPlace(tenant: Tenant, event: EventRow, moved: EventRow): void {
  const master = event.occurrence && calendarTables(tenant).events.get(event.occurrence.masterId);
  if (!event.occurrence || !master || !isMaster(master) || !isMoved(event, moved)) return;
  const zone = zoneNamed(master.series.recurrence.range.recurrenceTimeZone);
  const dayOf = ({ isAllDay, start }: EventRow) => dateOf(isAllDay ? start : wallAt(zone, start));
  const { before, after } = neighbours(tenant, master, event.occurrence.date);
  if (before && (dayOf(moved) <= dayOf(before) || moved.start < before.end)) throw crossesBoundary();
  if (after && (dayOf(moved) >= dayOf(after) || moved.end > after.start)) throw crossesBoundary();
}

/** Something was attached to an event, or taken away: the attendees of a meeting hear of it. */
export function markAttached(tenant: Tenant, event: EventRow, hasAttachments: boolean): void {
  const stored = store(tenant, event, { ...event, hasAttachments });
  if (event.isOrganizer) deliver(tenant, stored.event, event, stored.exceptions);
}

/** Takes an event out of a calendar. When it is the organizer's, the attendees are told. */
export function removeEvent(tenant: Tenant, event: EventRow, comment?: string): void {
  if (event.isOrganizer) cancelCopies(tenant, event, comment);
  discard(tenant, event);
}

/** https://learn.microsoft.com/graph/api/event-cancel */
export function cancelEvent(tenant: Tenant, event: EventRow, comment?: string): void {
  if (!event.isOrganizer)
    throw invalidRequest("Your request can't be completed. You need to be an organizer to cancel a meeting.");
  removeEvent(tenant, event, comment);
}

/** Invites more people: the organizer's and an attendee's forwarding end alike, in the organizer's list. */
export function forwardEvent(tenant: Tenant, event: EventRow, recipients: NonNullable<EventInput['attendees']>): void {
  const meeting = copiesOf(tenant, event.iCalUId).find((e) => e.isOrganizer);
  if (!meeting) throw itemNotFound();
  const added = readAttendees(tenant, recipients, meeting.organizer.address, meeting.attendees);
  const names = new Set(meeting.attendees.map((a) => a.emailAddress.address.toLowerCase()));
  const attendees = [...meeting.attendees, ...added.filter((a) => !names.has(a.emailAddress.address.toLowerCase()))];
  const stored = store(tenant, meeting, { ...meeting, attendees });
  deliver(tenant, stored.event, meeting, stored.exceptions);
}

const bodyOf = (input: EventInput): ItemBody | undefined =>
  input.body ? { contentType: input.body.contentType ?? 'text', content: input.body.content ?? '' } : undefined;

/** Teams is this tenant's only provider: anything else is left aside, as Graph does with one that is not allowed. */
const isTeams = ({ isOnlineMeeting, onlineMeetingProvider }: EventInput) =>
  isOnlineMeeting === true && ['unknown', 'teamsForBusiness', undefined, null].includes(onlineMeetingProvider);

function goOnline(tenant: Tenant, event: EventRow, isDelayed: boolean): EventRow {
  if (isDelayed) return { ...event, isOnlineMeeting: true };
  const onlineMeeting = teamsMeeting(event.iCalUId, tenant.id, event.mailboxId);
  return { ...event, isOnlineMeeting: true, onlineMeeting, body: withJoinLink(event.body, onlineMeeting.joinUrl) };
}

/**
 * A meeting stays online once it is; only a new body without Teams' part ends that:
 * https://learn.microsoft.com/graph/api/event-update. A link that did not come with the event comes with a later PATCH of
 * isOnlineMeeting: https://github.com/microsoftgraph/microsoft-graph-docs/issues/9741
 */
function onlineAfter(tenant: Tenant, event: EventRow, input: EventInput): EventRow {
  if (event.onlineMeeting && !hasJoinLink(event.body, event.onlineMeeting.joinUrl))
    return isTeams(input) ? goOnline(tenant, event, false) : { ...event, isOnlineMeeting: false, onlineMeeting: null };
  return isTeams(input) && !event.onlineMeeting ? goOnline(tenant, event, false) : event;
}
