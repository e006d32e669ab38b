import type { Tenant } from '../../tenant/tenant.ts';
import { blocks, occupied, spanIn } from './free-busy.ts';
import { dateOfICalUId, exchangeId, seriesUIdOf } from './ids.ts';
import { copiesOf, defaultCalendar, discard, save, timestamp } from './mailbox-events.ts';
import { findGroupMembers, findMailbox, type Mailbox, sameAddress } from './mailboxes.ts';
import { sendCancellation, sendRequest } from './meeting-messages.ts';
import { type Attendee, calendarTables, type EventRow, type Shared } from './model.ts';
import { recordResponse } from './responses.ts';
import { exceptionsOf, instancesBetween, isMaster, occurrenceAnew } from './series.ts';
import { type Followed, store } from './series-store.ts';
import { neverAnswered, zoneNamed } from './times.ts';

/**
 * Brings the attendees' mailboxes in line with the organizer's event: invitations, updates, and cancellations for those
 * who are no longer invited. An update reaches everybody, also who declined; when nothing but the attendees changed, only
 * the new ones hear of it: https://learn.microsoft.com/graph/api/event-update
 * Of a series that was changed, the exceptions are sent one by one.
 * @param before the event before it was changed; undefined = it is new
 * @param exceptions what became of the series' exceptions by it
 */
export function deliver(tenant: Tenant, meeting: EventRow, before?: EventRow, exceptions: Followed[] = []): void {
  const copies = new Map(copiesOf(tenant, meeting.iCalUId).map((c) => [c.mailboxId, c]));
  copies.delete(meeting.mailboxId);
  const known = new Set(before ? invited(tenant, before).map((m) => m.id) : []);
  const isNews = !before || !sameContent(before, meeting);
  const moved = !before || isMoved(before, meeting);
  for (const mailbox of invited(tenant, meeting)) {
    const copy = copies.get(mailbox.id);
    copies.delete(mailbox.id);
    if (!copy && known.has(mailbox.id) && !isNews) continue;
    const received = copy ? update(tenant, copy, meeting, mailbox, moved) : invite(tenant, meeting, mailbox);
    if (!copy || isNews) sendRequest(tenant, received, copy);
    if (mailbox.kind === 'room' && (moved || !copy)) answerForRoom(tenant, mailbox, received);
  }
  for (const copy of copies.values()) withdraw(tenant, copy);
  for (const [was, is] of exceptions) if (!sameContent(was, is) || !samePeople(was, is)) deliver(tenant, is, was);
}

/** Tells every attendee that the meeting is off; of a series also those who were invited to single occurrences of it. */
export function cancelCopies(tenant: Tenant, meeting: EventRow, comment?: string): void {
  for (const copy of copiesOf(tenant, meeting.iCalUId)) if (!copy.isOrganizer) withdraw(tenant, copy, comment);
  for (const exception of exceptionsOf(tenant, meeting.id))
    for (const copy of copiesOf(tenant, exception.iCalUId))
      if (!copy.isOrganizer && !copy.occurrence) withdraw(tenant, copy, comment);
}

/** Does the meeting take place at another time than before? */
export const isMoved = (before: EventRow, after: EventRow): boolean =>
  before.start !== after.start || before.end !== after.end || !same(before.series, after.series);

/** The mailboxes of this tenant that get a copy: attendees and members of invited groups, each once. */
function invited(tenant: Tenant, meeting: EventRow): Mailbox[] {
  const found = new Map<string, Mailbox>();
  for (const { emailAddress } of meeting.attendees) {
    const one = findMailbox(tenant, emailAddress.address);
    for (const mailbox of one ? [one] : (findGroupMembers(tenant, emailAddress.address) ?? []))
      found.set(mailbox.id, mailbox);
  }
  found.delete(meeting.mailboxId);
  return [...found.values()];
}

/** An occurrence takes its place in the series where the mailbox has that; it was deleted there before. */
function invite(tenant: Tenant, meeting: EventRow, mailbox: Mailbox): EventRow {
  const now = timestamp(tenant);
  const { events } = calendarTables(tenant);
  const copy: EventRow = {
    ...shared(meeting, mailbox),
    id: exchangeId(mailbox.id, `${meeting.iCalUId} ${meeting.version}`),
    mailboxId: mailbox.id,
    calendarId: defaultCalendar(tenant, mailbox.id).id,
    iCalUId: meeting.iCalUId,
    organizer: meeting.organizer,
    isOrganizer: false,
    isCancelled: false,
    ...unanswered(meeting),
    categories: [],
    isReminderOn: meeting.isReminderOn,
    reminderMinutesBeforeStart: meeting.reminderMinutesBeforeStart,
    transactionId: null,
    cancelledDates: meeting.cancelledDates,
    createdDateTime: now,
    lastModifiedDateTime: now,
    version: 1,
  };
  const date = dateOfICalUId(meeting.iCalUId);
  const series = events.by('meeting', seriesUIdOf(meeting.iCalUId)).find((e) => e.mailboxId === mailbox.id);
  if (date === undefined || !series || !isMaster(series)) return events.put(copy);
  const { id, calendarId, occurrence } = occurrenceAnew(series, date);
  return save(tenant, { ...copy, id, calendarId, occurrence });
}

