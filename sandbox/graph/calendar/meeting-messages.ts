import type { Tenant } from '../../tenant/tenant.ts';
import { applyRules } from '../mail/apply-rules.ts';
import { wellKnownId } from '../mail/folders.ts';
import { blank } from '../mail/messages.ts';
import { type MailRow, type MeetingMessage, mailTables } from '../mail/model.ts';
import { classificationOf } from '../mail/overrides.ts';
import { seriesUIdOf } from './ids.ts';
import { findMailbox } from './mailboxes.ts';
import { type Attendee, calendarTables, type EmailAddress, type EventRow, type ItemBody } from './model.ts';
import type { Answer } from './responses.ts';

/** Does mail about meetings come to this tenant's inboxes? A tenant that was read from a file holds what stands in the file alone. */
export function sendMeetingMessages(tenant: Tenant, isOn: boolean): void {
  calendarTables(tenant).settings.put({ id: 'meetingMessages', isOn });
}
const isOn = (tenant: Tenant) => calendarTables(tenant).settings.get('meetingMessages')?.isOn === true;

const factsOf = (event: EventRow): MeetingMessage['event'] => {
  const { isAllDay, start, end, locations, series, occurrence, originalStartTimeZone } = event;
  return { isAllDay, start, end, locations, series, occurrence, originalStartTimeZone };
};

interface Letter {
  from: EmailAddress;
  to: EmailAddress[];
  cc?: EmailAddress[];
  subject: string;
  body: ItemBody;
  importance?: MailRow['importance'];
  meeting: MeetingMessage;
}

/** Puts a message about a meeting into a person's inbox, where their rules await it. Rooms read no mail. */
function post(tenant: Tenant, mailboxId: string, letter: Letter): void {
  if (!isOn(tenant) || !tenant.tables.users.has(mailboxId)) return;
  const { from, to, cc = [], subject, body, importance = 'normal', meeting } = letter;
  const { messages } = mailTables(tenant);
  const message = messages.put({
    ...blank(tenant, mailboxId, wellKnownId(mailboxId, 'inbox')),
    from,
    sender: from,
    to,
    cc,
    subject: subject.slice(0, 255),
    body,
    importance,
    inferenceClassification: classificationOf(tenant, mailboxId, from) ?? 'focused',
    thread: `meeting ${seriesUIdOf(meeting.iCalUId)}`,
    isDraft: false,
    isRead: false,
    meeting,
  });
  if (applyRules(tenant, message).isErased) messages.delete(message.id);
}

const named = (attendees: Attendee[], isOptional: boolean) =>
  attendees.filter(({ type }) => (type === 'optional') === isOptional).map(({ emailAddress }) => emailAddress);

/** An invitation, or news of a meeting: to the attendee whose copy it is. @param before their copy before, when they had one */
export function sendRequest(tenant: Tenant, copy: EventRow, before: EventRow | undefined): void {
  const { responseRequested, allowNewTimeProposals, organizer, attendees, subject, body, importance } = copy;
  const moved = before && (before.start !== copy.start || before.end !== copy.end);
  const { isAllDay, start, end, locations } = before ?? copy;
  post(tenant, copy.mailboxId, {
    from: organizer,
    to: named(attendees, false),
    cc: named(attendees, true),
    subject,
    body,
    importance,
    meeting: {
      meetingMessageType: 'meetingRequest',
      iCalUId: copy.iCalUId,
      event: factsOf(copy),
      request: {
        type: !before ? 'newMeetingRequest' : moved ? 'fullUpdate' : 'informationalUpdate',
        responseRequested,
        allowNewTimeProposals,
        ...(before && { previous: { isAllDay, start, end, locations } }),
      },
    },
  });
}

/** @param copy the attendee's, before it was cancelled @param comment what the organizer says to it */
export function sendCancellation(tenant: Tenant, copy: EventRow, comment?: string): void {
  post(tenant, copy.mailboxId, {
    from: copy.organizer,
    to: named(copy.attendees, false),
    cc: named(copy.attendees, true),
    subject: `Canceled: ${copy.subject}`,
    body: comment ? { contentType: 'text', content: comment } : copy.body,
    importance: 'high',
    meeting: { meetingMessageType: 'meetingCancelled', iCalUId: copy.iCalUId, event: factsOf(copy) },
  });
}

const words: Record<Answer, [subject: string, type: MeetingMessage['meetingMessageType']]> = {
  accepted: ['Accepted', 'meetingAccepted'],
  // Graph's own spelling.
  tentativelyAccepted: ['Tentative', 'meetingTenativelyAccepted'],
  declined: ['Declined', 'meetingDeclined'],
};

export interface AnswerLetter {
  who: EmailAddress;
  response: Answer;
  comment?: string | null | undefined;
  proposedNewTime?: { start: number; end: number } | undefined;
}

/** An attendee's answer, to the organizer. */
export function sendAnswer(tenant: Tenant, meeting: EventRow, answer: AnswerLetter): void {
  const { who, response, comment, proposedNewTime } = answer;
  const [word, meetingMessageType] = words[response];
  const isRoom = findMailbox(tenant, who.address)?.kind === 'room';
  const said = isRoom && response === 'accepted' ? 'Your request was accepted.' : '';
  post(tenant, meeting.mailboxId, {
    from: who,
    to: [meeting.organizer],
    subject: `${proposedNewTime ? 'New Time Proposed' : word}: ${meeting.subject}`,
    body: { contentType: 'text', content: comment || said },
    meeting: {
      meetingMessageType,
      iCalUId: meeting.iCalUId,
      event: factsOf(meeting),
      responseType: response,
      ...(proposedNewTime && { proposedNewTime }),
    },
  });
}
