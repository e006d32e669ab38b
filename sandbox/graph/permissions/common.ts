import type { Permission } from './permission.ts';

/** Permissions that open many places. */
export const directory = ['Directory.Read.All', 'Directory.ReadWrite.All'];
export const usersAll = ['User.Read.All', 'User.ReadWrite.All', ...directory];
export const own = ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All', ...usersAll];
export const groups = ['GroupMember.Read.All', 'Group.ReadBasic.All', 'Group.Read.All', 'Group.ReadWrite.All'];

/** A list and its number, of which the permission reference says nothing. https://learn.microsoft.com/graph/query-parameters#count */
export const readable = (path: string, permission: Permission): Record<string, Permission> => ({
  [`GET ${path}`]: permission,
  [`GET ${path}/$count`]: { ...permission, source: 'https://learn.microsoft.com/graph/query-parameters#count' },
});

/** The attachments of a message or an event: who reads it reads them, who writes it adds some. */
export const attachmentsUnder = (path: string, read: Permission, write: Permission): Record<string, Permission> => {
  const source = 'https://learn.microsoft.com/graph/api/attachment-get';
  const all = `${path}/attachments`;
  const [reading, writing] = [read, write].map((permission) => ({ ...permission, source })) as [Permission, Permission];
  return {
    [`GET ${all}`]: reading,
    [`POST ${all}`]: writing,
    [`POST ${all}/createUploadSession`]: writing,
    [`GET ${all}/{attachment}`]: reading,
    [`GET ${all}/{attachment}/$value`]: reading,
    [`DELETE ${all}/{attachment}`]: writing,
  };
};

/** Open extensions: who reads what they stand at reads them. https://learn.microsoft.com/graph/api/opentypeextension-get */
export const extensionsUnder = (path: string, read: Permission, write: Permission): Record<string, Permission> => {
  const source = 'https://learn.microsoft.com/graph/api/opentypeextension-post-opentypeextension#permissions';
  const all = `${path}/extensions`;
  const [reading, writing] = [read, write].map((permission) => ({ ...permission, source })) as [Permission, Permission];
  return {
    [`GET ${all}`]: reading,
    [`POST ${all}`]: writing,
    [`GET ${all}/{extension}`]: reading,
    [`PATCH ${all}/{extension}`]: writing,
    [`DELETE ${all}/{extension}`]: writing,
  };
};
