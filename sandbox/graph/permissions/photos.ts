import type { Permission } from './permission.ts';

const profilePhoto = ['ProfilePhoto.Read.All', 'ProfilePhoto.ReadWrite.All'];
const everybody = ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All'];
const user: Permission = {
  delegated: ['User.Read', 'User.ReadWrite', ...everybody, ...profilePhoto],
  others: [...everybody, ...profilePhoto],
  application: [...everybody, ...profilePhoto],
};
/** Somebody else's takes an app of its own, or the permission for everybody's. */
const writeUser: Permission = {
  delegated: ['User.ReadWrite', 'ProfilePhoto.ReadWrite.All'],
  others: ['ProfilePhoto.ReadWrite.All'],
  application: ['User.ReadWrite.All', 'ProfilePhoto.ReadWrite.All'],
};
const group: Permission = {
  delegated: ['Group.Read.All', ...profilePhoto],
  application: ['Group.Read.All', ...profilePhoto],
};
const writeGroup: Permission = {
  delegated: ['Group.ReadWrite.All', 'ProfilePhoto.ReadWrite.All'],
  application: ['Group.ReadWrite.All', 'ProfilePhoto.ReadWrite.All'],
};
const team: Permission = {
  delegated: ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'],
  application: ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'],
};

/** The reference leaves the bytes out; they take what the photo takes. */
const read = 'https://learn.microsoft.com/graph/api/profilephoto-get';
const write = 'https://learn.microsoft.com/graph/api/profilephoto-update';

const photosOf = (path: string, reading: Permission, writing: Permission): Record<string, Permission> => ({
  [`GET ${path}/photo`]: reading,
  [`GET ${path}/photos`]: reading,
  [`GET ${path}/photos/{size}`]: { ...reading, source: read },
  [`GET ${path}/photo/$value`]: { ...reading, source: read },
  [`GET ${path}/photos/{size}/$value`]: { ...reading, source: read },
  [`PUT ${path}/photo/$value`]: { ...writing, source: write },
  [`PATCH ${path}/photo/$value`]: { ...writing, source: write },
  [`DELETE ${path}/photo/$value`]: { ...writing, source: 'https://learn.microsoft.com/graph/api/profilephoto-delete' },
});

/** Pictures of people, groups and teams. */
export const photoPermissions: Record<string, Permission> = {
  ...photosOf('{user}', user, writeUser),
  ...photosOf('groups/{group}', group, writeGroup),
  'GET teams/{team}/photo': { ...team, source: read },
  'GET teams/{team}/photo/$value': { ...team, source: read },
};
