import type { Area, GraphCall, Route } from '../area.ts';
import { renderEvent, viewOf } from '../calendar/render.ts';
import { messageIn } from '../mail/find.ts';
import { requireEvent } from '../mail/meeting.ts';
import { entity } from '../odata-reply.ts';
import { answers } from './event-actions.ts';

const eventIn = (call: GraphCall) => requireEvent(call.tenant, messageIn(call));

/** The event behind an invitation, and the answers to it: https://learn.microsoft.com/graph/api/eventmessage-get */
export const meetingMessages: Area = {
  name: 'meeting messages',
  routes: ['eventMessage', 'eventMessageRequest', 'eventMessageResponse'].flatMap((type): Route[] => {
    const path = `{user}/messages/{message}/microsoft.graph.${type}/event`;
    return [
      {
        method: 'GET',
        path,
        mailbox: true,
        handle: (call) => entity(call, renderEvent(eventIn(call), { ...viewOf(call), withBody: true })),
      },
      ...Object.entries(answers).map(
        ([name, answer]): Route => ({
          method: 'POST',
          path: `${path}/${name}`,
          mailbox: true,
          handle: (call) => answer(call, eventIn(call)),
        }),
      ),
    ];
  }),
};
