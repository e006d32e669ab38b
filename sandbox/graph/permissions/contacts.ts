import { readable } from './common.ts';
import type { Permission } from './permission.ts';

/**
 * Somebody else's address book is open to a person only when it was shared with them, and with a .Shared permission.
 * https://learn.microsoft.com/graph/outlook-get-shared-contacts-folders
 */
const read: Permission = {
  delegated: ['Contacts.Read', 'Contacts.ReadWrite', 'Contacts.Read.Shared', 'Contacts.ReadWrite.Shared'],
  others: ['Contacts.Read.Shared', 'Contacts.ReadWrite.Shared'],
  onlyShared: true,
  application: ['Contacts.Read', 'Contacts.ReadWrite'],
};
const write: Permission = {
  delegated: ['Contacts.ReadWrite', 'Contacts.ReadWrite.Shared'],
  others: ['Contacts.ReadWrite.Shared'],
  onlyShared: true,
  application: ['Contacts.ReadWrite'],
};

const under = (path: string, item: string): Record<string, Permission> => ({
  ...readable(path, read),
  [`POST ${path}`]: write,
  [`GET ${path}/${item}`]: read,
  [`PATCH ${path}/${item}`]: write,
  [`DELETE ${path}/${item}`]: write,
});

export const contactPermissions: Record<string, Permission> = {
  ...under('{user}/contacts', '{contact}'),
  ...under('{user}/contactFolders', '{folder}'),
  ...under('{user}/contactFolders/{folder}/contacts', '{contact}'),
  ...readable('{user}/contactFolders/{folder}/childFolders', read),
  'GET {user}/contactFolders/delta': read,
  'GET {user}/contactFolders/{folder}/contacts/delta': read,
  'POST {user}/contactFolders/{folder}/childFolders': write,
};
