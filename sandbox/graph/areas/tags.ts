import type { Area, GraphCall } from '../area.ts';
import { notFound } from '../messages/faults.ts';
import { teamIn } from '../messages/place.ts';
import { type TagRow, tagId, tagsOf } from '../messages/tags.ts';
import { collection, entity } from '../odata-reply.ts';

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

const page = { pageSize: 100, maxPageSize: 999 };

/** The tags of teams, to read. https://learn.microsoft.com/graph/api/resources/teamworktag */
export const tags: Area = {
  name: 'tags',
  workload: 'teams',
  routes: [
    {
      method: 'GET',
      path: 'teams/{team}/tags',
      options: ['$filter', '$top', '$skiptoken'],
      handle: (call) => collection(call, tagsOf(call.tenant).by('team', teamIn(call).id).map(tagOf), page),
    },
    { method: 'GET', path: 'teams/{team}/tags/{tag}', options: [], handle: (call) => entity(call, tagOf(tagIn(call))) },
    {
      method: 'GET',
      path: 'teams/{team}/tags/{tag}/members',
      options: ['$top', '$skiptoken'],
      handle: (call) => collection(call, membersOf(call), page),
    },
    {
      method: 'GET',
      path: 'teams/{team}/tags/{tag}/members/{tagMember}',
      options: [],
      handle: (call) => entity(call, memberOf(call)),
    },
  ],
};
