import { z } from 'zod';
import { findPlace } from '../../teams/conversations.ts';
import { teamsOf } from '../../teams/teams.ts';
import type { GroupRow } from '../../tenant/model.ts';
import type { Area, GraphCall, GraphReply } from '../area.ts';
import { oneOf } from '../calendar/wire.ts';
import { badRequest, forbidden, notFound } from '../messages/faults.ts';
import { teamIn } from '../messages/place.ts';
import { collection, entity } from '../odata-reply.ts';
import { teamOf } from '../shapes.ts';
import { boundApp, installationsIn, putApp } from '../teams/apps.ts';
import { boundGroup, newGroup, requireTemplate, teamless } from '../teams/groups.ts';
import { readMember, readTeamsBody } from '../teams/input.ts';
import { makeChannel, makeTeam, requireChannelName } from '../teams/make.ts';
import {
  operated,
  operationRows,
  renderOperation,
  requireActive,
  requireOwner,
  settingsOf,
  stateOf,
  teamRows,
} from '../teams/state.ts';
import { newTeam, teamChange, teamOfGroup, teamSettings } from '../teams/team-input.ts';
import { copyTabs, makeTab } from './tabs.ts';

const capital = (word: string) => (word.charAt(0).toUpperCase() + word.slice(1)) as NonNullable<GroupRow['visibility']>;

function put(call: GraphCall, team: GroupRow, sent: Partial<z.output<typeof teamChange>>): void {
  const { tenant } = call;
  const { displayName, description, visibility, classification } = sent;
  tenant.tables.groups.put({
    ...team,
    ...(displayName ? { displayName } : {}),
    ...(description === undefined ? {} : { description: description ?? '' }),
    ...(visibility ? { visibility: capital(visibility) } : {}),
  });
  const state = stateOf(tenant, team.id);
  const merged = Object.fromEntries(
    Object.keys(teamSettings).flatMap((name) => {
      const given = sent[name as keyof typeof teamSettings];
      const before = state.settings[name as keyof typeof state.settings];
      return given || before ? [[name, { ...before, ...known(given ?? {}) }]] : [];
    }),
  );
  teamRows(tenant).put({ ...state, settings: merged, ...(classification === undefined ? {} : { classification }) });
}
const known = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));

/**
 * A team is there at once, and so says the operation that the answer names.
 * @throws GraphFailure 400, 404 for a group or a template that there is not, 409 for a group with a team
 * @see https://learn.microsoft.com/graph/api/team-post
 */
function create(call: GraphCall): GraphReply {
  const { tenant, me } = call;
  const sent = readTeamsBody(newTeam, call.body);
  requireTemplate(sent['template@odata.bind']);
  const members = (sent.members ?? []).map((member) => readMember(call, member));
  const names = (sent.channels ?? []).map(({ displayName }) => displayName);
  for (const name of names) requireChannelName(tenant, '', name);
  const wanted = (sent.installedApps ?? []).map((app) => boundApp(tenant, app['teamsApp@odata.bind']));
  for (const tab of (sent.channels ?? []).flatMap(({ tabs }) => tabs ?? []))
    boundApp(tenant, tab['teamsApp@odata.bind']);
  const group = sent['group@odata.bind']
    ? boundGroup(call, sent['group@odata.bind'])
    : newGroup(call, sent.displayName);
  if (!sent['group@odata.bind'] && !me && members.filter(({ isOwner }) => isOwner).length !== 1)
    throw badRequest('Exactly one owner must be provided when creating a team with application permissions.');
  const ids = members.map(({ user }) => user.id);
  const owners = members.filter(({ isOwner }) => isOwner).map(({ user }) => user.id);
  const ownerIds = [...new Set([...group.ownerIds, ...owners, ...(me && !sent['group@odata.bind'] ? [me.id] : [])])];
  const team = makeTeam(
    tenant,
    { ...group, memberIds: [...group.memberIds, ...ids], ownerIds },
    sent.firstChannelName ?? undefined,
  );
  put(call, team, sent);
  // One that is there already, as what comes with Teams is, is there.
  for (const { id } of wanted) putApp(tenant, { scope: 'team', target: team.id }, id);
  for (const { displayName, description, tabs } of sent.channels ?? []) {
    const membershipType = 'standard';
    const { id } = makeChannel(tenant, team.id, { displayName, description: description ?? '', membershipType });
    for (const tab of tabs ?? []) makeTab(call, findPlace(teamsOf(tenant), id)!, tab);
  }
  return begun(call, team.id, 'createTeam');
}

function begun(call: GraphCall, teamId: string, type: Parameters<typeof operated>[2]): GraphReply {
  const here = `/teams('${teamId}')`;
  const location = operated(call.tenant, teamId, type, { id: teamId, location: here });
  return { status: 202, headers: { location, 'content-location': here } };
}

/** https://learn.microsoft.com/graph/api/team-put-teams */
function ofGroup(call: GraphCall): GraphReply {
  const { group: id = '' } = call.params;
  const group = call.tenant.tables.groups.get(id);
  if (!group) throw notFound('group', id);
  const sent = readTeamsBody(teamOfGroup, call.body ?? {});
  put(call, makeTeam(call.tenant, teamless(call, group)), sent);
  const team = call.tenant.tables.groups.get(id)!;
  return entity(
    call,
    { ...teamOf(call.tenant, team), ...settingsOf(call.tenant, id) },
    { status: 201, context: 'teams/$entity' },
  );
}

