import type { Tenant } from '../../tenant/tenant.ts';
import { blocks, occupied, spanIn } from './free-busy.ts';
import { exchangeId } from './ids.ts';
import { copiesOf, defaultCalendar, save, timestamp } from './mailbox-events.ts';
import { findGroupMembers, findMailbox, type Mailbox, sameAddress } from './mailboxes.ts';
import { type Attendee, calendarTables, type EventRow, type Shared } from './model.ts';
import { recordResponse } from './responses.ts';
import { neverAnswered, zoneNamed } from './times.ts';

/**
 * Brings the attendees' mailboxes in line with the organizer's event: invitations, updates, and cancellations for those
 * who are no longer invited. An update reaches everybody, also who declined; when nothing but the attendees changed, only
 * the new ones hear of it: https://learn.microsoft.com/graph/api/event-update
 * @param before the event before it was changed; undefined = it is new
 */
export function deliver(tenant: Tenant, meeting: EventRow, before?: EventRow): void {
  const copies = new Map(copiesOf(tenant, meeting.iCalUId).map((c) => [c.mailboxId, c]));
  copies.delete(meeting.mailboxId);
  const known = new Set(before ? invited(tenant, before).map((m) => m.id) : []);
  const isNews = !before || !sameContent(before, meeting);
  const moved = !before || before.start !== meeting.start || before.end !== meeting.end;
  for (const mailbox of invited(tenant, meeting)) {
    const copy = copies.get(mailbox.id);
    copies.delete(mailbox.id);
    if (!copy && known.has(mailbox.id) && !isNews) continue;
    const received = copy ? update(tenant, copy, meeting, mailbox, moved) : invite(tenant, meeting, mailbox);
    if (mailbox.kind === 'room' && (moved || !copy)) answerForRoom(tenant, mailbox, received);
  }
  for (const copy of copies.values()) withdraw(tenant, copy);
}

/** Tells every attendee that the meeting is off. */
export function cancelCopies(tenant: Tenant, meeting: EventRow): void {
  for (const copy of copiesOf(tenant, meeting.iCalUId)) if (!copy.isOrganizer) withdraw(tenant, copy);
}

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

function invite(tenant: Tenant, meeting: EventRow, mailbox: Mailbox): EventRow {
  const now = timestamp(tenant);
  return calendarTables(tenant).events.put({
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
    createdDateTime: now,
    lastModifiedDateTime: now,
    version: 1,
  });
}

/** A new time has to be answered anew, and so has a new invitation after a cancellation; anything else leaves the answer. */
const update = (tenant: Tenant, copy: EventRow, meeting: EventRow, mailbox: Mailbox, moved: boolean): EventRow =>
  save(tenant, {
    ...copy,
    ...shared(meeting, mailbox),
    ...((moved || copy.isCancelled) && unanswered(meeting)),
    isCancelled: false,
  });

const unanswered = (meeting: EventRow): Pick<EventRow, 'responseStatus' | 'showAs'> => ({
  responseStatus: { response: 'notResponded', time: neverAnswered },
  showAs: meeting.intendedShowAs === 'free' ? 'free' : 'tentative',
});

function withdraw(tenant: Tenant, copy: EventRow): void {
  // A room's mailbox tidies up after itself; people see the cancelled meeting until they remove it.
  if (tenant.tables.rooms.has(copy.mailboxId)) calendarTables(tenant).events.delete(copy.id);
  else if (!copy.isCancelled)
    save(tenant, { ...copy, isCancelled: true, subject: `Canceled: ${copy.subject}`, showAs: 'free' });
}

/**
 * Automatic processing of a room's mailbox: accepts when the room is free, else declines. The subject becomes the
 * organizer's name, as Exchange does for rooms unless told otherwise (DeleteSubject, AddOrganizerToSubject):
 * https://learn.microsoft.com/powershell/module/exchange/set-calendarprocessing
 */
function answerForRoom(tenant: Tenant, room: Mailbox, copy: EventRow): void {
  const zone = zoneNamed(room.timeZone);
  const { start, end } = spanIn(zone, copy);
  const isTaken = occupied(tenant, room.id, zone, start, end).some(
    ({ event }) => event.iCalUId !== copy.iCalUId && blocks(event),
  );
  const time = timestamp(tenant);
  if (isTaken) calendarTables(tenant).events.delete(copy.id);
  else save(tenant, { ...copy, responseStatus: { response: 'accepted', time }, showAs: copy.intendedShowAs });
  const who = { name: room.name, address: room.address };
  recordResponse(tenant, copy.iCalUId, who, isTaken ? 'declined' : 'accepted', time);
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
  originalStartTimeZone: e.originalStartTimeZone,
  originalEndTimeZone: e.originalEndTimeZone,
  locations: e.locations,
  responseRequested: e.responseRequested,
  allowNewTimeProposals: e.allowNewTimeProposals,
  hideAttendees: e.hideAttendees,
  isOnlineMeeting: e.isOnlineMeeting,
  onlineMeeting: e.onlineMeeting,
  intendedShowAs: e.intendedShowAs,
});

const sameContent = (a: EventRow, b: EventRow) => JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b));
