import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { failedValidation, invalidParameter, invalidRequest } from './faults.ts';
import { copiesOf, discard, timestamp } from './mailbox-events.ts';
import { sameAddress } from './mailboxes.ts';
import { type AnswerLetter, sendAnswer } from './meeting-messages.ts';
import type { EmailAddress, EventRow, Response, ZonedTime } from './model.ts';
import { store } from './series-store.ts';
import { instantOf } from './times.ts';

export type Answer = Extract<Response, 'accepted' | 'tentativelyAccepted' | 'declined'>;
export interface AnswerOptions {
  comment?: string | null;
  /** Default true: the organizer is told. */
  sendResponse?: boolean | null;
  proposedNewTime?: { start: ZonedTime; end: ZonedTime } | null;
}

/** The action's name in the code that Exchange answers about a cancelled meeting. */
const cancelledCodes: Record<Answer, string> = {
  accepted: 'ErrorCalendarIsCancelledForAccept',
  tentativelyAccepted: 'ErrorCalendarIsCancelledForTentative',
  declined: 'ErrorCalendarIsCancelledForDecline',
};

/**
 * accept, tentativelyAccept or decline of an invitation: to a meeting, to a series with all its occurrences, or to one of them.
 * A declined copy leaves the calendar.
 * https://learn.microsoft.com/graph/api/event-decline
 * @throws GraphFailure 400 for the organizer, a cancelled meeting, or options that contradict each other
 */
export function respond(
  tenant: Tenant,
  copy: EventRow,
  who: EmailAddress,
  answer: Answer,
  options: AnswerOptions,
): void {
  const sendResponse = options.sendResponse ?? true;
  checkAnswer(copy, answer, options, sendResponse);
  const proposedNewTime = options.proposedNewTime ? proposal(options.proposedNewTime) : undefined;
  const time = timestamp(tenant);
  if (answer === 'declined') discard(tenant, copy);
  else
    store(tenant, copy, {
      ...copy,
      responseStatus: { response: answer, time },
      showAs: answer === 'accepted' ? copy.intendedShowAs : tentative(copy),
    });
  const { comment } = options;
  if (sendResponse) recordResponse(tenant, copy.iCalUId, { who, response: answer, comment, proposedNewTime }, time);
}

const tentative = (copy: EventRow) => (copy.intendedShowAs === 'free' ? 'free' : 'tentative');

function proposal(slot: { start: ZonedTime; end: ZonedTime }): { start: number; end: number } {
  const proposed = { start: instantOf(slot.start), end: instantOf(slot.end) };
  if (proposed.end < proposed.start) throw failedValidation();
  return proposed;
}

function checkAnswer(copy: EventRow, answer: Answer, options: AnswerOptions, sendResponse: boolean): void {
  if (copy.isOrganizer)
    throw invalidRequest(
      "Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.",
    );
  if (copy.isCancelled)
    throw new GraphFailure(400, cancelledCodes[answer], "Your request can't be completed. The meeting was cancelled.");
  if (options.proposedNewTime && !sendResponse)
    throw invalidParameter("'SendResponse' must be true when 'ProposedNewTime' is not null.");
  if (options.comment != null && !sendResponse)
    throw invalidParameter("'SendResponse' must be true when 'Comment' is not null.");
  if (options.proposedNewTime && !copy.allowNewTimeProposals)
    throw invalidRequest("Your request can't be completed. The meeting organizer doesn't allow new time proposals.");
  // Outlook has another time for a meeting or one occurrence, never for a series: https://learn.microsoft.com/graph/outlook-calendar-meeting-proposals
  if (options.proposedNewTime && copy.series)
    throw invalidRequest(
      "Your request can't be completed. A new time can't be proposed for a recurring meeting series.",
    );
  if (sendResponse && !copy.responseRequested)
    throw invalidRequest("Your request can't be completed. The meeting organizer hasn't requested a response.");
}

/** Writes an answer into the organizer's event, and to the organizer. Somebody invited through a group joins the attendees by answering. */
export function recordResponse(tenant: Tenant, iCalUId: string, answer: AnswerLetter, time: string): void {
  const meeting = copiesOf(tenant, iCalUId).find((e) => e.isOrganizer);
  if (!meeting) return;
  const { who, response, proposedNewTime } = answer;
  const answered = { status: { response, time }, proposedNewTime };
  const isListed = meeting.attendees.some((a) => sameAddress(a.emailAddress.address, who.address));
  store(tenant, meeting, {
    ...meeting,
    attendees: isListed
      ? meeting.attendees.map((a) => (sameAddress(a.emailAddress.address, who.address) ? { ...a, ...answered } : a))
      : [...meeting.attendees, { emailAddress: who, type: 'required', ...answered }],
  });
  sendAnswer(tenant, meeting, answer);
}
