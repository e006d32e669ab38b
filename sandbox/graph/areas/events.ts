import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { eventHolder } from '../attachments/holder.ts';
import { readEvent } from '../calendar/event-input.ts';
import { invalidRequest, itemNotFound } from '../calendar/faults.ts';
import { calendarOf, eventOf } from '../calendar/find.ts';
import { changeKey, occurrenceName } from '../calendar/ids.ts';
import { eventsOf } from '../calendar/mailbox-events.ts';
import { mailboxOfUser } from '../calendar/mailboxes.ts';
import { createEventOnce, removeEvent, updateEvent } from '../calendar/meetings.ts';
import { calendarTables, type EventRow } from '../calendar/model.ts';
import { renderEvent, viewOf } from '../calendar/render.ts';
import { exceptionsOf, instancesBetween, isMaster } from '../calendar/series.ts';
import { mostInstances, tooLong, windowOf } from '../calendar/window.ts';
import { listAndCount } from '../count.ts';
import { requireMatch } from '../etag.ts';
import {
  itemDataFacts,
  itemDataNames,
  itemDataTables,
  keepItemData,
  requireExpandable,
  splitItemData,
  withItemData,
} from '../item-data/index.ts';
import { listingReply } from '../listing.ts';
import { renderAttachment } from '../mail/attachments.ts';
import { collection, entity } from '../odata-reply.ts';
import { renderedCalendar } from './calendars.ts';
import { eventActions } from './event-actions.ts';

const rendered = (call: GraphCall, event: EventRow) => withItemData(call, event.id, renderEvent(event, viewOf(call)));
const reply = (call: GraphCall, event: EventRow, status = 200) => entity(call, rendered(call, event), { status });

/** What lists expand. */
const inLists = [...itemDataNames, 'calendar'];

/** An event's calendar is in its answer when it is asked for. */
function withCalendar(call: GraphCall, event: EventRow): Record<string, unknown> {
  if (!call.query.expand?.includes('calendar')) return rendered(call, event);
  const calendar = calendarTables(call.tenant).calendars.get(event.calendarId);
  return { ...rendered(call, event), ...(calendar && { calendar: renderedCalendar(call, calendar) }) };
}

function list(call: GraphCall): GraphReply {
  const view = viewOf(call);
  const { id } = calendarOf(call);
  requireExpandable(call, inLists);
  return listingReply(call, {
    tables: ['events', ...itemDataTables],
    scope: JSON.stringify([id, view]),
    rows: () => eventsOf(call.tenant, call.user.id).filter((event) => event.calendarId === id),
    render: (event) => withCalendar(call, event),
    facts: {
      ...itemDataFacts<EventRow>(call.tenant),
      id: (event) => event.id,
      iCalUId: (event) => event.iCalUId,
      subject: (event) => event.subject,
      isCancelled: (event) => event.isCancelled,
      isOrganizer: (event) => event.isOrganizer,
      transactionId: (event) => event.transactionId,
      categories: (event) => event.categories,
      createdDateTime: (event) => event.createdDateTime,
      lastModifiedDateTime: (event) => event.lastModifiedDateTime,
    },
  });
}

function create(call: GraphCall): GraphReply {
  viewOf(call);
  const { rest, data } = splitItemData(call.body);
  const event = createEventOnce(call.tenant, mailboxOfUser(call.user), calendarOf(call).id, readEvent(rest));
  keepItemData(call.tenant, event.id, data);
  const expand = data.extensions.length > 0 ? ['extensions'] : [];
  return reply({ ...call, query: { ...call.query, expand } }, event, 201);
}

/** The event, when the If-Match header lets it be changed. */
function changeable(call: GraphCall): EventRow {
  const event = eventOf(call);
  requireMatch(call, changeKey(event.id, event.version));
  return event;
}

function update(call: GraphCall): GraphReply {
  viewOf(call);
  const event = changeable(call);
  const { rest, data } = splitItemData(call.body);
  const changed = updateEvent(call.tenant, event, readEvent(rest));
  keepItemData(call.tenant, event.id, data);
  return reply(call, changed);
}

