import type { GroupRow } from '../../tenant/model.ts';
import { type Area, type GraphCall, GraphFailure, type GraphReply, type ODataOption } from '../area.ts';
import { collection, entity } from '../odata-reply.ts';
import { searchMatcher } from '../search.ts';
import { groupOf, userDefaults, userOf } from '../shapes.ts';

const page = { pageSize: 100, maxPageSize: 999 };
const options: ODataOption[] = ['$select', '$filter', '$orderby', '$top', '$count', '$search', '$skiptoken'];

/** Microsoft 365 groups. https://learn.microsoft.com/graph/api/resources/group */
export const groups: Area = {
  name: 'groups',
  workload: 'directory',
  routes: [
    {
      method: 'GET',
      path: 'groups',
      options,
      handle(call) {
        const all = [...call.tenant.tables.groups.all()].map(groupOf);
        const { search } = call.query;
        return collection(call, search === undefined ? all : all.filter(searchMatcher(search)), page);
      },
    },
    { method: 'GET', path: 'groups/{group}', handle: one },
    {
      method: 'GET',
      path: 'groups/{group}/members',
      options,
      handle: (call) => members(call, groupIn(call).memberIds),
    },
    { method: 'GET', path: 'groups/{group}/owners', options, handle: (call) => members(call, groupIn(call).ownerIds) },
  ],
};

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
  const group = groupOf(groupIn(call));
  if (!call.query.select?.some((name) => name in keptByExchange)) return entity(call, group);
  const reply = entity(call, { ...group, ...keptByExchange });
  // Unlike what the directory keeps, they bring the id with them.
  return { ...reply, body: { ...(reply.body as Record<string, unknown>), id: group.id } };
}

function groupIn(call: GraphCall): GroupRow {
  const id = call.params.group ?? '';
  const found = call.tenant.tables.groups.get(id);
  if (!found)
    throw new GraphFailure(
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    );
  return found;
}

function members(call: GraphCall, ids: string[]) {
  const { users } = call.tenant.tables;
  const all = ids.flatMap((id) => {
    const row = users.get(id);
    return row ? [{ '@odata.type': '#microsoft.graph.user', ...userOf(row) }] : [];
  });
  const { search } = call.query;
  const items: Record<string, unknown>[] = search === undefined ? all : all.filter(searchMatcher(search));
  return collection(call, items, { ...page, defaults: userDefaults });
}
