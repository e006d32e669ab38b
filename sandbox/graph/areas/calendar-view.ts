import type { Area, GraphCall, GraphReply } from '../area.ts';
import { calendarFeed } from '../calendar/feed.ts';
import { calendarOf } from '../calendar/find.ts';
import { eventsBetween } from '../calendar/mailbox-events.ts';
import { renderEvent, viewOf } from '../calendar/render.ts';
import { isTooLong, tooLong, windowOf } from '../calendar/window.ts';
import { deltaTokens } from '../delta/options.ts';
import { deltaReply } from '../delta/reply.ts';
import { collection } from '../odata-reply.ts';

function view(call: GraphCall): GraphReply {
  const [from, to] = windowOf(call);
  if (isTooLong(from, to)) throw tooLong();
  const how = viewOf(call);
  const { id } = calendarOf(call);
  const events = eventsBetween(call.tenant, call.user.id, from, to).filter((e) => e.calendarId === id);
  return collection(
    call,
    events.map((e) => renderEvent(e, how)),
  );
}

const delta = (call: GraphCall): GraphReply => deltaReply(call, calendarFeed, { pageSize: 50 });

/** https://learn.microsoft.com/graph/api/calendar-list-calendarview */
export const calendarView: Area = {
  name: 'calendarView',
  routes: ['{user}/calendarView', '{user}/calendar/calendarView', '{user}/calendars/{calendar}/calendarView'].flatMap(
    (path) => [
      { method: 'GET', path, mailbox: true, handle: view },
      { method: 'GET', path: `${path}/delta`, mailbox: true, options: [...deltaTokens], handle: delta },
    ],
  ),
};
