import { type Area, type GraphCall, GraphFailure, type GraphReply } from '../area.ts';
import { invalidParameter, invalidRequest } from '../calendar/faults.ts';
import { calendarOf } from '../calendar/find.ts';
import { eventsBetween } from '../calendar/mailbox-events.ts';
import { renderEvent, viewOf } from '../calendar/render.ts';
import { instantOfQuery } from '../calendar/times.ts';
import { collection } from '../odata-reply.ts';

const longest = 1825;

function bound(call: GraphCall, name: 'StartDateTime' | 'EndDateTime'): number {
  const text = call.plain[name.toLowerCase()];
  if (!text)
    throw invalidParameter(
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
    );
  const instant = instantOfQuery(text);
  if (instant === undefined) throw invalidParameter(`The value '${text}' of parameter '${name}' is invalid.`);
  return instant;
}

function view(call: GraphCall): GraphReply {
  const [from, to] = [bound(call, 'StartDateTime'), bound(call, 'EndDateTime')];
  if (to < from)
    throw new GraphFailure(
      400,
      'ErrorCalendarEndDateIsEarlierThanStartDate',
      'The end date of the view is earlier than its start date.',
    );
  if (to - from > longest * 86_400_000)
    throw invalidRequest(
      `Your request can't be completed. The range between the start and end dates is greater than the allowed range. Maximum number of days: ${longest}`,
    );
  const how = viewOf(call);
  const { id } = calendarOf(call);
  const events = eventsBetween(call.tenant, call.user.id, from, to).filter((e) => e.calendarId === id);
  return collection(
    call,
    events.map((e) => renderEvent(e, how)),
  );
}

/** https://learn.microsoft.com/graph/api/calendar-list-calendarview */
export const calendarView: Area = {
  name: 'calendarView',
  routes: ['{user}/calendarView', '{user}/calendar/calendarView', '{user}/calendars/{calendar}/calendarView'].map(
    (path) => ({ method: 'GET', path, mailbox: true, handle: view }),
  ),
};
