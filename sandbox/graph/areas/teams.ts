import type { Area, GraphCall, GraphReply } from '../area.ts';
import { membersOf } from '../messages/members.ts';
import { teamIn } from '../messages/place.ts';
import { collection, entity } from '../odata-reply.ts';
import { teamOf } from '../shapes.ts';
import { settingsOf } from '../teams/state.ts';
import { counted, memberNamed } from './channels.ts';

/** Teams and who is in them, to read. https://learn.microsoft.com/graph/api/resources/team */
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
        return collection(call, items, { context: 'teams' });
      },
    },
    {
      method: 'GET',
      path: '{user}/teamwork/associatedTeams',
      options: [],
      handle: (call) => collection(call, associatedTeams(call), { pageSize: 100 }),
    },
    { method: 'GET', path: 'teams/{team}', handle: one },
    // The team that stands behind a group has its id.
    {
      method: 'GET',
      path: 'groups/{group}/team',
      handle: (call) => one({ ...call, params: { team: call.params.group ?? '' } }),
    },
    {
      method: 'GET',
      path: 'teams/{team}/members',
      options: ['$select', '$filter', '$top', '$skiptoken'],
      handle: (call) => counted(call, teamMembers(call)),
    },
    {
      method: 'GET',
      path: 'teams/{team}/members/{member}',
      handle: (call) => memberNamed(call, teamMembers(call)),
    },
  ],
};

function one(call: GraphCall): GraphReply {
  const team = teamIn(call);
  return entity(call, { ...teamOf(call.tenant, team), ...settingsOf(call.tenant, team.id) });
}

/**
 * The teams that somebody is in, and those with a channel that is shared with them: the same list, with less said of each.
 * https://learn.microsoft.com/graph/api/associatedteaminfo-list
 */
function associatedTeams({ tenant, user }: GraphCall) {
  const { groups, channels } = tenant.tables;
  const joined = groups.by('member', user.id).filter((group) => group.isTeam);
  const hosts = channels
    .by('member', user.id)
    .filter((channel) => channel.membershipType === 'shared')
    .flatMap((channel) => groups.get(channel.teamId) ?? []);
  return [...new Map([...joined, ...hosts].map((team) => [team.id, team])).values()].map(({ id, displayName }) => ({
    '@odata.type': '#microsoft.graph.associatedTeamInfo',
    id,
    tenantId: tenant.id,
    displayName,
  }));
}

function teamMembers(call: Parameters<typeof teamIn>[0]) {
  const team = teamIn(call);
  return membersOf(call.tenant, team.id, team.memberIds, team.ownerIds);
}