function remove(call: GraphCall): GraphReply {
  removeEvent(call.tenant, changeable(call));
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/event-list-instances */
function instances(call: GraphCall): GraphReply {
  const master = eventOf(call);
  const [from, to] = windowOf(call);
  if (!isMaster(master))
    throw invalidRequest("Your request can't be completed. The event isn't the master of a recurring series.");
  const view = viewOf(call);
  const found: EventRow[] = [];
  for (const instance of instancesBetween(call.tenant, master, from, to)) {
    if (found.push(instance) > mostInstances) throw tooLong();
  }
  found.sort((a, b) => a.start - b.start);
  return collection(
    call,
    found.map((event) => renderEvent(event, view)),
  );
}

/**
 * One event. What a series has apart from its pattern comes for the asking only: cancelledOccurrences with $select,
 * exceptionOccurrences with $expand. https://learn.microsoft.com/graph/api/resources/event
 */
async function read(call: GraphCall): Promise<GraphReply> {
  const { select = [], expand = [], expandSelect = {} } = call.query;
  requireExpandable(call, [...inLists, 'exceptionOccurrences', 'attachments']);
  const event = eventOf(call);
  const view = viewOf(call);
  const exception = (row: EventRow) => {
    const whole = renderEvent(row, view);
    const names = expandSelect.exceptionOccurrences;
    return names ? Object.fromEntries(Object.entries(whole).filter(([n]) => n === 'id' || names.includes(n))) : whole;
  };
  return entity(call, {
    ...withCalendar(call, event),
    ...(select.includes('cancelledOccurrences') && {
      cancelledOccurrences: (event.cancelledDates ?? []).map((date) => occurrenceName(event.id, date)),
    }),
    ...(expand.includes('attachments') && {
      attachments: await Promise.all(
        eventHolder(call.tenant, event)
          .rows()
          .map((row) => renderAttachment(call.tenant, row)),
      ),
    }),
    ...(expand.includes('exceptionOccurrences') && {
      exceptionOccurrences: exceptionsOf(call.tenant, event.id).map(exception),
    }),
  });
}

const atOne: (readonly [
  method: Route['method'],
  suffix: string,
  handle: Route['handle'],
  options?: Route['options'],
])[] = [
  ['GET', '', read, ['$select', '$expand']],
  ['PATCH', '', update],
  ['DELETE', '', remove],
  ['GET', '/instances', instances],
];

const listOptions = ['$select', '$filter', '$orderby', '$top', '$skip', '$count', '$skiptoken', '$expand'] as const;

/** The same events by their mailbox, by the default calendar and by one of the calendars. */
const routesUnder = (path: string): Route[] => [
  ...listAndCount({ method: 'GET', path, mailbox: true, options: [...listOptions], handle: list }),
  { method: 'POST', path, mailbox: true, handle: create },
  ...eventActions.map(
    ([suffix, handle]): Route => ({ method: 'POST', path: `${path}/{event}${suffix}`, mailbox: true, handle }),
  ),
  ...atOne.map(
    ([method, suffix, handle, options]): Route => ({
      method,
      path: `${path}/{event}${suffix}`,
      mailbox: true,
      handle,
      ...(options && { options }),
    }),
  ),
];

/** https://learn.microsoft.com/graph/api/resources/event */
export const events: Area = {
  name: 'events',
  routes: [
    ...[
      '{user}/events',
      '{user}/calendar/events',
      '{user}/calendars/{calendar}/events',
      '{user}/calendarGroups/{calendarGroup}/calendars/{calendar}/events',
    ].flatMap(routesUnder),
    {
      method: 'GET',
      path: '{user}/events/{event}/calendar',
      mailbox: true,
      handle(call) {
        const calendar = calendarTables(call.tenant).calendars.get(eventOf(call).calendarId);
        if (!calendar) throw itemNotFound();
        return entity(call, renderedCalendar(call, calendar));
      },
    },
  ],
};
