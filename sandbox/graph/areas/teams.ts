import type { ChannelRow, GroupRow } from '../../tenant/model.ts';
import { type Area, type GraphCall, GraphFailure } from '../area.ts';
import { collection, entity } from '../odata-reply.ts';
import { channelOf, teamOf } from '../shapes.ts';

/** Teams and their channels, to read. https://learn.microsoft.com/graph/api/resources/team */
export const teams: Area = {
  name: 'teams',
  workload: 'teams',
  routes: [
    {
      method: 'GET',
      path: '{user}/joinedTeams',
      options: ['$select', '$filter', '$count', '$top', '$skiptoken'],
      handle(call) {
        const joined = call.tenant.tables.groups.by('member', call.user.id).filter((group) => group.isTeam);
        const items = joined.map((group) => teamOf(call.tenant, group));
        return collection(call, items, { pageSize: 100, context: 'teams' });
      },
    },
    {
      method: 'GET',
      path: 'teams/{team}',
      handle: (call) => entity(call, { ...teamOf(call.tenant, teamIn(call)), ...settings }),
    },
    {
      method: 'GET',
      path: 'teams/{team}/channels',
      options: ['$select', '$filter', '$count', '$top', '$skiptoken'],
      handle: (call) =>
        collection(
          call,
          channelsIn(call).map((channel) => channelOf(call.tenant, channel)),
          { pageSize: 100 },
        ),
    },
    {
      method: 'GET',
      path: 'teams/{team}/primaryChannel',
      handle(call) {
        const [general] = channelsIn(call);
        if (!general) throw notFound('channel');
        return entity(call, channelOf(call.tenant, general));
      },
    },
    {
      method: 'GET',
      path: 'teams/{team}/channels/{channel}',
      handle: (call) => entity(call, channelOf(call.tenant, channelIn(call))),
    },
    {
      method: 'GET',
      path: 'teams/{team}/members',
      options: ['$select', '$filter', '$top', '$skiptoken'],
      handle: (call) => counted(call, membersOf(call, teamIn(call))),
    },
    {
      method: 'GET',
      path: 'teams/{team}/members/{member}',
      handle: (call) => memberIn(call, membersOf(call, teamIn(call))),
    },
    {
      method: 'GET',
      path: 'teams/{team}/channels/{channel}/members',
      options: ['$select', '$filter', '$top', '$skiptoken'],
      handle: (call) => counted(call, channelMembers(call)),
    },
    {
      method: 'GET',
      path: 'teams/{team}/channels/{channel}/members/{member}',
      handle: (call) => memberIn(call, channelMembers(call)),
    },
  ],
};

/** @throws GraphFailure 404 for no such team, 403 when the signed-in person is not in it */
function teamIn(call: GraphCall): GroupRow {
  const id = call.params.team ?? '';
  const found = call.tenant.tables.groups.get(id);
  if (!found?.isTeam) throw notFound(id);
  if (call.token.oid !== undefined && !found.memberIds.includes(call.token.oid))
    throw new GraphFailure(403, 'Forbidden', 'The caller is not a member of the team.');
  return found;
}

const channelsIn = (call: GraphCall): ChannelRow[] => call.tenant.tables.channels.by('team', teamIn(call).id);

function channelIn(call: GraphCall): ChannelRow {
  const found = channelsIn(call).find((channel) => channel.id === call.params.channel);
  if (!found) throw notFound(call.params.channel ?? '');
  return found;
}

/** Everybody in a team is in its standard channels, and the sandbox makes no other ones. */
function channelMembers(call: GraphCall): Member[] {
  channelIn(call);
  return membersOf(call, teamIn(call));
}

type Member = Record<string, unknown>;

/** Teams says how many members there are without being asked. https://learn.microsoft.com/graph/api/team-list-members */
const counted = (call: GraphCall, members: Member[]) =>
  collection({ ...call, query: { ...call.query, count: true } }, members, { pageSize: 100, maxPageSize: 999 });

function memberIn(call: GraphCall, members: Member[]) {
  const found = members.find(({ id }) => id === call.params.member);
  if (!found) throw notFound(call.params.member ?? '');
  const channel = call.params.channel && `/channels('${encodeURIComponent(call.params.channel)}')`;
  const context = `teams('${call.params.team}')${channel ?? ''}/members/microsoft.graph.aadUserConversationMember/$entity`;
  return entity(call, found, { context });
}

/** What owners have not changed in a team. https://learn.microsoft.com/graph/api/resources/team */
const settings = {
  memberSettings: {
    allowCreateUpdateChannels: true,
    allowCreatePrivateChannels: true,
    allowDeleteChannels: true,
    allowAddRemoveApps: true,
    allowCreateUpdateRemoveTabs: true,
    allowCreateUpdateRemoveConnectors: true,
  },
  guestSettings: { allowCreateUpdateChannels: false, allowDeleteChannels: false },
  messagingSettings: {
    allowUserEditMessages: true,
    allowUserDeleteMessages: true,
    allowOwnerDeleteMessages: true,
    allowTeamMentions: true,
    allowChannelMentions: true,
  },
  funSettings: {
    allowGiphy: true,
    giphyContentRating: 'moderate',
    allowStickersAndMemes: true,
    allowCustomMemes: true,
  },
  discoverySettings: { showInTeamsSearchAndSuggestions: true },
};

function membersOf({ tenant }: GraphCall, team: GroupRow): Member[] {
  return team.memberIds.flatMap((id) => {
    const user = tenant.tables.users.get(id);
    if (!user) return [];
    return [
      {
        '@odata.type': '#microsoft.graph.aadUserConversationMember',
        id: Buffer.from(`${tenant.id}##${team.id}##${id}`).toString('base64'),
        roles: team.ownerIds.includes(id) ? ['owner'] : [],
        displayName: user.displayName,
        visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
        userId: id,
        email: user.mail,
        tenantId: tenant.id,
      },
    ];
  });
}

const notFound = (id: string) => new GraphFailure(404, 'NotFound', `No team or channel found with id '${id}'.`);
