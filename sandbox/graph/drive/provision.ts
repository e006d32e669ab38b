import { randomUUID } from 'node:crypto';
import { nicknameOf } from '../../tenant/groups.ts';
import type { ChannelRow, GroupRow, UserRow } from '../../tenant/model.ts';
import { seedId } from '../../tenant/seed/people.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { driveId, itemId } from './ids.ts';
import { type Actor, type DriveRow, driveTables, type PermissionRow, type SiteRow } from './model.ts';
import { nowIn, saveItem } from './state.ts';

const terabyte = 2 ** 40;
const since = '2024-01-15T08:00:00Z';

export interface NewSite extends Pick<SiteRow, 'hostname' | 'path' | 'name' | 'displayName' | 'description'> {
  groupId?: string;
  ownerId?: string;
  /** A private or shared channel of a team. */
  channelId?: string;
  /** Who may read it besides. */
  readerIds?: string[];
}

/** A site with its document library, or somebody's OneDrive. The same address gives the same ids in every sandbox. */
export function provisionSite(tenant: Tenant, { readerIds = [], ...about }: NewSite): DriveRow {
  const { sites, drives, permissions } = driveTables(tenant);
  const { hostname, path, ownerId, groupId, channelId } = about;
  const key = `${hostname}${path}`;
  const id = [hostname, seedId(`collection ${key}`), seedId(`web ${key}`)].join();
  const listId = seedId(`list ${key}`);
  const ofDrive = driveId(id, listId);
  sites.put({ id, ...about, createdDateTime: since });
  const by = ownerId ? { userId: ownerId } : {};
  const root = saveItem(tenant, {
    id: itemId(ofDrive, seedId(`root ${key}`)),
    driveId: ofDrive,
    parentId: null,
    name: 'root',
    isFolder: true,
    size: 0,
    createdBy: by,
    createdDateTime: since,
    lastModifiedBy: by,
    lastModifiedDateTime: since,
    version: 1,
    contentVersion: 1,
  });
  const grant = (name: string, more: Pick<PermissionRow, 'role'> & Partial<PermissionRow>) =>
    permissions.put({ id: seedId(`${name} ${key}`), itemId: root.id, memberIds: [], createdDateTime: since, ...more });
  if (ownerId) grant('owner', { role: 'owner', userId: ownerId });
  if (channelId) grant('channel', { role: 'write', channelId });
  else if (groupId) grant('members', { role: 'write', groupId });
  for (const userId of readerIds) grant(`reader ${userId}`, { role: 'read', userId });
  return drives.put({
    id: ofDrive,
    siteId: id,
    driveType: ownerId ? 'business' : 'documentLibrary',
    name: ownerId ? 'OneDrive' : 'Documents',
    description: '',
    listId,
    rootId: root.id,
    quota: ownerId ? terabyte : 25 * terabyte,
    createdDateTime: since,
  });
}

/** One more library of a site, open to those that its first one is open to. */
export function provisionLibrary(
  tenant: Tenant,
  site: SiteRow,
  name: string,
  description: string,
  by: Actor,
): DriveRow {
  const { drives, permissions } = driveTables(tenant);
  const listId = randomUUID();
  const id = driveId(site.id, listId);
  const now = nowIn(tenant);
  const root = saveItem(tenant, {
    id: itemId(id),
    driveId: id,
    parentId: null,
    name: 'root',
    isFolder: true,
    size: 0,
    createdBy: by,
    createdDateTime: now,
    lastModifiedBy: by,
    lastModifiedDateTime: now,
    version: 1,
    contentVersion: 1,
  });
  const [first] = drives.by('site', site.id);
  for (const permission of first ? permissions.by('item', first.rootId) : [])
    permissions.put({ ...permission, id: randomUUID(), itemId: root.id });
  return drives.put({
    id,
    siteId: site.id,
    driveType: 'documentLibrary',
    name,
    description,
    listId,
    rootId: root.id,
    quota: 25 * terabyte,
    createdDateTime: now,
  });
}

/** 'contoso.sharepoint.com' for contoso.com. */
export const rootHost = ({ domain }: Pick<Tenant, 'domain'>): string => `${domain.split('.')[0]}.sharepoint.com`;
/** Where OneDrives are. */
export const personalHost = ({ domain }: Pick<Tenant, 'domain'>): string => `${domain.split('.')[0]}-my.sharepoint.com`;

/** The address of a person's OneDrive, below `personalHost`. */
export const personalPath = ({ userPrincipalName }: Pick<UserRow, 'userPrincipalName'>): string =>
  `/personal/${userPrincipalName.toLowerCase().replace(/[@.]/g, '_')}`;

/** Somebody's OneDrive, empty: made when they, or somebody who looks for it, first come there. */
export const provisionOneDrive = (tenant: Tenant, user: UserRow): DriveRow =>
  provisionSite(tenant, {
    hostname: personalHost(tenant),
    path: personalPath(user),
    name: user.displayName,
    displayName: user.displayName,
    description: '',
    ownerId: user.id,
  });

/** The document library of a group. It gets its site when somebody first needs it. */
export function groupDrive(tenant: Tenant, group: GroupRow): DriveRow {
  const name = nicknameOf(group);
  const { displayName, description, id } = group;
  return (
    libraryAt(tenant, rootHost(tenant), `/sites/${name}`) ??
    provisionSite(tenant, {
      hostname: rootHost(tenant),
      path: `/sites/${name}`,
      name,
      displayName,
      description,
      groupId: id,
    })
  );
}

/** Private and shared channels have a site of their own, open to their members alone. */
export function channelDrive(tenant: Tenant, group: GroupRow, channel: ChannelRow): DriveRow {
  if (channel.membershipType === 'standard') return groupDrive(tenant, group);
  const name = `${nicknameOf(group)}-${channel.displayName.replace(/\W/g, '')}`;
  const displayName = `${group.displayName}-${channel.displayName}`;
  const path = `/sites/${name}`;
  return (
    libraryAt(tenant, rootHost(tenant), path) ??
    provisionSite(tenant, {
      hostname: rootHost(tenant),
      path,
      name,
      displayName,
      description: channel.description,
      channelId: channel.id,
    })
  );
}

function libraryAt(tenant: Tenant, hostname: string, path: string): DriveRow | undefined {
  const { sites, drives } = driveTables(tenant);
  return sites.by('address', `${hostname}${path}`.toLowerCase()).flatMap((site) => drives.by('site', site.id))[0];
}
