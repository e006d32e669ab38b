import { z } from 'zod';
import { groupsAround } from '../../tenant/groups.ts';
import type { UserRow } from '../../tenant/model.ts';
import { type Area, type GraphCall, GraphFailure, type GraphReply } from '../area.ts';
import { noResource } from '../directory/find.ts';
import { counted, relationRoutes } from '../directory/related.ts';
import { entity } from '../odata-reply.ts';
import { groupObject, userDefaults, userObject } from '../shapes.ts';

/** How people of the directory hang together: manager, reports, groups. */
export const relations: Area = {
  name: 'relations',
  workload: 'directory',
  routes: [
    { method: 'GET', path: '{user}/manager', handle: manager },
    { method: 'PUT', path: '{user}/manager/$ref', options: [], handle: setManager },
    { method: 'DELETE', path: '{user}/manager/$ref', options: [], handle: removeManager },
    ...relationRoutes('{user}/directReports', ({ tenant, user }) => ({
      users: tenant.tables.users.by('manager', user.id),
    })),
    ...relationRoutes('{user}/memberOf', ({ tenant, user }) => ({
      groups: tenant.tables.groups.by('member', user.id),
    })),
    ...relationRoutes('{user}/transitiveMemberOf', ({ tenant, user }) => ({ groups: groupsAround(tenant, user.id) })),
    ...relationRoutes('{user}/ownedObjects', ({ tenant, user }) => ({
      groups: [...tenant.tables.groups.all()].filter((group) => group.ownerIds.includes(user.id)),
    })),
    { method: 'GET', path: '{user}/memberOf/{object}', handle: membership },
    {
      method: 'GET',
      path: '{user}/transitiveReports/$count',
      options: [],
      handle: (call) => counted(call, reportsBelow(call).map(userObject)),
    },
    // Devices, sponsors of guests and what applications have made are not kept: nobody has any.
    ...['sponsors', 'createdObjects', 'ownedDevices', 'registeredDevices'].flatMap((name) =>
      relationRoutes(`{user}/${name}`, () => ({})).filter(({ path }) => path.endsWith(name)),
    ),
  ],
};

/** Everybody who works for somebody, at any depth. https://learn.microsoft.com/graph/api/user-get-transitivereports */
function reportsBelow({ tenant, user }: GraphCall): UserRow[] {
  const found = new Set(tenant.tables.users.by('manager', user.id));
  // A set is gone through with what comes into it on the way.
  for (const row of found) for (const report of tenant.tables.users.by('manager', row.id)) found.add(report);
  return [...found];
}

function manager(call: GraphCall): GraphReply {
  const found = call.tenant.tables.users.get(call.user.managerId ?? '');
  if (!found) throw noResource('manager');
  return entity(call, userObject(found), { defaults: userDefaults });
}

const reference = z.object({ '@odata.id': z.string() });

/** https://learn.microsoft.com/graph/api/user-post-manager */
function setManager({ tenant, user, body }: GraphCall): GraphReply {
  const { users } = tenant.tables;
  const read = reference.safeParse(body);
  const [, id] = /\/(?:users|directoryObjects)(?:\/|\(')([^/')]+)/i.exec(read.data?.['@odata.id'] ?? '') ?? [];
  if (id === undefined)
    throw new GraphFailure(400, 'Request_BadRequest', "The property '@odata.id' must be the address of a user.");
  const found = users.get(id) ?? users.by('upn', decodeURIComponent(id).toLowerCase())[0];
  if (!found) throw noResource(id);
  users.put({ ...user, managerId: found.id });
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/user-delete-manager */
function removeManager({ tenant, user }: GraphCall): GraphReply {
  if (user.managerId === null) throw noResource('manager');
  tenant.tables.users.put({ ...user, managerId: null });
  return { status: 204 };
}

function membership(call: GraphCall): GraphReply {
  const id = call.params.object ?? '';
  const found = call.tenant.tables.groups.by('member', call.user.id).find((group) => group.id === id);
  if (!found) throw noResource(id);
  return entity(call, groupObject(found));
}
