import { z } from 'zod';
import type { GroupRow } from '../../tenant/model.ts';
import { type Area, type GraphCall, GraphFailure, type GraphReply } from '../area.ts';
import { badRequest, forbidden, notFound } from '../messages/faults.ts';
import { membersOf } from '../messages/members.ts';
import { teamIn } from '../messages/place.ts';
import {
  memberChange,
  type NewMember,
  newMember,
  ownerAmong,
  readMember,
  readTeamsBody,
  requireMemberType,
  requireOwnerRights,
} from '../teams/input.ts';
import { leaveTeam } from '../teams/make.ts';
import { requireActive, requireOwner } from '../teams/state.ts';
import { memberNamed } from './channels.ts';

/** Who is in a team, to change. https://learn.microsoft.com/graph/api/resources/conversationmember */

const all = (call: GraphCall, team: GroupRow) => membersOf(call.tenant, team.id, team.memberIds, team.ownerIds);

/** The membership of the path, and the team. @throws GraphFailure 404 */
function named(call: GraphCall): { team: GroupRow; userId: string; isOwner: boolean } {
  const team = teamIn(call);
  const { member = '' } = call.params;
  const found = all(call, team).find(({ id }) => id === member);
  if (!found) throw notFound('member', member);
  const userId = String(found.userId);
  return { team, userId, isOwner: team.ownerIds.includes(userId) };
}

function joined(call: GraphCall, team: GroupRow, { user, isOwner }: NewMember): GroupRow {
  requireOwnerRights(call, isOwner, false);
  return call.tenant.tables.groups.put({
    ...team,
    memberIds: [...new Set([...team.memberIds, user.id])],
    ownerIds: isOwner ? [...new Set([...team.ownerIds, user.id])] : team.ownerIds,
  });
}

function answer(call: GraphCall, team: GroupRow, userId: string, status: number): GraphReply {
  const member = all(call, team).find((one) => one.userId === userId)!;
  const reply = memberNamed({ ...call, params: { ...call.params, member: String(member.id) } }, all(call, team));
  return { ...reply, status };
}

/** https://learn.microsoft.com/graph/api/team-post-members */
function add(call: GraphCall): GraphReply {
  const team = teamIn(call);
  requireOwner(call, team);
  requireActive(call.tenant, team.id);
  requireMemberType(call.body);
  const sent = readMember(call, readTeamsBody(newMember, call.body));
  return answer(call, joined(call, team, sent), sent.user.id, 201);
}

/** https://learn.microsoft.com/graph/api/team-update-members */
function update(call: GraphCall): GraphReply {
  const { team, userId, isOwner: was } = named(call);
  requireOwner(call, team);
  requireActive(call.tenant, team.id);
  requireMemberType(call.body);
  const isOwner = ownerAmong(readTeamsBody(memberChange, call.body).roles);
  requireOwnerRights(call, isOwner !== was, false);
  if (was && !isOwner) requireAnotherOwner(team, userId);
  const others = team.ownerIds.filter((id) => id !== userId);
  const ownerIds = isOwner ? [...others, userId] : others;
  return answer(call, call.tenant.tables.groups.put({ ...team, ownerIds }), userId, 200);
}

/** https://learn.microsoft.com/graph/api/team-delete-members; everybody may leave by themselves */
function remove(call: GraphCall): GraphReply {
  const { team, userId, isOwner } = named(call);
  const isSelf = userId === call.token.oid;
  if (!isSelf) requireOwner(call, team);
  requireActive(call.tenant, team.id);
  requireOwnerRights(call, isOwner, isSelf);
  if (isOwner) requireAnotherOwner(team, userId);
  leaveTeam(call.tenant, team, userId);
  return { status: 204 };
}

function requireAnotherOwner(team: GroupRow, userId: string): void {
  if (team.ownerIds.every((id) => id === userId)) throw badRequest('The last owner of a team cannot be removed.');
}

/** "At most 200 members in one request". https://learn.microsoft.com/graph/api/conversationmembers-add */
const several = <T extends z.ZodType>(item: T) => z.strictObject({ values: z.array(item).min(1).max(200) });
const leaving = z.looseObject({ 'user@odata.bind': z.string() });

/** One result for each, in their order; 207 when it did not go well for all. */
function results(call: GraphCall, work: ((team: GroupRow) => string)[], addresses: string[]): GraphReply {
  const { id } = teamIn(call);
  const value = work.map((one, i) => {
    const result = { '@odata.type': '#microsoft.graph.aadUserConversationMemberResult' };
    try {
      return { ...result, userId: one(call.tenant.tables.groups.get(id)!), error: null };
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      const [, userId = ''] = /users(?:\('|\/)([^'/]+)/.exec(addresses[i] ?? '') ?? [];
      return { ...result, userId, error: { code: error.code, message: error.message } };
    }
  });
  return {
    status: value.every(({ error }) => error === null) ? 200 : 207,
    body: {
      '@odata.context': `${call.tenant.origin}/v1.0/$metadata#Collection(microsoft.graph.aadUserConversationMemberResult)`,
      value,
    },
  };
}

function addAll(call: GraphCall): GraphReply {
  const team = teamIn(call);
  requireOwner(call, team);
  requireActive(call.tenant, team.id);
  const { values } = readTeamsBody(several(newMember), call.body);
  const work = values.map((value) => (now: GroupRow) => {
    const sent = readMember(call, value);
    joined(call, now, sent);
    return sent.user.id;
  });
  return results(
    call,
    work,
    values.map((value) => value['user@odata.bind']),
  );
}

/** https://learn.microsoft.com/graph/api/conversationmember-remove */
function removeAll(call: GraphCall): GraphReply {
  const team = teamIn(call);
  requireOwner(call, team);
  requireActive(call.tenant, team.id);
  const { values } = readTeamsBody(several(leaving), call.body);
  const work = values.map((value) => (now: GroupRow) => {
    const { user } = readMember(call, { 'user@odata.bind': value['user@odata.bind'] });
    if (!now.memberIds.includes(user.id)) throw notFound('member', user.id);
    if (now.ownerIds.includes(user.id)) requireAnotherOwner(now, user.id);
    leaveTeam(call.tenant, now, user.id);
    return user.id;
  });
  return results(
    call,
    work,
    values.map((value) => value['user@odata.bind']),
  );
}

/** Whoever may be looked for in a team. */
export function requireTeamMember(team: GroupRow, userId: string): void {
  // https://github.com/microsoftgraph/microsoft-graph-docs/issues/18669
  if (!team.memberIds.includes(userId)) throw badRequest('User is not found in the team.');
}

export const requireChannelOwner = ({ token, me }: GraphCall, ownerIds: readonly string[]): void => {
  if (token.oid !== undefined && !me?.isAdmin && !ownerIds.includes(token.oid))
    throw forbidden('Only an owner of the channel may do this.');
};

export const teamMembers: Area = {
  name: 'team members',
  workload: 'teams',
  routes: [
    { method: 'POST', path: 'teams/{team}/members', options: [], handle: add },
    { method: 'POST', path: 'teams/{team}/members/add', options: [], handle: addAll },
    { method: 'POST', path: 'teams/{team}/members/remove', options: [], handle: removeAll },
    { method: 'PATCH', path: 'teams/{team}/members/{member}', options: [], handle: update },
    { method: 'DELETE', path: 'teams/{team}/members/{member}', options: [], handle: remove },
  ],
};
