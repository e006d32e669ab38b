import { findPlace, type Place } from '../../teams/conversations.ts';
import { findMessage } from '../../teams/messages.ts';
import type { MessageRow } from '../../teams/tables.ts';
import { type Teams, teamsOf } from '../../teams/teams.ts';
import type { ChannelRow, GroupRow } from '../../tenant/model.ts';
import type { GraphCall } from '../area.ts';
import { badRequest, forbidden, notFound } from './faults.ts';

/** @throws GraphFailure 400 for what is no id, 404 for no such team, 403 when the signed-in person is not in it */
export function teamIn(call: GraphCall): GroupRow {
  const id = call.params.team ?? '';
  // https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/2469
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) throw badRequest('teamId needs to be a valid GUID.');
  const found = call.tenant.tables.groups.get(id);
  if (!found?.isTeam) throw notFound('team', id);
  if (call.token.oid !== undefined && !found.memberIds.includes(call.token.oid))
    throw forbidden('The caller is not a member of the team.');
  return found;
}

/** Who belongs to a channel: the team, or those who were added to a private or shared one. */
export const memberIdsOf = (team: GroupRow, channel: ChannelRow): string[] =>
  channel.membershipType === 'standard' ? team.memberIds : (channel.memberIds ?? []);

/** A team's channels that the caller may see: a private or shared one shows itself to its members only. */
export const channelsIn = (call: GraphCall): ChannelRow[] => visible(call, teamIn(call));

/**
 * The same for those who are not in the team but share some of its channels: these alone.
 * @throws GraphFailure as teamIn, when there is no such channel
 */
export function channelsFor(call: GraphCall): ChannelRow[] {
  const { oid } = call.token;
  const shared = call.tenant.tables.channels
    .by('team', call.params.team ?? '')
    .filter((channel) => channel.membershipType === 'shared' && oid !== undefined && channel.memberIds?.includes(oid));
  const team = call.tenant.tables.groups.get(call.params.team ?? '');
  return shared.length > 0 && !team?.memberIds.includes(oid ?? '') ? shared : channelsIn(call);
}

const visible = (call: GraphCall, team: GroupRow): ChannelRow[] =>
  call.tenant.tables.channels
    .by('team', team.id)
    .filter((channel) => call.token.oid === undefined || memberIdsOf(team, channel).includes(call.token.oid));

/**
 * A channel, also for those who are not in its team but share it.
 * @throws GraphFailure 404 for what is not there or does not show itself, 403 when the person is not in the team
 */
export function channelIn(call: GraphCall): ChannelRow {
  const { team: teamId = '', channel: id = '' } = call.params;
  const channel = call.tenant.tables.channels.get(id);
  const { oid } = call.token;
  if (channel?.teamId === teamId && oid !== undefined && channel.memberIds?.includes(oid)) return channel;
  const found = channelsIn(call).find((c) => c.id === id);
  if (!found) throw notFound('channel', id);
  return found;
}

/** Graph knows the chat with a bot by the ids of both: https://learn.microsoft.com/graph/api/chat-get */
export const graphChatId = (teams: Teams, place: Place): string =>
  place.type === 'personal' ? `19:${place.memberIds[0]}_${teams.app.botId}@unq.gbl.spaces` : place.id;

function chatWithId(teams: Teams, id: string): Place | undefined {
  const [, userId = '', botId] = /^19:([^_]+)_([^@]+)@unq\.gbl\.spaces$/.exec(id) ?? [];
  return findPlace(teams, botId === teams.app.botId ? teams.identities.personalChatId(botId, userId) : id);
}

/** @throws GraphFailure 404 for no such chat, 403 for one of other people */
export function chatIn(call: GraphCall): Place {
  const { chat: id = '' } = call.params;
  if (call.user && call.token.oid !== undefined && call.user.id !== call.token.oid)
    throw forbidden('A chat is open to the signed-in user only.');
  const found = chatWithId(teamsOf(call.tenant), id);
  if (!found || found.team) throw notFound('chat', id);
  const person = call.token.oid ?? call.user?.id;
  if (person !== undefined && !found.memberIds.includes(person))
    throw forbidden('The caller is not part of the chat roster.');
  return found;
}

/** The channel or chat that the path names. */
export function placeIn(call: GraphCall): Place {
  if (call.params.chat !== undefined) return chatIn(call);
  const { id } = channelIn(call);
  return findPlace(teamsOf(call.tenant), id)!;
}

/**
 * The message, or the reply, that the path names.
 * @throws GraphFailure 404 when there is none in this place
 */
export function messageIn(call: GraphCall, place: Place): MessageRow {
  const { message: id = '', reply } = call.params;
  const teams = teamsOf(call.tenant);
  const root = findMessage(teams, place, id);
  if (!root || root.hidden || root.rootId !== undefined) throw notFound('message', id);
  if (reply === undefined) return root;
  const found = findMessage(teams, place, reply);
  if (found?.rootId !== root.id) throw notFound('reply', reply);
  return found;
}
