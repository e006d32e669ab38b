import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall } from '../area.ts';
import { itemNotFound } from '../calendar/faults.ts';
import { etagOf } from '../calendar/ids.ts';
import { copiesOf } from '../calendar/mailbox-events.ts';
import type { EventRow, ZonedTime } from '../calendar/model.ts';
import { viewOf as eventViewOf, renderEvent, renderPlace, typeOf, type View } from '../calendar/render.ts';
import { floatingTime, zonedTime } from '../calendar/times.ts';
import type { MailRow, MeetingMessage } from './model.ts';

/** The event that a message is about, in the mailbox that the message is in; undefined once it is gone from there. */
export const eventBehind = (tenant: Tenant, { mailboxId, meeting }: MailRow): EventRow | undefined =>
  meeting && copiesOf(tenant, meeting.iCalUId).find((event) => event.mailboxId === mailboxId);

/** @throws GraphFailure 404 for a message that is about no meeting, or whose event is gone */
export function requireEvent(tenant: Tenant, message: MailRow): EventRow {
  const event = eventBehind(tenant, message);
  if (!event) throw itemNotFound();
  return event;
}

type When = Pick<EventRow, 'isAllDay' | 'start' | 'end'>;
const timesOf = ({ isAllDay, start, end }: When, { timeZone }: View): [ZonedTime, ZonedTime] => {
  const time = isAllDay ? floatingTime : zonedTime;
  return [time(start, timeZone), time(end, timeZone)];
};

function ofRequest({ request }: MeetingMessage, view: View): Record<string, unknown> {
  if (!request) return {};
  const { previous } = request;
  const [previousStart, previousEnd] = previous ? timesOf(previous, view) : [null, null];
  return {
    meetingRequestType: request.type,
    allowNewTimeProposals: request.allowNewTimeProposals,
    responseRequested: request.responseRequested,
    previousStartDateTime: previousStart,
    previousEndDateTime: previousEnd,
    previousLocation: previous ? renderPlace(previous) : null,
  };
}

function ofResponse({ responseType, proposedNewTime }: MeetingMessage, { timeZone }: View): Record<string, unknown> {
  if (!responseType) return {};
  const proposed = proposedNewTime && {
    start: zonedTime(proposedNewTime.start, timeZone),
    end: zonedTime(proposedNewTime.end, timeZone),
  };
  return { responseType, proposedNewTime: proposed ?? null };
}

const kindOf = ({ request, responseType }: MeetingMessage) =>
  request ? 'eventMessageRequest' : responseType ? 'eventMessageResponse' : 'eventMessage';

/**
 * What a message about a meeting has beyond a message; of any other nothing.
 * https://learn.microsoft.com/graph/api/resources/eventmessage
 */
export function renderMeeting(call: GraphCall, message: MailRow): Record<string, unknown> {
  const { meeting } = message;
  if (!meeting) return {};
  const view = { ...eventViewOf(call), withBody: true };
  const { event } = meeting;
  const [startDateTime, endDateTime] = timesOf(event, view);
  const known = eventBehind(call.tenant, message);
  return {
    '@odata.type': `#microsoft.graph.${kindOf(meeting)}`,
    meetingMessageType: meeting.meetingMessageType,
    type: typeOf(event),
    isOutOfDate: known !== undefined && (known.start !== event.start || known.end !== event.end),
    isAllDay: event.isAllDay,
    isDelegated: false,
    startDateTime,
    endDateTime,
    location: renderPlace(event),
    recurrence: event.series?.recurrence ?? null,
    ...ofRequest(meeting, view),
    ...ofResponse(meeting, view),
    ...(call.query.expand?.includes('event') &&
      known && { event: { '@odata.etag': etagOf(known.id, known.version), ...renderEvent(known, view) } }),
  };
}
