import type { ChannelRow } from '../../tenant/model.ts';
import type { GraphCall, GraphReply } from '../area.ts';
import { badRequest, notFound } from '../messages/faults.ts';
import { membersOf } from '../messages/members.ts';
import { channelIn, memberIdsOf } from '../messages/place.ts';
import { memberChange, newMember, ownerAmong, readMember, readTeamsBody, requireMemberType } from '../teams/input.ts';
import { tell } from '../teams/make.ts';
import { requireActive } from '../teams/state.ts';
import { memberNamed } from './channels.ts';
import { requireChannelOwner, requireTeamMember } from './team-members.ts';

/** A channel with members of its own, to be changed by its owners. @throws GraphFailure 400 for a standard one */
function withMembers(call: GraphCall): ChannelRow {
  const row = channelIn(call);
  // https://github.com/microsoftgraph/microsoft-graph-docs/issues/14400
  if (row.membershipType === 'standard') throw badRequest('Operation not supported for this Channel.');
  requireActive(call.tenant, row.teamId, row);
  return row;
}

const all = (call: GraphCall, row: ChannelRow) =>
  membersOf(call.tenant, row.teamId, row.memberIds ?? [], row.ownerIds ?? []);

function answer(call: GraphCall, row: ChannelRow, userId: string, status: number): GraphReply {
  const member = String(all(call, row).find((one) => one.userId === userId)?.id);
  return { ...memberNamed({ ...call, params: { ...call.params, member } }, all(call, row)), status };
}

/** https://learn.microsoft.com/graph/api/channel-post-members */
export function addMember(call: GraphCall): GraphReply {
  const { tenant } = call;
  const row = withMembers(call);
  requireChannelOwner(call, row.ownerIds ?? []);
  requireMemberType(call.body);
  const { user, isOwner } = readMember(call, readTeamsBody(newMember, call.body));
  if (row.membershipType === 'private') requireTeamMember(tenant.tables.groups.get(row.teamId)!, user.id);
  const next = tenant.tables.channels.put({
    ...row,
    memberIds: [...new Set([...(row.memberIds ?? []), user.id])],
    ownerIds: isOwner ? [...new Set([...(row.ownerIds ?? []), user.id])] : row.ownerIds,
  });
  tell(tenant, row.id);
  return answer(call, next, user.id, 201);
}

function memberOf(call: GraphCall, row: ChannelRow): string {
  const { member = '' } = call.params;
  const found = all(call, row).find(({ id }) => id === member);
  if (!found) throw notFound('member', member);
  return String(found.userId);
}

function withoutLastOwner(row: ChannelRow, userId: string): string[] {
  const left = (row.ownerIds ?? []).filter((id) => id !== userId);
  if (left.length === 0) throw badRequest('The last owner of a channel cannot be removed.');
  return left;
}

/** https://learn.microsoft.com/graph/api/channel-update-members */
export function updateMember(call: GraphCall): GraphReply {
  const row = withMembers(call);
  requireChannelOwner(call, row.ownerIds ?? []);
  const userId = memberOf(call, row);
  requireMemberType(call.body);
  const isOwner = ownerAmong(readTeamsBody(memberChange, call.body).roles);
  const ownerIds = isOwner ? [...new Set([...(row.ownerIds ?? []), userId])] : withoutLastOwner(row, userId);
  return answer(call, call.tenant.tables.channels.put({ ...row, ownerIds }), userId, 200);
}

/** https://learn.microsoft.com/graph/api/channel-delete-members; everybody may leave by themselves */
export function removeMember(call: GraphCall): GraphReply {
  const row = withMembers(call);
  const userId = memberOf(call, row);
  if (userId !== call.token.oid) requireChannelOwner(call, row.ownerIds ?? []);
  const ownerIds = row.ownerIds?.includes(userId) ? withoutLastOwner(row, userId) : row.ownerIds;
  const memberIds = row.memberIds?.filter((id) => id !== userId);
  call.tenant.tables.channels.put({ ...row, memberIds, ownerIds });
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/channel-doesuserhaveaccess */
export function access(call: GraphCall): GraphReply {
  const { tenant } = call;
  const row = channelIn(call);
  const { userId = '', userPrincipalName = '' } = call.params;
  const name = userId || userPrincipalName;
  const user = tenant.tables.users.get(name) ?? tenant.tables.users.by('upn', name.toLowerCase())[0];
  const team = tenant.tables.groups.get(row.teamId)!;
  return {
    body: {
      '@odata.context': `${tenant.origin}/v1.0/$metadata#Edm.Boolean`,
      value: user !== undefined && memberIdsOf(team, row).includes(user.id),
    },
  };
}

/** Teams that share a channel: here the one that it is of. https://learn.microsoft.com/graph/api/sharedwithchannelteaminfo-list */
export function sharedWith(call: GraphCall): { [name: string]: unknown; id: string }[] {
  const row = channelIn(call);
  if (row.membershipType !== 'shared') throw badRequest('Operation not supported for this Channel.');
  const team = call.tenant.tables.groups.get(row.teamId)!;
  return [{ id: team.id, tenantId: call.tenant.id, displayName: team.displayName, isHostTeam: true }];
}