/** https://learn.microsoft.com/graph/api/team-update */
function update(call: GraphCall): GraphReply {
  const team = teamIn(call);
  requireOwner(call, team);
  requireActive(call.tenant, team.id);
  put(call, team, readTeamsBody(teamChange, call.body));
  return { status: 204 };
}

const archiving = z.strictObject({ shouldSetSpoSiteReadOnlyForMembers: z.boolean().nullish() });

/** https://learn.microsoft.com/graph/api/team-archive, https://learn.microsoft.com/graph/api/team-unarchive */
const archive =
  (isArchived: boolean) =>
  (call: GraphCall): GraphReply => {
    const team = teamIn(call);
    requireOwner(call, team);
    readTeamsBody(archiving, call.body ?? {});
    teamRows(call.tenant).put({ ...stateOf(call.tenant, team.id), isArchived });
    return begun(call, team.id, isArchived ? 'archiveTeam' : 'unarchiveTeam');
  };

const parts = ['apps', 'tabs', 'settings', 'channels', 'members'] as const;
const cloning = z.strictObject({
  displayName: z.string().trim().min(1).max(256),
  description: z.string().nullish(),
  mailNickname: z.string().regex(/^[^@()\\[\]";:<>,\s]{1,64}$/),
  partsToClone: z.string(),
  visibility: oneOf(['private', 'public']).nullish(),
  classification: z.string().nullish(),
});

/** https://learn.microsoft.com/graph/api/team-clone */
function clone(call: GraphCall): GraphReply {
  const { tenant, me } = call;
  const from = teamIn(call);
  requireOwner(call, from);
  const sent = readTeamsBody(cloning, call.body);
  const asked = sent.partsToClone.split(',').map((part) => part.trim().toLowerCase());
  const unknown = asked.find((part) => !parts.some((name) => name === part));
  if (unknown !== undefined) throw badRequest(`Invalid value '${unknown}' for partsToClone.`);
  const takes = (part: (typeof parts)[number]) => asked.includes(part);
  const mine = me ? [me.id] : from.ownerIds;
  const team = makeTeam(tenant, {
    ...newGroup(call, sent.displayName),
    description: sent.description ?? '',
    ownerIds: takes('members') ? [...new Set([...from.ownerIds, ...mine])] : mine,
    memberIds: takes('members') ? from.memberIds : [],
  });
  put(call, team, { ...(takes('settings') ? settingsOf(tenant, from.id) : {}), visibility: sent.visibility } as object);
  // Private and shared channels are left out.
  const channels = tenant.tables.channels.by('team', from.id).filter((c) => c.membershipType === 'standard');
  const copies = [...tenant.tables.channels.by('team', team.id)];
  for (const { displayName, description, membershipType } of takes('channels') ? channels : [])
    if (!copies.some((copy) => copy.displayName === displayName))
      copies.push(makeChannel(tenant, team.id, { displayName, description, membershipType }));
  for (const { appId } of takes('apps') ? installationsIn(tenant, 'team', from.id) : [])
    putApp(tenant, { scope: 'team', target: team.id }, appId);
  for (const { id, displayName } of takes('tabs') ? channels : []) {
    const copy = copies.find((c) => c.displayName === displayName);
    if (copy) copyTabs(tenant, id, copy.id);
  }
  return begun(call, team.id, 'cloneTeam');
}

/** https://learn.microsoft.com/graph/api/teams-list */
const list = (call: GraphCall): GraphReply =>
  collection(
    call,
    [...call.tenant.tables.groups.all()].filter((group) => group.isTeam).map((group) => teamOf(call.tenant, group)),
    { context: 'teams' },
  );

function operation(call: GraphCall): GraphReply {
  const { team: teamId = '', operation: id = '' } = call.params;
  const found = operationRows(call.tenant).get(id);
  if (found?.teamId !== teamId) throw notFound('operation', id);
  const team = call.tenant.tables.groups.get(teamId);
  if (call.token.oid !== undefined && !team?.memberIds.includes(call.token.oid))
    throw forbidden('The caller is not a member of the team.');
  return entity(call, renderOperation(found));
}

/** Teams, to make and to change. https://learn.microsoft.com/graph/api/resources/team */
export const teamWrites: Area = {
  name: 'team writes',
  workload: 'teams',
  routes: [
    {
      method: 'GET',
      path: 'teams',
      options: ['$select', '$filter', '$top', '$skip', '$count', '$skiptoken'],
      handle: list,
    },
    { method: 'POST', path: 'teams', options: [], handle: create },
    { method: 'PUT', path: 'groups/{group}/team', options: [], handle: ofGroup },
    { method: 'PATCH', path: 'teams/{team}', options: [], handle: update },
    { method: 'POST', path: 'teams/{team}/archive', options: [], handle: archive(true) },
    { method: 'POST', path: 'teams/{team}/unarchive', options: [], handle: archive(false) },
    { method: 'POST', path: 'teams/{team}/clone', options: [], handle: clone },
    { method: 'GET', path: 'teams/{team}/operations/{operation}', handle: operation },
  ],
};
