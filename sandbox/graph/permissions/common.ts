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
