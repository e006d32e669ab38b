import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Area, GraphCall, GraphReply } from '../area.ts';
import { badRequest, notFound } from '../messages/faults.ts';
import { teamIn } from '../messages/place.ts';
import { type TagRow, tagId, tagsOf } from '../messages/tags.ts';
import { collection, entity } from '../odata-reply.ts';
import { readTeamsBody } from '../teams/input.ts';
import { requireActive } from '../teams/state.ts';

function tagIn(call: GraphCall): TagRow {
  const { tag: id = '' } = call.params;
  const found = tagsOf(call.tenant)
    .by('team', teamIn(call).id)
    .find((tag) => tag.id === id);
  if (!found) throw notFound('tag', id);
  return found;
}

const tagOf = ({ id, teamId, displayName, description, memberIds }: TagRow) => ({
  id,
  teamId,
  displayName,
  description,
  memberCount: memberIds.length,
  tagType: 'standard',
});

function membersOf(call: GraphCall) {
  const { tenant } = call;
  return tagIn(call).memberIds.flatMap((userId) => {
    const user = tenant.tables.users.get(userId);
    if (!user) return [];
    const id = tagId(tenant.id, call.params.tag ?? '', userId);
    return [{ id, displayName: user.displayName, tenantId: tenant.id, userId }];
  });
}

function memberOf(call: GraphCall) {
  const { tagMember = '' } = call.params;
  const found = membersOf(call).find(({ id }) => id === tagMember);
  if (!found) throw notFound('member', tagMember);
  return found;
}

const person = z.looseObject({ userId: z.string().min(1) });
const about = { displayName: z.string().trim().min(1).max(40), description: z.string().nullish() };
/** "The maximum number of members is 25". https://learn.microsoft.com/graph/api/teamworktag-post */
const creation = z.strictObject({ ...about, members: z.array(person).min(1).max(25) });
const change = z.strictObject({ displayName: about.displayName.nullish(), description: about.description });

/** The team, whose members alone can be tagged. @throws GraphFailure 404 for somebody else */
function tagged(call: GraphCall, userIds: readonly string[]) {
  const team = teamIn(call);
  requireActive(call.tenant, team.id);
  const stranger = userIds.find((id) => !team.memberIds.includes(id));
  if (stranger !== undefined) throw notFound('user', stranger);
  return team;
}

/** @throws GraphFailure 400 for a name that another tag of the team has */
function requireFree(call: GraphCall, teamId: string, name: string, except?: string): void {
  const taken = tagsOf(call.tenant)
    .by('team', teamId)
    .some((tag) => tag.id !== except && tag.displayName.toLowerCase() === name.toLowerCase());
  if (taken) throw badRequest('A tag with the same name already exists.');
}

function create(call: GraphCall): GraphReply {
  const { displayName, description, members } = readTeamsBody(creation, call.body);
  const memberIds = [...new Set(members.map(({ userId }) => userId))];
  const team = tagged(call, memberIds);
  requireFree(call, team.id, displayName);
  const id = tagId(call.tenant.id, team.id, randomUUID());
  const row = tagsOf(call.tenant).put({ id, teamId: team.id, displayName, description: description ?? '', memberIds });
  return entity(call, tagOf(row), { status: 201 });
}

/** https://learn.microsoft.com/graph/api/teamworktag-update */
function update(call: GraphCall): GraphReply {
  const row = tagIn(call);
  const { displayName, description } = readTeamsBody(change, call.body);
  if (displayName) requireFree(call, row.teamId, displayName, row.id);
  const next = {
    ...row,
    displayName: displayName ?? row.displayName,
    description: description === undefined ? row.description : (description ?? ''),
  };
  return entity(call, tagOf(tagsOf(call.tenant).put(next)));
}

function remove(call: GraphCall): GraphReply {
  tagsOf(call.tenant).delete(tagIn(call).id);
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/teamworktagmember-post */
function addMember(call: GraphCall): GraphReply {
  const row = tagIn(call);
  const { userId } = readTeamsBody(person, call.body);
  tagged(call, [userId]);
  tagsOf(call.tenant).put({ ...row, memberIds: [...new Set([...row.memberIds, userId])] });
  return entity(call, membersOf(call).find((member) => member.userId === userId)!, { status: 201 });
}

function removeMember(call: GraphCall): GraphReply {
  const { userId } = memberOf(call);
  const row = tagIn(call);
  tagsOf(call.tenant).put({ ...row, memberIds: row.memberIds.filter((id) => id !== userId) });
  return { status: 204 };
}

/** The tags of teams. https://learn.microsoft.com/graph/api/resources/teamworktag */
export const tags: Area = {
  name: 'tags',
  workload: 'teams',
  routes: [
    {
      method: 'GET',
      path: 'teams/{team}/tags',
      options: ['$filter', '$top', '$skiptoken'],
      handle: (call) => collection(call, tagsOf(call.tenant).by('team', teamIn(call).id).map(tagOf)),
    },
    { method: 'GET', path: 'teams/{team}/tags/{tag}', options: [], handle: (call) => entity(call, tagOf(tagIn(call))) },
    {
      method: 'GET',
      path: 'teams/{team}/tags/{tag}/members',
      options: ['$top', '$skiptoken'],
      handle: (call) => collection(call, membersOf(call), { pageSize: 100, maxPageSize: 999 }),
    },
    {
      method: 'GET',
      path: 'teams/{team}/tags/{tag}/members/{tagMember}',
      options: [],
      handle: (call) => entity(call, memberOf(call)),
    },
    { method: 'POST', path: 'teams/{team}/tags', options: [], handle: create },
    { method: 'PATCH', path: 'teams/{team}/tags/{tag}', options: [], handle: update },
    { method: 'DELETE', path: 'teams/{team}/tags/{tag}', options: [], handle: remove },
    { method: 'POST', path: 'teams/{team}/tags/{tag}/members', options: [], handle: addMember },
    { method: 'DELETE', path: 'teams/{team}/tags/{tag}/members/{tagMember}', options: [], handle: removeMember },
  ],
};
