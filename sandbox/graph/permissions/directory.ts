import { directory, extensionsUnder, groups, own, usersAll } from './common.ts';
import type { Permission } from './permission.ts';

const readUser: Permission = {
  delegated: own,
  others: ['User.ReadBasic.All', ...usersAll],
  application: ['User.ReadBasic.All', ...usersAll],
};
const readUsers: Permission = { ...readUser, delegated: ['User.ReadBasic.All', ...usersAll] };
const memberOf: Permission = {
  delegated: ['User.Read', 'GroupMember.Read.All', 'Group.ReadBasic.All', ...directory],
  application: ['Group.ReadBasic.All', ...directory],
};
const transitiveMemberOf: Permission = {
  delegated: ['User.Read', 'User.Read.All', ...groups.slice(0, 3), ...directory],
  application: ['User.Read.All', ...groups.slice(0, 3), ...directory],
};
const readGroup: Permission = { delegated: [...groups, ...directory], application: [...groups, ...directory] };
const groupMembers: Permission = {
  delegated: [...groups, 'GroupMember.ReadWrite.All', 'Directory.Read.All'],
  application: [...groups, 'GroupMember.ReadWrite.All', 'Directory.Read.All'],
};
const withoutBasic = (list: string[]) => list.filter((scope) => scope !== 'Group.ReadBasic.All');
const groupOwners: Permission = {
  delegated: withoutBasic(groupMembers.delegated),
  application: withoutBasic(groupMembers.application),
};

/** A relation of a path: the list, and its number and what a cast leaves of it, of which the reference says nothing. */
const relation = (path: string, permission: Permission, page: string): Record<string, Permission> => {
  const documented = { ...permission, source: `https://learn.microsoft.com/graph/api/${page}` };
  const casts = ['/microsoft.graph.user', '/microsoft.graph.group'].flatMap((cast) => [cast, `${cast}/$count`]);
  return Object.fromEntries(['', '/$count', ...casts].map((suffix) => [`GET ${path}${suffix}`, documented]));
};

const askGroups = [
  ...directory,
  'Group.Read.All',
  'Group.ReadBasic.All',
  'Group.ReadWrite.All',
  'GroupMember.Read.All',
];
const askMembers: Permission = {
  delegated: [...askGroups, 'User.Read.All'],
  application: [...askGroups, 'User.Read.All'],
};
const askObjects: Permission = {
  ...askMembers,
  delegated: [...askMembers.delegated, 'User.Read'],
  others: askMembers.delegated,
};
const memberQuestions = (path: string): Record<string, Permission> => ({
  [`POST ${path}/getMemberGroups`]: askMembers,
  [`POST ${path}/checkMemberGroups`]: askMembers,
  [`POST ${path}/getMemberObjects`]: path === '{user}' ? askObjects : askMembers,
  [`POST ${path}/checkMemberObjects`]: path === '{user}' ? askObjects : askMembers,
});
/** The reference has them for people and for any object. */
const documentedQuestions = Object.fromEntries(
  Object.entries(memberQuestions('groups/{group}')).map(([route, permission]) => [
    route,
    { ...permission, source: 'https://learn.microsoft.com/graph/api/directoryobject-getmembergroups' },
  ]),
);
const anyObject: Permission = { delegated: directory, application: directory };
const setManager: Permission = {
  delegated: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  application: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  source: 'https://learn.microsoft.com/graph/api/user-post-manager',
};
const reports: Permission = { delegated: ['User.Read', ...usersAll], others: usersAll, application: usersAll };

const organization: Permission = {
  delegated: ['User.Read', 'User.Read.All', 'Organization.Read.All', 'Organization.ReadWrite.All', ...directory],
  application: ['User.Read.All', 'Organization.Read.All', 'Organization.ReadWrite.All', ...directory],
};

