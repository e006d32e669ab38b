import { channelsOfTeam, type Place, placesOf, shownMessages } from '../../teams/conversations.ts';
import { teamsOf } from '../../teams/teams.ts';
import type { Area, GraphCall, GraphReply, ODataOption } from '../area.ts';
import { badRequest } from '../messages/faults.ts';
import { teamIn } from '../messages/place.ts';
import { chatMessageOf } from '../messages/render.ts';
import { collection } from '../odata-reply.ts';

const options: ODataOption[] = ['$top', '$filter', '$skiptoken'];
const filtered = ['lastModifiedDateTime', 'from/user/id', 'from/application/id'];

/**
 * Every message of several conversations, replies and those that were taken back as well. Without a person only: it is a protected
 * interface, which organisations open to apps. https://learn.microsoft.com/graph/teams-protected-apis
 * @throws GraphFailure 400 for a filter by anything but when and by whom a message was last changed
 */
function messages(call: GraphCall, places: Place[]): GraphReply {
  const { filterPaths = [], expand } = call.query;
  const unknown = filterPaths.find((path) => !filtered.includes(path));
  if (unknown !== undefined || expand) throw badRequest(`The filter by '${unknown}' is not supported.`);
  const teams = teamsOf(call.tenant);
  const all = places.flatMap((place) =>
    shownMessages(teams, place).map((row) => ({
      '@odata.type': '#microsoft.graph.chatMessage',
      ...chatMessageOf(teams, place, row),
    })),
  );
  const context = 'Collection(chatMessage)';
  const page = collection(call, all, { pageSize: 20, maxPageSize: 1000, context });
  const { '@odata.context': of, value, ...rest } = page.body as Record<string, unknown> & { value: unknown[] };
  return { ...page, body: { '@odata.context': of, '@odata.count': value.length, ...rest, value } };
}

/** Messages of everything that somebody is in, or a team has. https://learn.microsoft.com/graph/api/chats-getallmessages */
export const allMessages: Area = {
  name: 'all messages',
  workload: 'teams',
  routes: [
    {
      method: 'GET',
      path: '{user}/chats/getAllMessages',
      options,
      handle: (call) =>
        messages(
          call,
          placesOf(teamsOf(call.tenant), call.user.id).filter((place) => !place.team),
        ),
    },
    {
      method: 'GET',
      path: 'teams/{team}/channels/getAllMessages',
      options,
      handle: (call) => messages(call, channelsOfTeam(teamsOf(call.tenant), teamIn(call).id)),
    },
  ],
};
