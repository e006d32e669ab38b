import { listPermissions } from './lists.ts';
import type { Permission } from './permission.ts';

const filesWrite = ['Files.ReadWrite', 'Files.ReadWrite.All'];
const sitesRead = ['Sites.Read.All', 'Sites.ReadWrite.All'];
const allRead = ['Files.Read.All', 'Files.ReadWrite.All', ...sitesRead];
const allWrite = ['Files.ReadWrite.All', 'Sites.ReadWrite.All'];

const read: Permission = { delegated: ['Files.Read', 'Files.ReadWrite', ...allRead], application: allRead };
const write: Permission = { delegated: [...filesWrite, 'Sites.ReadWrite.All'], application: allWrite };
const readItem: Permission = {
  delegated: [...read.delegated, 'Group.Read.All', 'Group.ReadWrite.All'],
  application: [...allRead, 'Group.Read.All', 'Group.ReadWrite.All'],
};
/** The reference names one permission for apps without a person here: https://learn.microsoft.com/graph/api/driveitem-createuploadsession */
const uploadSession: Permission = { ...write, application: ['Sites.ReadWrite.All'] };
const ownDrive: Permission = { ...read, delegated: ['User.Read', ...read.delegated], others: read.delegated };
const readSites: Permission = { delegated: sitesRead, application: sitesRead };
/** Who follows needs no more than to read. */
const follow: Permission = read;
const documented = (permission: Permission, page: string): Permission => ({
  ...permission,
  source: `https://learn.microsoft.com/graph/api/${page}`,
});

/** The same drives are found by four paths. Sites.Selected has no way through `me`. */
export const driveRoots = ['{user}/drive', 'drives/{drive}', 'groups/{group}/drive', 'sites/{site}/drive'] as const;

const itemsUnder = (root: string): Record<string, Permission> => {
  const item = `${root}/items/{item}`;
  return {
    [`GET ${item}`]: readItem,
    [`PATCH ${item}`]: write,
    [`DELETE ${item}`]: write,
    [`GET ${item}/children`]: read,
    [`POST ${item}/children`]: write,
    [`GET ${item}/content`]: read,
    [`PUT ${item}/content`]: write,
    [`POST ${item}/createUploadSession`]: uploadSession,
    [`POST ${item}/copy`]: write,
    [`POST ${item}/checkout`]: write,
    [`POST ${item}/checkin`]: write,
    [`POST ${item}/discardCheckout`]: documented(write, 'driveitem-discardcheckout'),
    [`GET ${item}/thumbnails`]: read,
    ...Object.fromEntries(
      ['', '/small', '/medium', '/large', '/small/content', '/medium/content', '/large/content'].map((size) => [
        `GET ${item}/thumbnails/{thumb}${size}`,
        documented(read, 'driveitem-list-thumbnails'),
      ]),
    ),
    [`GET ${item}/versions`]: read,
    [`GET ${item}/versions/{version}`]: read,
    [`GET ${item}/versions/{version}/content`]: read,
    [`POST ${item}/versions/{version}/restoreVersion`]: write,
    [`POST ${item}/createLink`]: write,
    [`POST ${item}/invite`]: write,
    [`GET ${item}/permissions`]: read,
    [`GET ${item}/permissions/{permission}`]: read,
    [`PATCH ${item}/permissions/{permission}`]: write,
    [`DELETE ${item}/permissions/{permission}`]: write,
    [`POST ${item}/follow`]: follow,
    [`POST ${item}/unfollow`]: documented(follow, 'driveitem-unfollow'),
    [`POST ${item}/preview`]: read,
    [`POST ${item}/permanentDelete`]: documented(write, 'driveitem-permanentdelete'),
    [`GET ${item}/listItem`]: documented(read, 'listitem-get'),
    [`GET ${item}/listItem/fields`]: documented(read, 'listitem-get'),
    [`PATCH ${item}/listItem/fields`]: documented(write, 'listitem-update'),
    [`GET ${root}/list`]: documented(readSites, 'list-get'),
    [`GET ${root}/root/delta`]: read,
    [`GET ${root}/root/delta(token={token})`]: documented(read, 'driveitem-delta'),
    [`GET ${root}/root/search(q={q})`]: read,
    [`GET ${root}/search(q={q})`]: documented(read, 'driveitem-search'),
  };
};