const writing = (delegated: string[], page?: string, application = delegated): Permission => ({
  delegated,
  application,
  ...(page && { source: `https://learn.microsoft.com/graph/api/${page}` }),
});
const writeGroups = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];
const writeMembers = ['GroupMember.ReadWrite.All', ...writeGroups];
const groupWrites: Record<string, Permission> = {
  'POST groups': writing(writeGroups, undefined, ['Group.Create', ...writeGroups]),
  'PATCH groups/{group}': writing(writeGroups),
  'DELETE groups/{group}': writing(['Group.ReadWrite.All']),
  'POST groups/{group}/members/$ref': writing(writeMembers, 'group-post-members'),
  'DELETE groups/{group}/members/{object}/$ref': writing(writeMembers, 'group-delete-members'),
  'POST groups/{group}/owners/$ref': writing(writeGroups, 'group-post-owners'),
  'DELETE groups/{group}/owners/{object}/$ref': writing(writeGroups, 'group-delete-owners'),
};

const writeUsers = ['User.ReadWrite.All', 'Directory.ReadWrite.All'];
const userWrites: Record<string, Permission> = {
  'POST users': writing(writeUsers),
  'PATCH {user}': { delegated: ['User.ReadWrite', ...writeUsers], others: writeUsers, application: writeUsers },
  'DELETE {user}': writing(['User.ReadWrite.All', 'User.DeleteRestore.All']),
  'POST {user}/revokeSignInSessions': {
    delegated: ['User.RevokeSessions.All', ...writeUsers],
    application: ['User.RevokeSessions.All', ...writeUsers],
  },
  'POST {user}/changePassword': {
    delegated: ['User-PasswordProfile.ReadWrite.All'],
    others: [],
    application: [],
    source: 'https://learn.microsoft.com/graph/api/user-changepassword',
  },
  'POST {user}/assignLicense': writing(['LicenseAssignment.ReadWrite.All', ...writeUsers]),
};

const readLicenses: Permission = {
  delegated: [
    'User.Read',
    'User.ReadWrite',
    'LicenseAssignment.Read.All',
    'LicenseAssignment.ReadWrite.All',
    ...usersAll,
  ],
  others: ['LicenseAssignment.Read.All', 'LicenseAssignment.ReadWrite.All', ...usersAll],
  application: ['LicenseAssignment.Read.All', 'LicenseAssignment.ReadWrite.All', ...usersAll],
  source: 'https://learn.microsoft.com/graph/api/user-list-licensedetails',
};
const readProducts = writing(
  ['LicenseAssignment.Read.All', 'Organization.Read.All', 'Organization.ReadWrite.All', ...directory],
  'subscribedsku-list',
);
const readDomains = writing(['Domain.Read.All', 'Domain.ReadWrite.All', ...directory], 'domain-list');
const deletedOf = (read: string[], write: string[]) => ({
  read: writing([...read, 'Directory.Read.All', 'Directory.ReadWrite.All'], 'directory-deleteditems-list'),
  write: writing([...write, 'Directory.ReadWrite.All'], 'directory-deleteditems-restore'),
});
const readDeleted = ['User.Read.All', 'User.ReadWrite.All', 'Group.Read.All', 'Group.ReadWrite.All'];
const deleted = deletedOf(readDeleted, ['User.ReadWrite.All', 'User.DeleteRestore.All', 'Group.ReadWrite.All']);
const deletedItems: Record<string, Permission> = {
  ...Object.fromEntries(
    ['microsoft.graph.user', 'microsoft.graph.group'].flatMap((cast) =>
      ['', '/$count'].map((suffix) => [
        `GET directory/deletedItems/${cast}${suffix}`,
        deletedOf(readDeleted.slice(...(cast.endsWith('user') ? [0, 2] : [2])), []).read,
      ]),
    ),
  ),
  'GET directory/deletedItems/{object}': deleted.read,
  'POST directory/deletedItems/{object}/restore': deleted.write,
  'DELETE directory/deletedItems/{object}': deleted.write,
};

