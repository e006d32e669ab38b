import { z } from 'zod';
import type { GraphCall, GraphReply, Route } from '../area.ts';
import { eventOf } from '../calendar/find.ts';
import { cancelEvent, forwardEvent, removeEvent } from '../calendar/meetings.ts';
import type { EventRow } from '../calendar/model.ts';
import { dismissReminder, snoozeReminder } from '../calendar/reminders.ts';
import { type Answer, respond } from '../calendar/responses.ts';
import { instantOf } from '../calendar/times.ts';
import { flag, readBody, recipient, timeSlot, zonedTime } from '../calendar/wire.ts';

const comment = z.strictObject({ comment: z.string().nullish() });
const answerBody = comment.extend({ sendResponse: flag.nullish(), proposedNewTime: timeSlot.nullish() });
const acceptBody = answerBody.omit({ proposedNewTime: true });
const forwardBody = comment.extend({ toRecipients: z.array(recipient).min(1) });

const answering =
  (answer: Answer, schema: z.ZodType<z.infer<typeof acceptBody>>) =>
  (call: GraphCall, event: EventRow): GraphReply => {
    const options = readBody(schema, call.body ?? {});
    const { displayName: name, mail: address } = call.user;
    respond(call.tenant, event, { name, address }, answer, options);
    return { status: 202 };
  };

/** The answers to an invitation, by the names of their actions. */
export const answers = {
  accept: answering('accepted', acceptBody),
  tentativelyAccept: answering('tentativelyAccepted', answerBody),
  decline: answering('declined', answerBody),
};

function cancel(call: GraphCall): GraphReply {
  const { comment: said } = readBody(comment, call.body ?? {});
  cancelEvent(call.tenant, eventOf(call), said ?? undefined);
  return { status: 202 };
}

function forward(call: GraphCall): GraphReply {
  const { toRecipients } = readBody(forwardBody, call.body);
  forwardEvent(call.tenant, eventOf(call), toRecipients);
  return { status: 202 };
}

/** https://learn.microsoft.com/graph/api/event-permanentdelete */
function purge(call: GraphCall): GraphReply {
  removeEvent(call.tenant, eventOf(call));
  return { status: 204 };
}

function dismiss(call: GraphCall): GraphReply {
  dismissReminder(call.tenant, eventOf(call));
  return { status: 200 };
}

function snooze(call: GraphCall): GraphReply {
  const event = eventOf(call);
  const { newReminderTime } = readBody(z.strictObject({ newReminderTime: zonedTime }), call.body);
  snoozeReminder(call.tenant, event, instantOf(newReminderTime));
  return { status: 200 };
}

/** What is done with an event, by what follows its path. */
export const eventActions: [suffix: string, handle: Route['handle']][] = [
  ...Object.entries(answers).map(([name, answer]): [string, Route['handle']] => [
    `/${name}`,
    (call) => answer(call, eventOf(call)),
  ]),
  ['/cancel', cancel],
  ['/forward', forward],
  ['/dismissReminder', dismiss],
  ['/snoozeReminder', snooze],
  ['/permanentDelete', purge],
];
