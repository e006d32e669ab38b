import { z } from 'zod';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { readEvent } from '../calendar/event-input.ts';
import { invalidRequest } from '../calendar/faults.ts';
import { calendarOf, eventOf } from '../calendar/find.ts';
import { changeKey, occurrenceName } from '../calendar/ids.ts';
import { eventsOf } from '../calendar/mailbox-events.ts';
import { mailboxOfUser } from '../calendar/mailboxes.ts';
import { cancelEvent, createEventOnce, forwardEvent, removeEvent, updateEvent } from '../calendar/meetings.ts';
import type { EventRow } from '../calendar/model.ts';
import { dismissReminder, snoozeReminder } from '../calendar/reminders.ts';
import { renderEvent, viewOf } from '../calendar/render.ts';
import { type Answer, respond } from '../calendar/responses.ts';
import { exceptionsOf, instancesBetween, isMaster } from '../calendar/series.ts';
import { instantOf } from '../calendar/times.ts';
import { mostInstances, tooLong, windowOf } from '../calendar/window.ts';
import { flag, readBody, recipient, timeSlot, zonedTime } from '../calendar/wire.ts';
import { listAndCount } from '../count.ts';
import { requireMatch } from '../etag.ts';
import { listingReply } from '../listing.ts';
import { collection, entity } from '../odata-reply.ts';

const comment = z.object({ comment: z.string().nullish() });
const answerBody = comment.extend({ sendResponse: flag.nullish(), proposedNewTime: timeSlot.nullish() });
const acceptBody = answerBody.omit({ proposedNewTime: true });
const forwardBody = comment.extend({ toRecipients: z.array(recipient).min(1) });

const reply = (call: GraphCall, event: EventRow, status = 200) =>
  entity(call, renderEvent(event, viewOf(call)), { status });

function list(call: GraphCall): GraphReply {
  const view = viewOf(call);
  const { id } = calendarOf(call);
  return listingReply(call, {
    tables: ['events'],
    scope: JSON.stringify([id, view]),
    rows: () => eventsOf(call.tenant, call.user.id).filter((event) => event.calendarId === id),
    render: (event) => renderEvent(event, view),
    facts: {
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
  const input = readEvent(call.body);
  return reply(call, createEventOnce(call.tenant, mailboxOfUser(call.user), calendarOf(call).id, input), 201);
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
  return reply(call, updateEvent(call.tenant, event, readEvent(call.body)));
}

function remove(call: GraphCall): GraphReply {
  removeEvent(call.tenant, changeable(call));
  return { status: 204 };
}

const answering =
  (answer: Answer, schema: z.ZodType<z.infer<typeof acceptBody>>) =>
  (call: GraphCall): GraphReply => {
    const options = readBody(schema, call.body ?? {});
    const { displayName: name, mail: address } = call.user;
    respond(call.tenant, eventOf(call), { name, address }, answer, options);
    return { status: 202 };
  };

function cancel(call: GraphCall): GraphReply {
  readBody(comment, call.body ?? {});
  cancelEvent(call.tenant, eventOf(call));
  return { status: 202 };
}

function forward(call: GraphCall): GraphReply {
  const { toRecipients } = readBody(forwardBody, call.body);
  forwardEvent(call.tenant, eventOf(call), toRecipients);
  return { status: 202 };
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
function read(call: GraphCall): GraphReply {
  const { select = [], expand = [], expandSelect = {} } = call.query;
  const unknown = expand.find((name) => name !== 'exceptionOccurrences');
  if (unknown) throw invalidRequest(`'${unknown}' cannot be expanded here.`);
  const event = eventOf(call);
  const view = viewOf(call);
  const exception = (row: EventRow) => {
    const whole = renderEvent(row, view);
    const names = expandSelect.exceptionOccurrences;
    return names ? Object.fromEntries(Object.entries(whole).filter(([n]) => n === 'id' || names.includes(n))) : whole;
  };
  return entity(call, {
    ...renderEvent(event, view),
    ...(select.includes('cancelledOccurrences') && {
      cancelledOccurrences: (event.cancelledDates ?? []).map((date) => occurrenceName(event.id, date)),
    }),
    ...(expand.length > 0 && {
      exceptionOccurrences: exceptionsOf(call.tenant, event.id).map(exception),
    }),
  });
}

function dismiss(call: GraphCall): GraphReply {
  dismissReminder(call.tenant, eventOf(call));
  return { status: 200 };
}

function snooze(call: GraphCall): GraphReply {
  const event = eventOf(call);
  const { newReminderTime } = readBody(z.object({ newReminderTime: zonedTime }), call.body);
  snoozeReminder(call.tenant, event, instantOf(newReminderTime));
  return { status: 200 };
}

const atOne: [method: Route['method'], suffix: string, handle: Route['handle'], options?: Route['options']][] = [
  ['GET', '', read, ['$select', '$expand']],
  ['PATCH', '', update],
  ['DELETE', '', remove],
  ['GET', '/instances', instances],
  ['POST', '/accept', answering('accepted', acceptBody)],
  ['POST', '/tentativelyAccept', answering('tentativelyAccepted', answerBody)],
  ['POST', '/decline', answering('declined', answerBody)],
  ['POST', '/cancel', cancel],
  ['POST', '/forward', forward],
  ['POST', '/dismissReminder', dismiss],
  ['POST', '/snoozeReminder', snooze],
];

/** The same events by their mailbox, by the default calendar and by one of the calendars. */
const routesUnder = (path: string): Route[] => [
  ...listAndCount({ method: 'GET', path, mailbox: true, handle: list }),
  { method: 'POST', path, mailbox: true, handle: create },
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
  routes: ['{user}/events', '{user}/calendar/events', '{user}/calendars/{calendar}/events'].flatMap(routesUnder),
};
