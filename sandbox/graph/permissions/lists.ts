import type { Permission } from './permission.ts';

const both = (...scopes: string[]): Permission => ({ delegated: scopes, application: scopes });
const documented = (permission: Permission, page: string): Permission => ({
  ...permission,
  source: `https://learn.microsoft.com/graph/api/${page}`,
});

const read = both('Sites.Read.All', 'Sites.ReadWrite.All');
const readAll = both('Sites.Read.All', 'Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All');
const write = both('Sites.ReadWrite.All');
const manage = both('Sites.Manage.All', 'Sites.FullControl.All');
const files = ['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All'];
const site = 'sites/{site}';
const list = `${site}/lists/{list}`;
const item = `${list}/items/{item}`;

const columns = (root: string): Record<string, Permission> => ({
  [`GET ${root}/columns`]: readAll,
  [`POST ${root}/columns`]: manage,
  [`GET ${root}/columns/{column}`]: readAll,
  [`PATCH ${root}/columns/{column}`]: manage,
  [`DELETE ${root}/columns/{column}`]: manage,
  [`GET ${root}/contentTypes`]: documented(
    readAll,
    root === site ? 'site-list-contenttypes' : 'list-list-contenttypes',
  ),
  [`GET ${root}/contentTypes/{type}`]: documented(readAll, 'contenttype-get'),
});

/** SharePoint's lists, their columns and their items. */
export const listPermissions: Record<string, Permission> = {
  [`GET ${site}/lists`]: read,
  [`POST ${site}/lists`]: { delegated: ['Sites.Manage.All'], application: ['Sites.Manage.All', 'Sites.ReadWrite.All'] },
  [`GET ${list}`]: read,
  [`PATCH ${list}`]: documented(both('Sites.ReadWrite.All', 'Sites.Manage.All'), 'list-update'),
  [`DELETE ${list}`]: documented(both('Sites.ReadWrite.All', 'Sites.Manage.All'), 'list-delete'),
  [`GET ${list}/drive`]: documented(
    { delegated: ['Files.Read', 'Files.ReadWrite', ...files], application: files },
    'drive-get',
  ),
  ...columns(site),
  ...columns(list),
  [`GET ${site}/getApplicableContentTypesForList(listId={list})`]: documented(
    readAll,
    'site-getapplicablecontenttypesforlist',
  ),
  [`GET ${list}/items`]: read,
  [`POST ${list}/items`]: write,
  [`GET ${list}/items/delta`]: read,
  [`GET ${item}`]: read,
  [`PATCH ${item}`]: write,
  [`DELETE ${item}`]: write,
  [`GET ${item}/fields`]: documented(read, 'listitem-get'),
  [`PATCH ${item}/fields`]: write,
  [`GET ${item}/driveItem`]: { delegated: ['Files.Read', 'Files.ReadWrite', ...files], application: files },
  [`POST ${item}/createLink`]: {
    delegated: ['Files.ReadWrite', 'Files.ReadWrite.All', 'Sites.ReadWrite.All'],
    application: ['Files.ReadWrite.All', 'Sites.ReadWrite.All'],
  },
  [`GET ${item}/versions`]: read,
  [`GET ${item}/versions/{version}`]: read,
  [`POST ${item}/versions/{version}/restoreVersion`]: both(
    'Sites.ReadWrite.All',
    'Sites.Manage.All',
    'Sites.FullControl.All',
  ),
};
