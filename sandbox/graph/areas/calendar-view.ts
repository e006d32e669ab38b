import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { calendarFeed } from '../calendar/feed.ts';
import { calendarOf } from '../calendar/find.ts';
import { eventsBetween } from '../calendar/mailbox-events.ts';
import { renderEvent, viewOf } from '../calendar/render.ts';
import { isTooLong, tooLong, windowOf } from '../calendar/window.ts';
import { listAndCount } from '../count.ts';
import { deltaTokens } from '../delta/options.ts';
import { deltaReply } from '../delta/reply.ts';
import { itemDataNames, requireExpandable, withItemData } from '../item-data/index.ts';
import { collection } from '../odata-reply.ts';

function view(call: GraphCall): GraphReply {
  const [from, to] = windowOf(call);
  requireExpandable(call, itemDataNames);
  if (isTooLong(from, to)) throw tooLong();
  const how = viewOf(call);
  const { id } = calendarOf(call);
  const events = eventsBetween(call.tenant, call.user.id, from, to).filter((e) => e.calendarId === id);
  return collection(
    call,
    events.map((e) => withItemData(call, e.id, renderEvent(e, how))),
  );
}

const delta = (call: GraphCall): GraphReply => deltaReply(call, calendarFeed, { pageSize: 50 });

const places = [
  '{user}',
  '{user}/calendar',
  '{user}/calendars/{calendar}',
  '{user}/calendarGroups/{calendarGroup}/calendars/{calendar}',
];
const listOptions = ['$select', '$filter', '$orderby', '$top', '$skip', '$count', '$skiptoken', '$expand'] as const;

/**
 * Calendars between two times, and what changes there. v1.0 follows `events` as it does `calendarView`, between two times as well:
 * without them it is beta's. https://learn.microsoft.com/graph/api/calendar-list-calendarview, https://learn.microsoft.com/graph/api/event-delta
 */
export const calendarView: Area = {
  name: 'calendarView',
  routes: [
    ...places.flatMap((place) =>
      listAndCount({ method: 'GET', path: `${place}/calendarView`, options: [...listOptions], handle: view }),
    ),
    ...places
      .flatMap((place) => [`${place}/calendarView/delta`, `${place}/events/delta`])
      .map((path): Route => ({ method: 'GET', path, options: [...deltaTokens], handle: delta })),
  ].map((route) => ({ ...route, mailbox: true })),
};
