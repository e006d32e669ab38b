import type { GroupRow, UserRow } from '../../../tenant/model.ts';
import type { Feed } from '../../delta/feed.ts';
import { groupIn } from '../../directory/find.ts';
import { itemOf } from '../../drive/find.ts';
import { driveTables, type ItemRow } from '../../drive/model.ts';
import { groupOf, userOf } from '../../shapes.ts';
import type { Kind } from './kind.ts';

const directory = {
  service: 'directory',
  changeTypes: ['created', 'updated', 'deleted'],
  longest: 41_760,
  about: ({ tenant }) => ({ organizationId: tenant.id }),
} as const satisfies Partial<Kind>;

const readUsers = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const users = (path: string): Kind => ({
  ...directory,
  path,
  type: 'user',
  name: 'User',
  delegated: readUsers,
  application: readUsers,
  feed({ tenant, target }): Feed<UserRow> {
    const table = tenant.tables.users;
    const { userId } = target;
    return {
      name: 'users',
      table,
      rows: () => table.all(),
      items: (row) =>
        userId === undefined || row.id === userId
          ? // What is kept of somebody besides, a password or a mailbox's settings, is not the directory's.
            [{ id: row.id, mark: () => JSON.stringify([userOf(row), row.managerId]), body: () => userOf(row) }]
          : [],
    };
  },
  locate: (_, id) => `Users/${id}`,
});

const readGroups = ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
/** @param markOf what has to be another one, to be a change */
const groups = (path: string, markOf: (row: GroupRow) => unknown): Kind => ({
  ...directory,
  path,
  type: 'group',
  name: 'Group',
  delegated: readGroups,
  application: readGroups,
  ...(path.includes('{group}') && { open: (call) => ({ group: groupIn(call).id }) }),
  feed({ tenant, target }): Feed<GroupRow> {
    const table = tenant.tables.groups;
    const { group } = target.params;
    return {
      name: 'groups',
      table,
      rows: () => table.all(),
      items: (row) =>
        group === undefined || row.id === group
          ? [{ id: row.id, mark: () => JSON.stringify(markOf(row)), body: () => groupOf(row) }]
          : [],
    };
  },
  locate: (_, id) => `Groups/${id}`,
});

const writeFiles = ['Files.ReadWrite', 'Files.ReadWrite.All', 'Sites.ReadWrite.All'];
/** Of a drive it is told that something has changed; what, its delta says. */
const drive = (path: string): Kind => ({
  path,
  service: 'drive',
  type: 'driveItem',
  name: 'DriveItem',
  delegated: writeFiles,
  application: writeFiles.slice(1),
  changeTypes: ['updated'],
  longest: 42_300,
  open: (call) => ({ drive: itemOf({ ...call, params: { ...call.params, item: 'root' } }).driveId }),
  feed({ tenant, target: { params } }): Feed<ItemRow> {
    const { items } = driveTables(tenant);
    return {
      name: 'driveItems',
      table: items,
      rows: () => items.by('drive', params.drive ?? ''),
      items: (row) => (row.driveId === params.drive ? [{ id: row.driveId, body: () => ({}) }] : []),
    };
  },
  locate: () => '',
});

/** The directory, and drives. https://learn.microsoft.com/graph/change-notifications-overview#supported-resources */
export const directoryKinds: Kind[] = [
  users('users'),
  users('{user}'),
  groups('groups', (row) => row),
  groups('groups/{group}', (row) => row),
  groups('groups/{group}/members', (row) => row.memberIds),
  groups('groups/{group}/owners', (row) => row.ownerIds),
  drive('{user}/drive/root'),
  drive('drives/{drive}/root'),
  drive('groups/{group}/drive/root'),
];
