import { type Area, type GraphCall, GraphFailure } from '../area.ts';
import { collection, entity } from '../odata-reply.ts';
import { groupOf, userDefaults, userOf } from '../shapes.ts';

const user = (row: Parameters<typeof userOf>[0]) => ({ '@odata.type': '#microsoft.graph.user', ...userOf(row) });

function memberOf(call: GraphCall) {
  const groups = call.tenant.tables.groups.by('member', call.user.id);
  const items = groups.map((row) => ({ '@odata.type': '#microsoft.graph.group', ...groupOf(row) }));
  return collection(call, items, { pageSize: 100, maxPageSize: 999 });
}

/** How people of the directory hang together: manager, reports, groups. */
export const relations: Area = {
  name: 'relations',
  workload: 'directory',
  routes: [
    {
      method: 'GET',
      path: '{user}/manager',
      handle(call) {
        const manager = call.tenant.tables.users.get(call.user.managerId ?? '');
        if (!manager)
          throw new GraphFailure(
            404,
            'Request_ResourceNotFound',
            "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
          );
        return entity(call, user(manager), { defaults: userDefaults });
      },
    },
    {
      method: 'GET',
      path: '{user}/directReports',
      options: ['$select', '$filter', '$orderby', '$top', '$count', '$skiptoken'],
      handle: (call) =>
        collection(call, call.tenant.tables.users.by('manager', call.user.id).map(user), {
          pageSize: 100,
          maxPageSize: 999,
          defaults: userDefaults,
        }),
    },
    {
      method: 'GET',
      path: '{user}/memberOf',
      options: ['$select', '$filter', '$orderby', '$top', '$count', '$skiptoken'],
      handle: memberOf,
    },
    {
      method: 'GET',
      path: '{user}/transitiveMemberOf',
      options: ['$select', '$filter', '$orderby', '$top', '$count', '$skiptoken'],
      // No group of the sandbox is a member of another: the way through groups ends at the first.
      handle: memberOf,
    },
  ],
};