/** Users, groups and the organisation. */
export const directoryPermissions: Record<string, Permission> = {
  ...extensionsUnder(
    '{user}',
    {
      delegated: ['User.Read', 'User.ReadWrite', 'User.Read.All', 'User.ReadWrite.All'],
      others: ['User.Read.All', 'User.ReadWrite.All'],
      application: ['User.Read.All', 'User.ReadWrite.All'],
    },
    {
      delegated: ['User.ReadWrite', 'User.ReadWrite.All'],
      others: ['User.ReadWrite.All'],
      application: ['User.ReadWrite.All'],
    },
  ),
  'GET {user}': readUser,
  'GET users': readUsers,
  'GET users/delta': { delegated: usersAll, application: usersAll },
  ...userWrites,
  ...deletedItems,
  'GET {user}/licenseDetails': readLicenses,
  'GET {user}/licenseDetails/{license}': readLicenses,
  'GET subscribedSkus': readProducts,
  'GET subscribedSkus/{sku}': readProducts,
  'GET domains': readDomains,
  'GET domains/{domain}': readDomains,
  'GET {user}/transitiveReports/$count': {
    delegated: ['User.Read', 'User.Read.All', ...directory.slice(0, 1)],
    others: ['User.Read.All', ...directory.slice(0, 1)],
    application: ['User.Read.All', ...directory.slice(0, 1)],
    source: 'https://learn.microsoft.com/graph/api/user-get-transitivereports',
  },
  ...Object.fromEntries(
    ['createdObjects', 'ownedDevices', 'registeredDevices'].map((name) => [
      `GET {user}/${name}`,
      { ...reports, source: `https://learn.microsoft.com/graph/api/user-list-${name.toLowerCase()}` },
    ]),
  ),
  'GET {user}/sponsors': {
    delegated: ['User.Read', 'User.Read.All', 'User.ReadWrite.All'],
    others: ['User.Read.All', 'User.ReadWrite.All'],
    application: ['User.Read.All', 'User.ReadWrite.All'],
  },
  'POST directoryObjects/getAvailableExtensionProperties': {
    delegated: ['Directory.Read.All'],
    application: ['Directory.Read.All'],
  },
  'GET {user}/manager': { delegated: usersAll, application: usersAll },
  'PUT {user}/manager/$ref': setManager,
  'DELETE {user}/manager/$ref': setManager,
  ...relation('{user}/directReports', reports, 'user-list-directreports'),
  ...relation('{user}/memberOf', memberOf, 'user-list-memberof'),
  ...relation('{user}/transitiveMemberOf', transitiveMemberOf, 'user-list-transitivememberof'),
  ...relation('{user}/ownedObjects', reports, 'user-list-ownedobjects'),
  'GET {user}/memberOf/{object}': { delegated: ['User.Read', 'User.Read.All'], application: ['User.Read.All'] },
  ...memberQuestions('{user}'),
  ...documentedQuestions,
  ...memberQuestions('directoryObjects/{object}'),
  'GET directoryObjects/{object}': anyObject,
  'DELETE directoryObjects/{object}': writing(
    ['User.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    'directoryobject-delete',
  ),
  'POST directoryObjects/getByIds': anyObject,
  'POST directoryObjects/validateProperties': {
    delegated: ['Group.Read.All', ...directory],
    application: ['Group.Read.All', ...directory],
  },
  'GET {user}/people': {
    delegated: ['People.Read', 'People.Read.All'],
    others: ['People.Read.All'],
    application: ['People.Read.All'],
  },
  'GET groups': readGroup,
  ...groupWrites,
  'GET groups/delta': { ...groupMembers, source: 'https://learn.microsoft.com/graph/api/group-delta' },
  'GET groups/{group}': readGroup,
  'GET groups/$count': { ...readGroup, source: 'https://learn.microsoft.com/graph/api/group-list' },
  'GET users/$count': { ...readUsers, source: 'https://learn.microsoft.com/graph/api/user-list' },
  ...relation('groups/{group}/members', groupMembers, 'group-list-members'),
  ...relation('groups/{group}/transitiveMembers', groupOwners, 'group-list-transitivemembers'),
  ...relation('groups/{group}/owners', groupOwners, 'group-list-owners'),
  ...relation('groups/{group}/memberOf', groupOwners, 'group-list-memberof'),
  ...relation('groups/{group}/transitiveMemberOf', groupOwners, 'group-list-transitivememberof'),
  'GET organization': organization,
  'GET organization/{organization}': { delegated: ['User.Read.All'], application: ['User.Read.All'] },
};
