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
    { method: 'GET', path: 'teams/{team}', handle: (call) => entity(call, teamOf(call.tenant, teamIn(call))) },
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
      handle(call) {
        const found = channelsIn(call).find((channel) => channel.id === call.params.channel);
        if (!found) throw notFound(call.params.channel ?? '');
        return entity(call, channelOf(call.tenant, found));
      },
    },
    {
      method: 'GET',
      path: 'teams/{team}/members',
      options: ['$select', '$filter', '$top', '$skiptoken'],
      handle: (call) => collection(call, membersOf(call, teamIn(call)), { pageSize: 100, maxPageSize: 999 }),
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

function membersOf({ tenant }: GraphCall, team: GroupRow): Record<string, unknown>[] {
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