const selected = (table: Record<string, Permission>): Record<string, Permission> =>
  Object.fromEntries(
    Object.entries(table).map(([key, permission]) => [
      key,
      /^\w+ (drives|sites)\//.test(key) ? { ...permission, selected: true } : permission,
    ]),
  );

const grantSites: Permission = { delegated: [], application: ['Sites.FullControl.All'] };
const readShare: Permission = { delegated: write.delegated, application: allWrite };

/** OneDrive and SharePoint: drives, items, sites and search. */
export const drivePermissions: Record<string, Permission> = {
  ...selected({
    ...Object.assign({}, ...driveRoots.map(itemsUnder)),
    'GET drives/{drive}': read,
    'GET sites/{site}/drive': read,
    'GET sites/{site}/drives': read,
    'GET sites/{site}': readSites,
    'GET sites/{site}/sites': readSites,
    'GET sites/{site}/getByPath(path={path})': documented(readSites, 'site-getbypath'),
    ...listPermissions,
  }),
  'GET {user}/drive': ownDrive,
  'GET {user}/drives': ownDrive,
  'GET {user}/drive/recent': read,
  'GET {user}/drive/sharedWithMe': { delegated: allRead, application: allRead },
  'POST {user}/drive/items/{item}/restore': { delegated: [], application: ['Files.ReadWrite.All'] },
  'GET groups/{group}/drive': read,
  'GET groups/{group}/drives': read,
  'GET groups/{group}/sites/root': readSites,
  'GET sites': readSites,
  'GET {user}/drive/following': { ...read, application: allRead.slice(0, 2) },
  'GET {user}/drive/following/{followed}': documented(read, 'drive-list-following'),
  'DELETE {user}/drive/following/{followed}': follow,
  'GET sites/getAllSites': { delegated: [], application: sitesRead },
  'POST {user}/followedSites/add': { delegated: ['Sites.ReadWrite.All'], application: ['Sites.ReadWrite.All'] },
  'POST {user}/followedSites/remove': { delegated: ['Sites.ReadWrite.All'], application: ['Sites.ReadWrite.All'] },
  'GET {user}/followedSites': { delegated: sitesRead, application: [] },
  'GET sites/{site}/permissions': { delegated: ['Sites.FullControl.All'], application: ['Sites.FullControl.All'] },
  'POST sites/{site}/permissions': grantSites,
  'GET sites/{site}/permissions/{permission}': grantSites,
  'PATCH sites/{site}/permissions/{permission}': grantSites,
  'DELETE sites/{site}/permissions/{permission}': grantSites,
  'GET shares/{share}': readShare,
  'GET shares/{share}/driveItem': readShare,
  'GET shares/{share}/root': documented(readShare, 'shares-get'),
  'GET shares/{share}/permission': documented(readShare, 'shares-get'),
  'POST shares/{share}/permission/grant': { delegated: write.delegated, application: allWrite },
  'GET shares/{share}/driveItem/content': read,
  'GET shares/{share}/driveItem/children': documented(read, 'driveitem-list-children'),
  'POST shares/{share}/driveItem/preview': read,
  'POST search/query': {
    delegated: [
      'Files.Read.All',
      'Files.ReadWrite.All',
      ...sitesRead,
      'Mail.Read',
      'Mail.ReadWrite',
      'Calendars.Read',
      'Calendars.ReadWrite',
    ],
    application: ['Files.Read.All', 'Sites.Read.All'],
  },
};
