import type { ChannelRow, GroupRow, UserRow } from '../../tenant/model.ts';
import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/** A person or a Microsoft 365 group that was deleted, with what goes and comes back with it. */
export interface DeletedRow extends Row {
  user?: UserRow;
  group?: GroupRow;
  /** Of a team. */
  channels: ChannelRow[];
  /** Groups that it was in, and that it owned. */
  memberOf: string[];
  ownerOf: string[];
  /** Whose manager it was. */
  reports: string[];
  /** ISO 8601 */
  deletedDateTime: string;
}

/** https://learn.microsoft.com/graph/api/resources/directory: after 30 days it is gone for good */
const keptFor = 30 * 86_400_000;

const tableOf = ({ store }: Tenant): Table<DeletedRow> => store.table<DeletedRow>('directory.deleted');

const time = (tenant: Tenant): string => `${tenant.clock.now().toISOString().slice(0, 19)}Z`;
const without = (ids: string[], id: string) => ids.filter((other) => other !== id);

/** What was deleted and can be brought back. */
export const deletedItems = (tenant: Tenant): DeletedRow[] =>
  [...tableOf(tenant).all()].filter(
    ({ deletedDateTime }) => Date.parse(deletedDateTime) + keptFor > tenant.clock.now().getTime(),
  );

export const deletedItem = (tenant: Tenant, id: string): DeletedRow | undefined =>
  deletedItems(tenant).find((row) => row.id === id);

export const forgetDeleted = (tenant: Tenant, id: string): boolean => tableOf(tenant).delete(id);

/** Takes it out of every group, and keeps which these were. */
function leaveGroups({ tables: { groups } }: Tenant, id: string): Pick<DeletedRow, 'memberOf' | 'ownerOf'> {
  const around = [...groups.all()].filter((row) => row.memberIds.includes(id) || row.ownerIds.includes(id));
  for (const row of around)
    groups.put({ ...row, memberIds: without(row.memberIds, id), ownerIds: without(row.ownerIds, id) });
  return {
    memberOf: around.filter((row) => row.memberIds.includes(id)).map((row) => row.id),
    ownerOf: around.filter((row) => row.ownerIds.includes(id)).map((row) => row.id),
  };
}

/** Deletes somebody: nobody can sign in as them any more. Their mailbox and files stay as long as they can come back. */
export function deleteUser(tenant: Tenant, user: UserRow): void {
  const { users } = tenant.tables;
  const reports = users.by('manager', user.id);
  for (const row of reports) users.put({ ...row, managerId: null });
  const groups = leaveGroups(tenant, user.id);
  users.delete(user.id);
  tableOf(tenant).put({
    id: user.id,
    user,
    channels: [],
    ...groups,
    reports: reports.map((row) => row.id),
    deletedDateTime: time(tenant),
  });
}

/** Deletes a Microsoft 365 group with its team; groups of other kinds do not come back, and are not kept. */
export function keepGroup(tenant: Tenant, group: GroupRow, memberOf: string[]): void {
  const channels = tenant.tables.channels.by('team', group.id);
  tableOf(tenant).put({
    id: group.id,
    group,
    channels,
    memberOf,
    ownerOf: [],
    reports: [],
    deletedDateTime: time(tenant),
  });
}

/** Brings it back as it was. */
export function restore(tenant: Tenant, { id, user, group, channels, memberOf, ownerOf, reports }: DeletedRow): void {
  const { users, groups, channels: table } = tenant.tables;
  if (user) users.put(user);
  if (group) groups.put(group);
  for (const channel of channels) table.put(channel);
  for (const around of new Set([...memberOf, ...ownerOf])) {
    const row = groups.get(around);
    if (row)
      groups.put({
        ...row,
        memberIds: memberOf.includes(around) ? [...row.memberIds, id] : row.memberIds,
        ownerIds: ownerOf.includes(around) ? [...row.ownerIds, id] : row.ownerIds,
      });
  }
  for (const report of reports) {
    const row = users.get(report);
    if (row && row.managerId === null) users.put({ ...row, managerId: id });
  }
  tableOf(tenant).delete(id);
}
