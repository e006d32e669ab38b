import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ChannelRow, GroupRow } from '../../tenant/model.ts';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { oneOf } from '../calendar/wire.ts';
import { badRequest, forbidden, notFound } from '../messages/faults.ts';
import { channelIn, teamIn } from '../messages/place.ts';
import { collection, entity } from '../odata-reply.ts';
import { channelOf } from '../shapes.ts';
import { newMember, readMember, readTeamsBody } from '../teams/input.ts';
import { makeChannel, primaryChannel, requireChannelName, tell } from '../teams/make.ts';
import { operated, requireActive, settingsOf } from '../teams/state.ts';
import { access, addMember, removeMember, sharedWith, updateMember } from './channel-members.ts';
import { requireChannelOwner, requireTeamMember } from './team-members.ts';

const text = z.string().nullish();
const creation = z.strictObject({
  displayName: z.string(),
  description: z.string().max(1024).nullish(),
  membershipType: oneOf(['standard', 'private', 'shared']).nullish(),
  members: z.array(newMember).nullish(),
  isFavoriteByDefault: z.boolean().nullish(),
  moderationSettings: z.looseObject({}).nullish(),
  '@microsoft.graph.channelCreationMode': text,
  createdDateTime: text,
});

/** What members of the team may do with channels is for its owners to say. */
function requireAllowed(
  call: GraphCall,
  team: GroupRow,
  setting: 'allowCreateUpdateChannels' | 'allowCreatePrivateChannels' | 'allowDeleteChannels',
): void {
  const { oid } = call.token;
  if (oid === undefined || call.me?.isAdmin || team.ownerIds.includes(oid)) return;
  if (!settingsOf(call.tenant, team.id).memberSettings[setting])
    throw forbidden('The settings of the team do not allow members to do this.');
}

/**
 * A private channel whose members nobody names is that of whoever makes it.
 * @throws GraphFailure 400
 * @see https://learn.microsoft.com/graph/api/channel-post
 */
function create(call: GraphCall): GraphReply {
  const { tenant } = call;
  const team = teamIn(call);
  requireActive(tenant, team.id);
  const sent = readTeamsBody(creation, call.body);
  if (sent['@microsoft.graph.channelCreationMode'] != null || sent.createdDateTime != null)
    throw badRequest('Channels are created in migration mode with the permission Teamwork.Migrate.All only.');
  const { displayName, membershipType } = { ...sent, membershipType: sent.membershipType ?? 'standard' };
  const isStandard = membershipType === 'standard';
  requireAllowed(call, team, isStandard ? 'allowCreateUpdateChannels' : 'allowCreatePrivateChannels');
  const people = (sent.members ?? []).map((member) => readMember(call, member));
  if (isStandard && people.length > 0) throw badRequest('Members cannot be specified for a standard channel.');
  if (membershipType === 'private') for (const { user } of people) requireTeamMember(team, user.id);
  const mine = call.token.oid === undefined ? [] : [call.token.oid];
  const ownerIds = [...new Set([...people.filter(({ isOwner }) => isOwner).map(({ user }) => user.id), ...mine])];
  if (!isStandard && ownerIds.length === 0) throw badRequest('At least one owner is required for this channel.');
  const memberIds = [...new Set([...ownerIds, ...people.map(({ user }) => user.id)])];
  const row = makeChannel(tenant, team.id, {
    displayName,
    description: sent.description ?? '',
    membershipType,
    ...(isStandard ? {} : { memberIds, ownerIds }),
  });
  if (membershipType === 'shared') return begun(call, row, 'createChannel');
  return entity(call, channelOf(tenant, row), { status: 201 });
}

const addressOf = ({ teamId, id }: ChannelRow) => `/teams('${teamId}')/channels('${encodeURIComponent(id)}')`;

function begun(call: GraphCall, row: ChannelRow, type: Parameters<typeof operated>[2]): GraphReply {
  const location = operated(call.tenant, row.teamId, type, { id: row.id, location: addressOf(row) });
  return { status: 202, headers: { location, 'content-location': addressOf(row) } };
}

const change = z.strictObject({
  displayName: z.string().nullish(),
  description: z.string().max(1024).nullish(),
  isFavoriteByDefault: z.boolean().nullish(),
  moderationSettings: z.looseObject({}).nullish(),
});

/** The channel of the path, to be changed. */
function changeable(call: GraphCall, setting: Parameters<typeof requireAllowed>[2]): ChannelRow {
  const row = channelIn(call);
  const team = call.tenant.tables.groups.get(row.teamId)!;
  requireActive(call.tenant, row.teamId);
  if (row.membershipType === 'standard') requireAllowed(call, team, setting);
  else requireChannelOwner(call, row.ownerIds ?? []);
  return row;
}

