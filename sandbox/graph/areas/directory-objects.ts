import { z } from 'zod';
import { groupsAround, isSecurityEnabled } from '../../tenant/groups.ts';
import { type Area, type GraphCall, GraphFailure, type GraphReply, type Route } from '../area.ts';
import { contextOf } from '../context.ts';
import { objectIn } from '../directory/find.ts';
import { collection, entity } from '../odata-reply.ts';
import { groupObject, userDefaults, userObject } from '../shapes.ts';
import { deleteGroup } from './group-writes.ts';
import { removeUser } from './user-writes.ts';

const badRequest = (message: string) => new GraphFailure(400, 'Request_BadRequest', message);

function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body ?? {});
  if (!read.success) {
    const [issue] = read.error.issues;
    throw badRequest(`Invalid value specified for property '${issue?.path.join('.') ?? ''}' of the request.`);
  }
  return read.data;
}

/** A list of ids: no entities, so nothing to select, filter or order. */
const ids = (call: GraphCall, value: string[]): GraphReply => ({
  body: { '@odata.context': contextOf(call, true), value },
});

const securityEnabledOnly = z.object({ securityEnabledOnly: z.boolean().nullish() });

/**
 * The groups that somebody is in, by way of others as well.
 * https://learn.microsoft.com/graph/api/directoryobject-getmembergroups
 */
function memberGroups(call: GraphCall): GraphReply {
  const { securityEnabledOnly: secure } = readBody(securityEnabledOnly, call.body);
  const { user, id } = objectIn(call);
  if (secure && !user)
    throw badRequest('The value true of securityEnabledOnly is supported for users and service principals only.');
  const groups = groupsAround(call.tenant, id).filter((group) => !secure || isSecurityEnabled(group));
  return ids(
    call,
    groups.map((group) => group.id),
  );
}

/** @param name of the property that holds the ids to be checked, at most 20 */
const check =
  (name: 'groupIds' | 'ids') =>
  (call: GraphCall): GraphReply => {
    const body = readBody(z.object({ [name]: z.array(z.string()) }), call.body);
    const wanted = body[name] ?? [];
    if (wanted.length > 20) throw badRequest(`The number of values in '${name}' must be at most 20.`);
    const inside = new Set(groupsAround(call.tenant, objectIn(call).id).map((group) => group.id));
    return ids(
      call,
      wanted.filter((id) => inside.has(id)),
    );
  };

const byIds = z.object({ ids: z.array(z.string()).min(1).max(1000), types: z.array(z.string()).nullish() });

/** https://learn.microsoft.com/graph/api/directoryobject-getbyids */
function getByIds(call: GraphCall): GraphReply {
  const { ids: wanted, types } = readBody(byIds, call.body);
  const kinds = new Set((types ?? ['user', 'group']).map((type) => type.toLowerCase()));
  const any = kinds.has('directoryobject');
  const { users, groups } = call.tenant.tables;
  const found = wanted.flatMap((id) => {
    const [user, group] = [users.get(id), groups.get(id)];
    if (user && (any || kinds.has('user'))) return [userAlone(userObject(user))];
    return group && (any || kinds.has('group')) ? [groupObject(group)] : [];
  });
  return collection(call, found, { pageSize: 1000, context: 'directoryObjects' });
}

const shown = new Set<string>(['@odata.type', ...userDefaults]);
const userAlone = (user: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(user).filter(([name]) => shown.has(name)));

function one(call: GraphCall): GraphReply {
  const { user, group } = objectIn(call);
  if (group) return entity(call, groupObject(group));
  return user ? entity(call, userObject(user), { defaults: userDefaults }) : {};
}

/** A person or a group, as its own path deletes it. https://learn.microsoft.com/graph/api/directoryobject-delete */
function remove(call: GraphCall): GraphReply {
  const { user, group } = objectIn(call);
  if (group) return deleteGroup({ ...call, params: { group: group.id } });
  return user ? removeUser({ ...call, user }) : {};
}

const properties = z.object({
  entityType: z.literal('Group'),
  displayName: z.string().nullish(),
  mailNickname: z.string().nullish(),
  onBehalfOfUserId: z.string().nullish(),
});

/** No naming policy is set here: every name is in order. https://learn.microsoft.com/graph/api/directoryobject-validateproperties */
function validateProperties(call: GraphCall): GraphReply {
  readBody(properties, call.body);
  return { status: 204 };
}

const questions: [name: string, handle: Route['handle']][] = [
  ['getMemberGroups', memberGroups],
  // Directory roles and administrative units, which this answers with as well, are not kept here.
  ['getMemberObjects', memberGroups],
  ['checkMemberGroups', check('groupIds')],
  ['checkMemberObjects', check('ids')],
];

/** What all objects of the directory have in common. https://learn.microsoft.com/graph/api/resources/directoryobject */
export const directoryObjects: Area = {
  name: 'directoryObjects',
  workload: 'directory',
  routes: [
    { method: 'GET', path: 'directoryObjects/{object}', handle: one },
    { method: 'DELETE', path: 'directoryObjects/{object}', options: [], handle: remove },
    { method: 'POST', path: 'directoryObjects/getByIds', handle: getByIds },
    {
      method: 'POST',
      path: 'directoryObjects/getAvailableExtensionProperties',
      options: [],
      // Applications here have registered none.
      handle: (call) => ids(call, []),
    },
    { method: 'POST', path: 'directoryObjects/validateProperties', options: [], handle: validateProperties },
    ...['{user}', 'groups/{group}', 'directoryObjects/{object}'].flatMap((path) =>
      questions.map(([name, handle]): Route => ({ method: 'POST', path: `${path}/${name}`, options: [], handle })),
    ),
  ],
};
