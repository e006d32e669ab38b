import { extensionsUnder, readable } from './common.ts';
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
  [`POST ${path}/${item}/permanentDelete`]: withSource(write, 'contact-permanentdelete'),
});
const withSource = (permission: Permission, page: string): Permission => ({
  ...permission,
  source: `https://learn.microsoft.com/graph/api/${page}`,
});

/** A contact's picture: https://learn.microsoft.com/graph/api/profilephoto-get */
const photoOf = (contact: string): Record<string, Permission> => ({
  [`GET ${contact}/photo`]: read,
  [`GET ${contact}/photo/$value`]: withSource(read, 'profilephoto-get'),
  [`PUT ${contact}/photo/$value`]: withSource(write, 'profilephoto-update'),
  [`PATCH ${contact}/photo/$value`]: withSource(write, 'profilephoto-update'),
  [`DELETE ${contact}/photo/$value`]: withSource(write, 'profilephoto-delete'),
});

const sourced = (all: Record<string, Permission>, page: string): Record<string, Permission> =>
  Object.fromEntries(Object.entries(all).map(([key, permission]) => [key, withSource(permission, page)]));

export const contactPermissions: Record<string, Permission> = {
  ...under('{user}/contacts', '{contact}'),
  ...under('{user}/contactFolders', '{folder}'),
  ...under('{user}/contactFolders/{folder}/contacts', '{contact}'),
  ...sourced(under('{user}/contactFolders/{parent}/childFolders/{folder}/contacts', '{contact}'), 'contact-get'),
  ...photoOf('{user}/contacts/{contact}'),
  ...photoOf('{user}/contactFolders/{folder}/contacts/{contact}'),
  ...extensionsUnder('{user}/contacts/{contact}', read, write),
  ...extensionsUnder('{user}/contactFolders/{folder}/contacts/{contact}', read, write),
  ...sourced(
    {
      'GET {user}/contactFolders/{parent}/childFolders/{folder}': read,
      'PATCH {user}/contactFolders/{parent}/childFolders/{folder}': write,
      'DELETE {user}/contactFolders/{parent}/childFolders/{folder}': write,
      'POST {user}/contactFolders/{parent}/childFolders/{folder}/permanentDelete': write,
    },
    'contactfolder-get',
  ),
  ...readable('{user}/contactFolders/{folder}/childFolders', read),
  'GET {user}/contactFolders/delta': read,
  'GET {user}/contactFolders/{folder}/contacts/delta': read,
  'POST {user}/contactFolders/{folder}/childFolders': write,
};
