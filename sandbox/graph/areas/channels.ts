import type { Area, GraphCall, GraphReply } from '../area.ts';
import { channelFolder } from '../drive/channel-folders.ts';
import { renderItem } from '../drive/render.ts';
import { notFound } from '../messages/faults.ts';
import { type Member, membersOf } from '../messages/members.ts';
import { channelIn, channelsFor, channelsIn, memberIdsOf, teamIn } from '../messages/place.ts';
import { collection, entity } from '../odata-reply.ts';
import { channelOf } from '../shapes.ts';
import { primaryChannel } from '../teams/make.ts';

/** The channels of teams, to read. https://learn.microsoft.com/graph/api/resources/channel */
export const channels: Area = {
  name: 'channels',
  workload: 'teams',
  routes: [
    {
      method: 'GET',
      path: 'teams/{team}/channels',
      options: ['$select', '$filter', '$count', '$top', '$skiptoken'],
      handle: (call) =>
        collection(
          call,
          channelsIn(call).map((channel) => channelOf(call.tenant, channel)),
        ),
    },
    {
      // With those that other teams share with this one. Also for somebody who is not in the team: what is shared with them.
      method: 'GET',
      path: 'teams/{team}/allChannels',
      options: ['$select', '$filter', '$count', '$top', '$skiptoken'],
      handle: (call) =>
        collection(
          call,
          channelsFor(call).map((channel) => ({
            '@odata.id': `${call.tenant.origin}/v1.0/tenants/${call.tenant.id}/teams/${channel.teamId}/channels/${encodeURIComponent(channel.id)}`,
            ...channelOf(call.tenant, channel),
          })),
        ),
    },
    {
      // Those that other teams share with this one. Here channels are shared with people, and with no team.
      method: 'GET',
      path: 'teams/{team}/incomingChannels',
      options: ['$select', '$filter'],
      handle(call) {
        teamIn(call);
        return collection(call, []);
      },
    },
    {
      method: 'GET',
      path: 'teams/{team}/primaryChannel',
      handle(call) {
        const primary = primaryChannel(call.tenant, teamIn(call).id);
        if (!primary) throw notFound('channel', 'General');
        return entity(call, channelOf(call.tenant, primary));
      },
    },
    {
      method: 'GET',
      path: 'teams/{team}/channels/{channel}',
      handle: (call) => entity(call, channelOf(call.tenant, channelIn(call))),
    },
    {
      method: 'GET',
      path: 'teams/{team}/channels/{channel}/filesFolder',
      handle(call) {
        const { teamId, id } = channelIn(call);
        const folder = channelFolder(call.tenant, teamId, id);
        if (!folder) throw notFound('channel', id);
        return entity(call, renderItem(call.tenant, folder));
      },
    },
    {
      method: 'GET',
      path: 'teams/{team}/channels/{channel}/members',
      options: ['$select', '$filter', '$top', '$skiptoken'],
      handle: (call) => counted(call, channelMembers(call)),
    },
    {
      // With those whom a channel has by another team: here channels are shared with people, and with no team.
      method: 'GET',
      path: 'teams/{team}/channels/{channel}/allMembers',
      options: ['$select', '$filter', '$top', '$skiptoken'],
      handle: (call) => counted(call, channelMembers(call)),
    },
    {
      method: 'GET',
      path: 'teams/{team}/channels/{channel}/members/{member}',
      handle: (call) => memberNamed(call, channelMembers(call)),
    },
  ],
};

/** A standard channel's members are the team's, with their roles there. */
function channelMembers(call: GraphCall): Member[] {
  const channel = channelIn(call);
  const team = channel.membershipType === 'standard' ? teamIn(call) : call.tenant.tables.groups.get(channel.teamId)!;
  return membersOf(call.tenant, team.id, memberIdsOf(team, channel), channel.ownerIds ?? team.ownerIds);
}

/** Teams says how many members there are without being asked. https://learn.microsoft.com/graph/api/team-list-members */
export const counted = (call: GraphCall, members: Member[]): GraphReply =>
  collection({ ...call, query: { ...call.query, count: true } }, members);

/** The member that the path of a team or channel names; the context says of what type it is. */
export function memberNamed(call: GraphCall, members: Member[]): GraphReply {
  const { team, channel, member = '' } = call.params;
  const found = members.find(({ id }) => id === member);
  if (!found) throw notFound('member', member);
  const inChannel = channel && `/channels('${encodeURIComponent(channel)}')`;
  const context = `teams('${team}')${inChannel ?? ''}/members/microsoft.graph.aadUserConversationMember/$entity`;
  return entity(call, found, { context });
}