const isPrimary = (call: GraphCall, row: ChannelRow) => primaryChannel(call.tenant, row.teamId)?.id === row.id;

/** https://learn.microsoft.com/graph/api/channel-patch */
function update(call: GraphCall): GraphReply {
  const row = changeable(call, 'allowCreateUpdateChannels');
  requireActive(call.tenant, row.teamId, row);
  const { displayName, description } = readTeamsBody(change, call.body);
  if (displayName && displayName !== row.displayName) {
    if (isPrimary(call, row)) throw badRequest('The name of the General channel cannot be changed.');
    requireChannelName(call.tenant, row.teamId, displayName, row.id);
  }
  call.tenant.tables.channels.put({
    ...row,
    ...(displayName ? { displayName: displayName.trim() } : {}),
    ...(description === undefined ? {} : { description: description ?? '' }),
  });
  tell(call.tenant, row.id);
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/channel-delete */
function remove(call: GraphCall): GraphReply {
  const row = changeable(call, 'allowDeleteChannels');
  if (isPrimary(call, row)) throw badRequest('The General channel cannot be deleted.');
  call.tenant.tables.channels.delete(row.id);
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/channel-archive, https://learn.microsoft.com/graph/api/channel-unarchive */
const archive =
  (isArchived: boolean) =>
  (call: GraphCall): GraphReply => {
    const row = changeable(call, 'allowDeleteChannels');
    readTeamsBody(z.strictObject({ shouldSetSpoSiteReadOnlyForMembers: z.boolean().nullish() }), call.body ?? {});
    if (isPrimary(call, row)) throw badRequest('The General channel cannot be archived by itself.');
    call.tenant.tables.channels.put({ ...row, isArchived });
    return begun(call, row, isArchived ? 'archiveChannel' : 'unarchiveChannel');
  };

/** https://learn.microsoft.com/graph/api/channel-provisionemail: asked for again, it is the same */
function provisionEmail(call: GraphCall): GraphReply {
  const row = changeable(call, 'allowCreateUpdateChannels');
  const { email = `${randomUUID().slice(0, 8)}.${call.tenant.domain}@amer.teams.ms` } = row;
  call.tenant.tables.channels.put({ ...row, email });
  return entity(call, { '@odata.type': '#microsoft.graph.provisionChannelEmailResult', email });
}

/** @throws GraphFailure 404 when there is none: https://learn.microsoft.com/graph/api/channel-removeemail */
function removeEmail(call: GraphCall): GraphReply {
  const { email, ...row } = changeable(call, 'allowCreateUpdateChannels');
  if (email === undefined) throw notFound('email', row.id);
  call.tenant.tables.channels.put(row);
  return { status: 204 };
}

const channel = 'teams/{team}/channels/{channel}';
const asked = [
  'userId={userId}',
  'userId={userId},tenantId={tenantId}',
  'tenantId={tenantId},userPrincipalName={userPrincipalName}',
  'userId={userId},tenantId={tenantId},userPrincipalName={userPrincipalName}',
];
const action = (name: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path: `${channel}/${name}`,
  options: [],
  handle,
});

/** Channels, to make and to change, and who is in them. https://learn.microsoft.com/graph/api/resources/channel */
export const channelWrites: Area = {
  name: 'channel writes',
  workload: 'teams',
  routes: [
    { method: 'POST', path: 'teams/{team}/channels', options: [], handle: create },
    { method: 'PATCH', path: channel, options: [], handle: update },
    { method: 'DELETE', path: channel, options: [], handle: remove },
    action('archive', archive(true)),
    action('unarchive', archive(false)),
    action('provisionEmail', provisionEmail),
    action('removeEmail', removeEmail),
    action('members', addMember),
    { method: 'PATCH', path: `${channel}/members/{member}`, options: [], handle: updateMember },
    { method: 'DELETE', path: `${channel}/members/{member}`, options: [], handle: removeMember },
    ...asked.map(
      (args): Route => ({ method: 'GET', path: `${channel}/doesUserHaveAccess(${args})`, options: [], handle: access }),
    ),
    {
      method: 'GET',
      path: `${channel}/sharedWithTeams`,
      options: ['$select', '$filter'],
      handle: (call) => collection(call, sharedWith(call)),
    },
    {
      method: 'GET',
      path: `${channel}/sharedWithTeams/{sharedTeam}`,
      handle(call) {
        const { sharedTeam = '' } = call.params;
        const found = sharedWith(call).find(({ id }) => id === sharedTeam);
        if (!found) throw notFound('team', sharedTeam);
        return entity(call, found);
      },
    },
  ],
};
