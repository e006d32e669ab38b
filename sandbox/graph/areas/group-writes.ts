import { randomUUID } from 'node:crypto';
import { isMicrosoft365 } from '../../tenant/groups.ts';
import type { GroupRow } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { type Area, type GraphCall, GraphFailure, type GraphReply, type Route } from '../area.ts';
import { keepGroup } from '../directory/deleted.ts';
import { groupIn, noResource } from '../directory/find.ts';
import { badGroup, readChanges, readGroup, readReference, referredId } from '../directory/group-input.ts';
import { entity } from '../odata-reply.ts';
import { photosOf } from '../photos/store.ts';
import { groupOf } from '../shapes.ts';

type List = 'memberIds' | 'ownerIds';
const names: Record<List, string> = { memberIds: 'members', ownerIds: 'owners' };

/**
 * The group of the path, to be changed: with a signed-in person only by its owners and by administrators.
 * @throws GraphFailure 403 for everybody else
 */
function changeable(call: GraphCall): GroupRow {
  const group = groupIn(call);
  const { me } = call;
  if (me && !me.isAdmin && !group.ownerIds.includes(me.id))
    throw new GraphFailure(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  return group;
}

/**
 * Who an address stands for, to be in a group.
 * @throws GraphFailure 404 for nobody, 400 for a group where only people can be: among owners, and in a Microsoft 365 group
 */
function referred({ tables: { users, groups } }: Tenant, group: Pick<GroupRow, 'kind'>, list: List, address: string) {
  const id = referredId(address);
  const user = users.get(id) ?? users.by('upn', id.toLowerCase())[0];
  if (user) return user.id;
  if (!groups.has(id)) throw noResource(id);
  const onlyPeople = list === 'ownerIds' || isMicrosoft365(group as GroupRow);
  if (onlyPeople) throw badGroup(`A group cannot be among the ${names[list]} of this group.`);
  return id;
}

/** @throws GraphFailure 400 when somebody is in it already */
function added({ tenant }: GraphCall, group: GroupRow, list: List, addresses: readonly string[]): GroupRow {
  const ids = addresses.map((address) => referred(tenant, group, list, address));
  if (ids.some((id, i) => group[list].includes(id) || id === group.id || ids.indexOf(id) < i))
    throw badGroup(
      `One or more added object references already exist for the following modified properties: '${names[list]}'.`,
    );
  return { ...group, [list]: [...group[list], ...ids] };
}

/** Whoever makes a group and names no owners is its owner. https://learn.microsoft.com/graph/api/group-post-groups */
function create(call: GraphCall): GraphReply {
  const { tenant, me } = call;
  const input = readGroup(call);
  const mail = input.kind === 'microsoft365' ? `${input.mailNickname}@${tenant.domain}` : null;
  const taken =
    mail &&
    (tenant.tables.groups.by('mail', mail.toLowerCase())[0] ?? tenant.tables.users.by('upn', mail.toLowerCase())[0]);
  if (taken) throw badGroup('Another object with the same value for property mailNickname already exists.');
  const empty: GroupRow = {
    id: randomUUID(),
    displayName: input.displayName,
    description: input.description ?? '',
    mail,
    kind: input.kind,
    nickname: input.mailNickname,
    visibility: input.visibility ?? 'Public',
    createdDateTime: `${tenant.clock.now().toISOString().slice(0, 19)}Z`,
    memberIds: [],
    ownerIds: [],
    isTeam: false,
  };
  const withMembers = added(call, empty, 'memberIds', input['members@odata.bind']);
  const group = added(call, withMembers, 'ownerIds', input['owners@odata.bind']);
  const ownerIds = group.ownerIds.length === 0 && me ? [me.id] : group.ownerIds;
  return entity(call, groupOf(tenant.tables.groups.put({ ...group, ownerIds })), { status: 201 });
}

/** https://learn.microsoft.com/graph/api/group-update */
function update(call: GraphCall): GraphReply {
  const group = changeable(call);
  const { mailNickname, description, displayName, visibility, 'members@odata.bind': bound = [] } = readChanges(call);
  call.tenant.tables.groups.put({
    ...added(call, group, 'memberIds', bound),
    ...(displayName !== undefined && { displayName }),
    ...(description !== undefined && { description: description ?? '' }),
    ...(mailNickname !== undefined && { nickname: mailNickname }),
    ...(visibility && { visibility }),
  });
  return { status: 204 };
}

/** With its team, and out of all groups that it was in. https://learn.microsoft.com/graph/api/group-delete */
export function deleteGroup(call: GraphCall): GraphReply {
  const group = changeable(call);
  const { id } = group;
  const { groups, channels } = call.tenant.tables;
  const memberOf = groups.by('member', id);
  if (isMicrosoft365(group))
    keepGroup(
      call.tenant,
      group,
      memberOf.map((around) => around.id),
    );
  for (const around of memberOf)
    groups.put({ ...around, memberIds: around.memberIds.filter((member) => member !== id) });
  for (const channel of channels.by('team', id)) channels.delete(channel.id);
  photosOf(call.tenant).delete(id);
  groups.delete(id);
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/group-post-members, https://learn.microsoft.com/graph/api/group-post-owners */
const addTo =
  (list: List) =>
  (call: GraphCall): GraphReply => {
    call.tenant.tables.groups.put(added(call, changeable(call), list, [readReference(call)]));
    return { status: 204 };
  };

/** https://learn.microsoft.com/graph/api/group-delete-members, https://learn.microsoft.com/graph/api/group-delete-owners */
const removeFrom =
  (list: List) =>
  (call: GraphCall): GraphReply => {
    const group = changeable(call);
    const { object = '' } = call.params;
    if (!group[list].includes(object)) throw noResource(object);
    const left = group[list].filter((id) => id !== object);
    if (list === 'ownerIds' && left.length === 0)
      throw badGroup('The group must have at least one owner, hence this owner cannot be removed.');
    call.tenant.tables.groups.put({ ...group, [list]: left });
    return { status: 204 };
  };

const referenceRoutes = (list: List): Route[] => [
  { method: 'POST', path: `groups/{group}/${names[list]}/$ref`, options: [], handle: addTo(list) },
  { method: 'DELETE', path: `groups/{group}/${names[list]}/{object}/$ref`, options: [], handle: removeFrom(list) },
];

/** Groups, to make, change and take away, and who is in them. https://learn.microsoft.com/graph/api/resources/group */
export const groupWrites: Area = {
  name: 'group writes',
  workload: 'directory',
  routes: [
    { method: 'POST', path: 'groups', options: [], handle: create },
    { method: 'PATCH', path: 'groups/{group}', options: [], handle: update },
    { method: 'DELETE', path: 'groups/{group}', options: [], handle: deleteGroup },
    ...referenceRoutes('memberIds'),
    ...referenceRoutes('ownerIds'),
  ],
};
