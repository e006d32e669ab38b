import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/** Who did something: a person through an app, or an app alone. */
export interface Actor {
  userId?: string;
  appId?: string;
}

/** A site of SharePoint; the one that a OneDrive lives in as well. id = 'host,site collection,web'. */
export interface SiteRow extends Row {
  hostname: string;
  /** '/sites/Marketing'; '' for the root site. */
  path: string;
  name: string;
  displayName: string;
  description: string;
  /** The Microsoft 365 group that it belongs to. */
  groupId?: string;
  /** Whose OneDrive it is. */
  ownerId?: string;
  /** The private or shared channel that it belongs to. */
  channelId?: string;
  createdDateTime: string;
}

/** A OneDrive or a document library. */
export interface DriveRow extends Row {
  siteId: string;
  driveType: 'business' | 'documentLibrary';
  name: string;
  description: string;
  listId: string;
  rootId: string;
  /** Bytes. */
  quota: number;
  createdDateTime: string;
}

/** Where a file's bytes are: never in the row itself. */
export type Content =
  /** Written by somebody: a file of the blob store. */
  | { blob: string }
  /** Of the seed: made again from the item's name whenever it is read. */
  | { seed: string };

/** A driveItem. Rows of deleted items stay, as long as they are in the recycle bin and for delta. */
export interface ItemRow extends Row {
  driveId: string;
  /** null for the root. */
  parentId: string | null;
  name: string;
  isFolder: boolean;
  /** Bytes of a file; a folder's size is counted when it is asked for. */
  size: number;
  mimeType?: string;
  quickXorHash?: string;
  content?: Content;
  description?: string;
  createdBy: Actor;
  createdDateTime: string;
  lastModifiedBy: Actor;
  lastModifiedDateTime: string;
  fileSystemInfo?: { createdDateTime: string; lastModifiedDateTime: string };
  /** Counts every change: eTag. */
  version: number;
  /** Counts changes of the content: cTag, and the number of the current version. */
  contentVersion: number;
  deletedDateTime?: string;
  /** Checked out, or open with somebody: others get 423. */
  lockedBy?: string;
  /** Number of the content's version when it was checked out: what is discarded comes after it. */
  lockedAt?: number;
  /** A folder that apps find by what it is for: 'documents', 'approot'. */
  special?: string;
}

/** What a file was before. id = item:number. */
export interface VersionRow extends Row {
  itemId: string;
  number: number;
  size: number;
  content?: Content;
  quickXorHash?: string;
  lastModifiedBy: Actor;
  lastModifiedDateTime: string;
}

export type Role = 'read' | 'write' | 'owner';
export type LinkScope = 'anonymous' | 'organization' | 'users';
export type LinkType = 'view' | 'edit' | 'embed';

/** Access to an item, and so to everything in it. */
export interface PermissionRow extends Row {
  itemId: string;
  role: Role;
  /** Granted to one of these… */
  userId?: string;
  groupId?: string;
  channelId?: string;
  /** …somebody of another organisation, who was invited by mail… */
  guestEmail?: string;
  /** …or by a link, which those have used, or were named for. */
  link?: { type: LinkType; scope: LinkScope; token: string; appId: string; hasPassword: boolean };
  memberIds: string[];
  invitation?: { email: string; invitedById?: string; signInRequired: boolean };
  expirationDateTime?: string;
  createdDateTime: string;
}

/** An app's access to a site: what Sites.Selected opens. */
export interface SitePermissionRow extends Row {
  siteId: string;
  appId: string;
  displayName: string;
  roles: ('read' | 'write' | 'manage' | 'fullcontrol')[];
}

export type ConflictBehavior = 'fail' | 'replace' | 'rename';

/** A large file on its way. */
export interface UploadRow extends Row {
  driveId: string;
  parentId: string;
  name: string;
  conflictBehavior: ConflictBehavior;
  /** Of the blob that grows. */
  blob: string;
  /** Bytes that are here. */
  received: number;
  /** Bytes of the whole; known from the first range, or said before. */
  total?: number;
  deferCommit: boolean;
  expirationDateTime: string;
  actor: Actor;
  /** Only these bytes of metadata may be set with the file. */
  description?: string;
  fileSystemInfo?: ItemRow['fileSystemInfo'];
}

/** A copy on its way. */
export interface MonitorRow extends Row {
  status: 'notStarted' | 'inProgress' | 'completed' | 'failed';
  percentageComplete: number;
  resourceId?: string;
  error?: { code: string; message: string };
}

/** An item that somebody wants to find again; id = person|item. */
export interface FollowRow extends Row {
  userId: string;
  itemId: string;
}

/** What somebody said of a site: that they follow it, or do not any more; id = person|site. */
export interface SiteFollowRow extends Row {
  follows: boolean;
}

/** One row: what an administrator of SharePoint has set. */
export interface DriveStateRow extends Row {
  anonymousLinks: boolean;
}

export interface DriveTables {
  sites: Table<SiteRow>;
  drives: Table<DriveRow>;
  items: Table<ItemRow>;
  versions: Table<VersionRow>;
  permissions: Table<PermissionRow>;
  sitePermissions: Table<SitePermissionRow>;
  uploads: Table<UploadRow>;
  monitors: Table<MonitorRow>;
  follows: Table<FollowRow>;
  siteFollows: Table<SiteFollowRow>;
  state: Table<DriveStateRow>;
}

const opened = new WeakMap<Tenant['store'], DriveTables>();

/** The tables of OneDrive and SharePoint. */
export function driveTables({ store }: Pick<Tenant, 'store'>): DriveTables {
  const known = opened.get(store);
  if (known) return known;
  const alive = (item: ItemRow) => item.deletedDateTime === undefined;
  const tables: DriveTables = {
    sites: store.table<SiteRow>('sites', {
      group: (s) => s.groupId,
      owner: (s) => s.ownerId,
      address: (s) => `${s.hostname}${s.path}`.toLowerCase(),
    }),
    drives: store.table<DriveRow>('drives', { site: (d) => d.siteId }),
    items: store.table<ItemRow>('driveItems', {
      parent: (i) => (alive(i) && i.parentId) || undefined,
      name: (i) => (alive(i) && i.parentId ? nameKey(i.parentId, i.name) : undefined),
      drive: (i) => i.driveId,
    }),
    versions: store.table<VersionRow>('driveItemVersions', { item: (v) => v.itemId }),
    permissions: store.table<PermissionRow>('drivePermissions', {
      item: (p) => p.itemId,
      token: (p) => p.link?.token,
      grantee: (p) => [...(p.userId ? [p.userId] : []), ...p.memberIds],
    }),
    sitePermissions: store.table<SitePermissionRow>('sitePermissions', { site: (p) => p.siteId, app: (p) => p.appId }),
    uploads: store.table<UploadRow>('driveUploads', { name: (u) => nameKey(u.parentId, u.name) }),
    monitors: store.table<MonitorRow>('driveMonitors'),
    follows: store.table<FollowRow>('driveFollows', { user: (f) => f.userId }),
    siteFollows: store.table<SiteFollowRow>('siteFollows'),
    state: store.table<DriveStateRow>('driveState'),
  };
  opened.set(store, tables);
  return tables;
}

/** Names are the same whatever the case of their letters. */
export const nameKey = (parentId: string, name: string): string => `${parentId}/${name.normalize('NFC').toLowerCase()}`;
