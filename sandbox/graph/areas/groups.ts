import { groupsAround, groupsInside, peopleIn } from '../../tenant/groups.ts';
import type { Area, GraphCall, GraphReply } from '../area.ts';
import { groupIn } from '../directory/find.ts';
import { counted, directoryPage, type Found, listOptions, relationRoutes } from '../directory/related.ts';
import { collection, entity } from '../odata-reply.ts';
import { searchMatcher } from '../search.ts';
import { groupObject, groupOf, userObject } from '../shapes.ts';

/** Groups of all four kinds. https://learn.microsoft.com/graph/api/resources/group */
export const groups: Area = {
  name: 'groups',
  workload: 'directory',
  routes: [
    { method: 'GET', path: 'groups', options: listOptions, handle: list },
    {
      method: 'GET',
      path: 'groups/$count',
      options: ['$filter', '$search'],
      handle: (call) => counted(call, all(call)),
    },
    { method: 'GET', path: 'groups/{group}', options: ['$select', '$expand'], handle: one },
    ...relationRoutes('groups/{group}/members', (call) => membersOf(call, groupIn(call).memberIds)),
    ...relationRoutes('groups/{group}/transitiveMembers', (call) => ({
      users: peopleIn(call.tenant, groupIn(call)),
      groups: groupsInside(call.tenant, groupIn(call)),
    })),
    ...relationRoutes('groups/{group}/owners', (call) => membersOf(call, groupIn(call).ownerIds)),
    ...relationRoutes('groups/{group}/memberOf', (call) => ({
      groups: call.tenant.tables.groups.by('member', groupIn(call).id),
    })),
    ...relationRoutes('groups/{group}/transitiveMemberOf', (call) => ({
      groups: groupsAround(call.tenant, groupIn(call).id),
    })),
  ],
};

function membersOf({ tenant: { tables } }: GraphCall, ids: string[]): Found {
  return {
    users: ids.flatMap((id) => tables.users.get(id) ?? []),
    groups: ids.flatMap((id) => tables.groups.get(id) ?? []),
  };
}

const all = (call: GraphCall) => [...call.tenant.tables.groups.all()].map((row) => resource(call, row));

function list(call: GraphCall): GraphReply {
  const { search } = call.query;
  return collection(call, search === undefined ? all(call) : all(call).filter(searchMatcher(search)), directoryPage);
}

/** The group, with its members or owners where they were asked for; of a relation that is expanded there are 20 at most. */
function resource(call: GraphCall, row: ReturnType<typeof groupIn>): Record<string, unknown> {
  const { expand = [], expandSelect = {} } = call.query;
  const lists: Record<string, () => string[]> = { members: () => row.memberIds, owners: () => row.ownerIds };
  const expanded = expand.flatMap((name) => {
    const ids = lists[name]?.();
    if (!ids) return [];
    const { users = [], groups: inside = [] } = membersOf(call, ids.slice(0, 20));
    const items = [...[...inside].map(groupObject), ...[...users].map(userObject)];
    const select = expandSelect[name];
    return [[name, select ? items.map((item) => only(item, select)) : items]];
  });
  return { ...groupOf(row), ...Object.fromEntries(expanded) };
}

const only = (item: Record<string, unknown>, names: string[]) =>
  Object.fromEntries(Object.entries(item).filter(([name]) => name === '@odata.type' || names.includes(name)));

/** Exchange keeps these: they come when they are selected. https://learn.microsoft.com/graph/api/group-get */
const keptByExchange = {
  allowExternalSenders: false,
  autoSubscribeNewMembers: false,
  hideFromAddressLists: false,
  hideFromOutlookClients: false,
  isSubscribedByMail: false,
  unseenCount: 0,
};

function one(call: GraphCall): GraphReply {
  const group = resource(call, groupIn(call));
  if (!call.query.select?.some((name) => name in keptByExchange)) return entity(call, group);
  const reply = entity(call, { ...group, ...keptByExchange });
  // Unlike what the directory keeps, they bring the id with them.
  return { ...reply, body: { ...(reply.body as Record<string, unknown>), id: group.id } };
}
