import type { Area, GraphCall, GraphReply } from '../area.ts';
import { mailboxOfUser } from '../calendar/mailboxes.ts';
import { readRequest } from '../calendar/meeting-times/input.ts';
import { findTimes, renderSuggestion } from '../calendar/meeting-times/suggest.ts';
import { viewOf } from '../calendar/render.ts';
import { entity } from '../odata-reply.ts';

/** Suggestions are in UTC unless Prefer: outlook.timezone asks for a zone. */
function findMeetingTimes(call: GraphCall): GraphReply {
  const { timeZone } = viewOf(call);
  const ask = readRequest(call.tenant, call.body);
  const { suggestions, parties, reason } = findTimes(call.tenant, mailboxOfUser(call.user), ask);
  return entity(call, {
    emptySuggestionsReason: reason,
    meetingTimeSuggestions: suggestions.map(renderSuggestion(parties, ask.withReasons, timeZone)),
  });
}

/** https://learn.microsoft.com/graph/api/user-findmeetingtimes */
export const meetingTimes: Area = {
  name: 'meetingTimes',
  routes: [{ method: 'POST', path: '{user}/findMeetingTimes', mailbox: true, handle: findMeetingTimes }],
};
