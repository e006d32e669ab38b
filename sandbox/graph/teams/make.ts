import { randomUUID } from 'node:crypto';
import { conversationView, findPlace } from '../../teams/conversations.ts';
import { teamsOf } from '../../teams/teams.ts';
import type { ChannelRow, GroupRow } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { badRequest } from '../messages/faults.ts';

/** What makes and changes teams and channels. Who may was looked at before. */

const longestName = 50;

/**
 * Holds a channel's name against what Teams and SharePoint take together.
 * @throws GraphFailure 400
 * @see https://learn.microsoft.com/graph/api/channel-post, https://github.com/microsoftgraph/microsoft-graph-docs/issues/18299
 */
export function requireChannelName(tenant: Tenant, teamId: string, name: string, except?: string): void {
  if (name.length > longestName)
    throw badRequest(`Channel.DisplayName exceeds the maximum length of ${longestName} characters.`);
  // https://github.com/microsoftgraph/microsoft-graph-docs/issues/11013
  if (name.trim() === '' || /[~#%&*{}+/\\:<>?|'"]/.test(name) || /^[_.]|\.$/.test(name))
    throw badRequest("Channel.DisplayName doesn't contain allowed characters, please use the valid values.");
  const taken = tenant.tables.channels
    .by('team', teamId)
    .some((channel) => channel.id !== except && channel.displayName.toLowerCase() === name.trim().toLowerCase());
  // https://github.com/microsoftgraph/microsoft-graph-docs/issues/6649
  if (taken) throw badRequest('Channel name already existed, please use other name');
}

export type NewChannel = Pick<ChannelRow, 'displayName' | 'description' | 'membershipType'> &
  Partial<Pick<ChannelRow, 'memberIds' | 'ownerIds'>>;

/** @throws GraphFailure 400 for a name that is taken or not allowed */
export function makeChannel(tenant: Tenant, teamId: string, channel: NewChannel): ChannelRow {
  requireChannelName(tenant, teamId, channel.displayName);
  const row = tenant.tables.channels.put({
    id: `19:${randomUUID().replaceAll('-', '')}@thread.tacv2`,
    teamId,
    ...channel,
    displayName: channel.displayName.trim(),
    createdDateTime: tenant.clock.now().toISOString(),
  });
  tell(tenant, row.id);
  return row;
}

/** Open clients of everybody in a conversation are told what it is now. */
export function tell(tenant: Tenant, conversationId: string): void {
  const teams = teamsOf(tenant);
  const place = findPlace(teams, conversationId);
  if (place) teams.hub.publish(place.memberIds, { type: 'conversation', conversation: conversationView(teams, place) });
}

/** Puts a team behind a group: from now on it has channels, the first of which is General. */
export function makeTeam(tenant: Tenant, group: GroupRow, firstChannel = 'General'): GroupRow {
  const memberIds = [...new Set([...group.memberIds, ...group.ownerIds])];
  const team = tenant.tables.groups.put({ ...group, memberIds, isTeam: true });
  makeChannel(tenant, team.id, {
    displayName: firstChannel,
    description: group.description,
    membershipType: 'standard',
  });
  return team;
}

/** Whoever leaves a team is in none of its private and shared channels any more. */
export function leaveTeam(tenant: Tenant, team: GroupRow, userId: string): GroupRow {
  const without = (ids: string[] = []) => ids.filter((id) => id !== userId);
  for (const channel of tenant.tables.channels.by('team', team.id))
    if (channel.memberIds?.includes(userId))
      tenant.tables.channels.put({
        ...channel,
        memberIds: without(channel.memberIds),
        ownerIds: without(channel.ownerIds),
      });
  return tenant.tables.groups.put({
    ...team,
    memberIds: without(team.memberIds),
    ownerIds: without(team.ownerIds),
  });
}

/** The channel that a team cannot be without: its first one. */
export function primaryChannel(tenant: Tenant, teamId: string): ChannelRow | undefined {
  const channels = tenant.tables.channels.by('team', teamId);
  return channels.find((channel) => channel.displayName === 'General') ?? channels[0];
}
