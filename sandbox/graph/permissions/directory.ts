import { directory, groups, own, usersAll } from './common.ts';
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
const readPhoto: Permission = {
  delegated: ['User.Read', 'User.ReadBasic.All', 'ProfilePhoto.Read.All', 'ProfilePhoto.ReadWrite.All'],
  others: ['User.ReadBasic.All', 'ProfilePhoto.Read.All', 'ProfilePhoto.ReadWrite.All'],
  application: ['User.Read.All', 'User.ReadBasic.All', 'ProfilePhoto.Read.All', 'ProfilePhoto.ReadWrite.All'],
};
const readPhotoBytes: Permission = { ...readPhoto, source: 'https://learn.microsoft.com/graph/api/profilephoto-get' };
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

/** Users, groups and the organisation. */
export const directoryPermissions: Record<string, Permission> = {
  'GET {user}': readUser,
  'GET users': readUsers,
  'GET {user}/manager': { delegated: usersAll, application: usersAll },
  'GET {user}/directReports': { delegated: ['User.Read', ...usersAll], others: usersAll, application: usersAll },
  'GET {user}/memberOf': memberOf,
  'GET {user}/transitiveMemberOf': transitiveMemberOf,
  'GET {user}/photo': readPhoto,
  'GET {user}/photo/$value': readPhotoBytes,
  'GET {user}/photos/{size}/$value': readPhotoBytes,
  'GET {user}/people': {
    delegated: ['People.Read', 'People.Read.All'],
    others: ['People.Read.All'],
    application: ['People.Read.All'],
  },
  'GET groups': readGroup,
  'GET groups/{group}': readGroup,
  'GET groups/{group}/members': groupMembers,
  'GET groups/{group}/owners': groupOwners,
  'GET organization': {
    delegated: ['User.Read', 'User.Read.All', 'Organization.Read.All', 'Organization.ReadWrite.All', ...directory],
    application: ['User.Read.All', 'Organization.Read.All', 'Organization.ReadWrite.All', ...directory],
  },
  'GET organization/{organization}': { delegated: ['User.Read.All'], application: ['User.Read.All'] },
};