/** A new time has to be answered anew, and so has a new invitation after a cancellation; anything else leaves the answer. */
const update = (tenant: Tenant, copy: EventRow, meeting: EventRow, mailbox: Mailbox, moved: boolean): EventRow =>
  store(tenant, copy, {
    ...copy,
    ...shared(meeting, mailbox),
    ...((moved || copy.isCancelled) && unanswered(meeting)),
    isCancelled: false,
  }).event;

const unanswered = (meeting: EventRow): Pick<EventRow, 'responseStatus' | 'showAs'> => ({
  responseStatus: { response: 'notResponded', time: neverAnswered },
  showAs: meeting.intendedShowAs === 'free' ? 'free' : 'tentative',
});

function withdraw(tenant: Tenant, copy: EventRow, comment?: string): void {
  // A room's mailbox tidies up after itself; people see the cancelled meeting until they remove it.
  if (tenant.tables.rooms.has(copy.mailboxId)) discard(tenant, copy);
  else if (!copy.isCancelled) {
    store(tenant, copy, { ...copy, isCancelled: true, subject: `Canceled: ${copy.subject}`, showAs: 'free' });
    sendCancellation(tenant, copy, comment);
  }
}

/** How far ahead a room looks for conflicts of a series, the default of BookingWindowInDays. */
const bookingWindow = 180 * 86_400_000;

/**
 * Automatic processing of a room's mailbox: accepts when the room is free, else declines; a series when it is free for all of
 * it (AllowConflicts, ConflictPercentageAllowed, MaximumConflictInstances are off unless somebody turns them on). The subject becomes the
 * organizer's name, as Exchange does for rooms unless told otherwise (DeleteSubject, AddOrganizerToSubject):
 * https://learn.microsoft.com/powershell/module/exchange/set-calendarprocessing
 */
function answerForRoom(tenant: Tenant, room: Mailbox, copy: EventRow): void {
  const zone = zoneNamed(room.timeZone);
  const own = seriesUIdOf(copy.iCalUId);
  const instances = isMaster(copy)
    ? [...instancesBetween(tenant, copy, copy.start, copy.start + bookingWindow)]
    : [copy];
  const isTaken = instances.some((instance) => {
    const { start, end } = spanIn(zone, instance);
    return occupied(tenant, room.id, zone, start, end).some(
      ({ event }) => seriesUIdOf(event.iCalUId) !== own && blocks(event),
    );
  });
  const time = timestamp(tenant);
  if (isTaken) discard(tenant, copy);
  else store(tenant, copy, { ...copy, responseStatus: { response: 'accepted', time }, showAs: copy.intendedShowAs });
  const who = { name: room.name, address: room.address };
  recordResponse(tenant, copy.iCalUId, { who, response: isTaken ? 'declined' : 'accepted' }, time);
}

/** Who answered how is the organizer's to know; with hideAttendees an attendee sees nobody else. */
function shared(meeting: EventRow, mailbox: Mailbox): Shared {
  const others = (a: Attendee) => !meeting.hideAttendees || sameAddress(a.emailAddress.address, mailbox.address);
  return {
    ...contentOf(meeting),
    subject: mailbox.kind === 'room' ? meeting.organizer.name : meeting.subject,
    attendees: meeting.attendees
      .filter(others)
      .map((a) => ({ emailAddress: a.emailAddress, type: a.type, status: { response: 'none', time: neverAnswered } })),
  };
}

const contentOf = (e: EventRow): Omit<Shared, 'attendees'> => ({
  subject: e.subject,
  body: e.body,
  importance: e.importance,
  sensitivity: e.sensitivity,
  isAllDay: e.isAllDay,
  start: e.start,
  end: e.end,
  series: e.series,
  originalStartTimeZone: e.originalStartTimeZone,
  originalEndTimeZone: e.originalEndTimeZone,
  locations: e.locations,
  responseRequested: e.responseRequested,
  allowNewTimeProposals: e.allowNewTimeProposals,
  hideAttendees: e.hideAttendees,
  isOnlineMeeting: e.isOnlineMeeting,
  onlineMeeting: e.onlineMeeting,
  hasAttachments: e.hasAttachments,
  intendedShowAs: e.intendedShowAs,
});

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const sameContent = (a: EventRow, b: EventRow) => same(contentOf(a), contentOf(b));
const peopleOf = ({ attendees }: EventRow) => attendees.map((a) => [a.emailAddress.address.toLowerCase(), a.type]);
const samePeople = (a: EventRow, b: EventRow) => same(peopleOf(a), peopleOf(b));
