import { z } from 'zod';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { readEvent } from '../calendar/event-input.ts';
import { invalidRequest } from '../calendar/faults.ts';
import { calendarOf, eventOf } from '../calendar/find.ts';
import { changeKey } from '../calendar/ids.ts';
import { eventsOf } from '../calendar/mailbox-events.ts';
import { mailboxOfUser } from '../calendar/mailboxes.ts';
import { cancelEvent, createEventOnce, forwardEvent, removeEvent, updateEvent } from '../calendar/meetings.ts';
import type { EventRow } from '../calendar/model.ts';
import { renderEvent, viewOf } from '../calendar/render.ts';
import { type Answer, respond } from '../calendar/responses.ts';
import { instantOf } from '../calendar/times.ts';
import { flag, readBody, recipient, timeSlot, zonedTime } from '../calendar/wire.ts';
import { requireMatch } from '../etag.ts';
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
  const events = eventsOf(call.tenant, call.user.id).filter((e) => e.calendarId === id);
  return collection(
    call,
    events.map((e) => renderEvent(e, view)),
  );
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

/** There is no series in this tenant, so there is nothing to expand. */
function instances(call: GraphCall): GraphReply {
  eventOf(call);
  throw invalidRequest("Your request can't be completed. The event isn't the master of a recurring series.");
}

function dismiss(call: GraphCall): GraphReply {
  eventOf(call);
  return { status: 200 };
}

function snooze(call: GraphCall): GraphReply {
  eventOf(call);
  instantOf(readBody(z.object({ newReminderTime: zonedTime }), call.body).newReminderTime);
  return { status: 200 };
}

const atOne: [method: Route['method'], suffix: string, handle: Route['handle']][] = [
  ['GET', '', (call) => reply(call, eventOf(call))],
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
  { method: 'GET', path, mailbox: true, handle: list },
  { method: 'POST', path, mailbox: true, handle: create },
  ...atOne.map(
    ([method, suffix, handle]): Route => ({ method, path: `${path}/{event}${suffix}`, mailbox: true, handle }),
  ),
];

/** https://learn.microsoft.com/graph/api/resources/event */
export const events: Area = {
  name: 'events',
  routes: ['{user}/events', '{user}/calendar/events', '{user}/calendars/{calendar}/events'].flatMap(routesUnder),
};
