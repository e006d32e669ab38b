import type { Tenant } from '../../tenant/tenant.ts';
import { permissionsOn } from './access.ts';
import { driveUrl, itemUrl, siteUrl } from './addresses.ts';
import { cTagOf, eTagOf, listItemId, uniqueId } from './ids.ts';
import { type Actor, type DriveRow, driveTables, type ItemRow, type SiteRow } from './model.ts';
import { rootHost } from './provision.ts';
import { downloadUrl } from './tickets.ts';
import { childrenOf, driveOfItem, namesTo, rootOf, siteOfDrive, sizeOf } from './tree.ts';
import { usedOf } from './write.ts';

export type Json = Record<string, unknown>;

/** OneDrive and SharePoint as Graph writes them. */

export function userIdentity(tenant: Tenant, userId: string): Json {
  const user = tenant.tables.users.get(userId);
  return { ...(user ? { email: user.mail } : {}), id: userId, displayName: user?.displayName ?? '' };
}

export function actorOf(tenant: Tenant, { userId, appId }: Actor): Json {
  const app = appId === undefined ? undefined : tenant.tables.apps.get(appId);
  return {
    ...(app ? { application: { id: app.id, displayName: app.displayName } } : {}),
    ...(userId === undefined ? {} : { user: userIdentity(tenant, userId) }),
  };
}

const encodedPath = (names: string[]) => names.map((name) => `/${encodeURIComponent(name)}`).join('');

export function referenceTo(tenant: Tenant, item: ItemRow): Json {
  const drive = driveOfItem(tenant, item);
  const isRoot = item.parentId === null;
  return {
    driveType: drive.driveType,
    driveId: drive.id,
    id: item.id,
    name: isRoot ? 'root' : item.name,
    path: `/drives/${drive.id}/root:${encodedPath(namesTo(tenant, item))}`,
    siteId: siteOfDrive(tenant, drive).id.split(',')[1],
  };
}

/** Ids of the list item behind an item, as SharePoint knows it. */
export function sharepointIdsOf(tenant: Tenant, item: ItemRow): Json {
  const drive = driveOfItem(tenant, item);
  const site = siteOfDrive(tenant, drive);
  const [, siteId, webId] = site.id.split(',');
  return {
    listId: drive.listId,
    listItemId: listItemId(item),
    listItemUniqueId: uniqueId(item.id).toLowerCase(),
    siteId,
    siteUrl: siteUrl(site),
    tenantId: tenant.id,
    webId,
  };
}

/** Shared by more than what its drive is open to anyway. */
function sharedFacet(tenant: Tenant, item: ItemRow): Json {
  let scope: string | undefined;
  for (const { link, itemId } of permissionsOn(tenant, item)) {
    if (driveTables(tenant).items.get(itemId)?.parentId === null) continue;
    if (link?.scope === 'anonymous') scope = 'anonymous';
    else if (link?.scope === 'organization') scope = scope === 'anonymous' ? scope : 'organization';
    else scope ??= 'users';
  }
  return scope === undefined ? {} : { shared: { scope } };
}

export function renderItem(tenant: Tenant, item: ItemRow): Json {
  const parent = item.parentId === null ? undefined : driveTables(tenant).items.get(item.parentId);
  const { createdDateTime, lastModifiedDateTime } = item.fileSystemInfo ?? item;
  return {
    ...(item.isFolder ? {} : { '@microsoft.graph.downloadUrl': downloadUrl(tenant, item.id) }),
    createdBy: actorOf(tenant, item.createdBy),
    createdDateTime: item.createdDateTime,
    eTag: eTagOf(item),
    id: item.id,
    lastModifiedBy: actorOf(tenant, item.lastModifiedBy),
    lastModifiedDateTime: item.lastModifiedDateTime,
    name: parent ? item.name : 'root',
    parentReference: parent ? referenceTo(tenant, parent) : rootReference(tenant, item),
    webUrl: parent ? itemUrl(tenant, item) : driveUrl(tenant, driveOfItem(tenant, item)),
    cTag: cTagOf(item),
    ...(item.description === undefined ? {} : { description: item.description }),
    fileSystemInfo: { createdDateTime, lastModifiedDateTime },
    ...(item.isFolder
      ? { folder: { childCount: childrenOf(tenant, item.id).length } }
      : { file: { mimeType: item.mimeType, hashes: { quickXorHash: item.quickXorHash } } }),
    ...(parent ? {} : { root: {} }),
    ...(item.special === undefined ? {} : { specialFolder: { name: item.special } }),
    ...sharedFacet(tenant, item),
    size: sizeOf(tenant, item),
    ...(item.lockedBy === undefined
      ? {}
      : {
          publication: {
            level: 'checkout',
            versionId: `${item.contentVersion}.0`,
            checkedOutBy: { user: userIdentity(tenant, item.lockedBy) },
          },
        }),
  };
}

const rootReference = (tenant: Tenant, item: ItemRow) => {
  const { driveType, driveId, siteId } = referenceTo(tenant, item);
  return { driveType, driveId, siteId };
};

/** What delta says of an item that is gone. */
export const renderDeleted = (tenant: Tenant, item: ItemRow): Json => ({
  id: item.id,
  name: item.name,
  parentReference: rootReference(tenant, item),
  deleted: { state: 'deleted' },
  ...(item.isFolder ? { folder: {} } : { file: {} }),
});

/** An item of somebody else's drive, as "shared with me" and search over all drives give it. */
export function renderRemote(tenant: Tenant, item: ItemRow): Json {
  const { id, name, size, webUrl, lastModifiedDateTime, ...rest } = renderItem(tenant, item);
  const { createdBy, createdDateTime, lastModifiedBy, fileSystemInfo, file, folder, parentReference, shared } = rest;
  const kind = item.isFolder ? { folder } : { file };
  return {
    createdBy,
    createdDateTime,
    id,
    lastModifiedBy,
    lastModifiedDateTime,
    name,
    webUrl,
    size,
    ...kind,
    fileSystemInfo,
    remoteItem: {
      id,
      name,
      size,
      webUrl,
      createdDateTime,
      lastModifiedDateTime,
      parentReference,
      fileSystemInfo,
      ...kind,
      ...(shared ? { shared } : {}),
    },
  };
}

export function renderDrive(tenant: Tenant, drive: DriveRow): Json {
  const site = siteOfDrive(tenant, drive);
  const group = site.groupId === undefined ? undefined : tenant.tables.groups.get(site.groupId);
  const used = usedOf(tenant, drive.id);
  const remaining = Math.max(0, drive.quota - used);
  const state =
    remaining === 0
      ? 'exceeded'
      : remaining < drive.quota / 100
        ? 'critical'
        : remaining < drive.quota / 10
          ? 'nearing'
          : 'normal';
  const root = rootOf(tenant, drive);
  return {
    createdDateTime: drive.createdDateTime,
    description: drive.description,
    id: drive.id,
    lastModifiedDateTime: lastChange(tenant, root),
    name: drive.name,
    webUrl: driveUrl(tenant, drive),
    driveType: drive.driveType,
    createdBy: { user: { displayName: 'System Account' } },
    owner: site.ownerId
      ? { user: userIdentity(tenant, site.ownerId) }
      : { group: { ...(group ? { email: group.mail, id: group.id } : {}), displayName: `${site.displayName} Owners` } },
    quota: { deleted: deletedBytes(tenant, drive), remaining, state, total: drive.quota, used },
  };
}

const lastChange = (tenant: Tenant, root: ItemRow) => {
  let latest = root.lastModifiedDateTime;
  for (const child of childrenOf(tenant, root.id))
    if (child.lastModifiedDateTime > latest) latest = child.lastModifiedDateTime;
  return latest;
};

const deletedBytes = (tenant: Tenant, drive: DriveRow) =>
  driveTables(tenant)
    .items.by('drive', drive.id)
    .reduce((sum, item) => (item.deletedDateTime === undefined ? sum : sum + item.size), 0);

export function renderSite(tenant: Tenant, site: SiteRow): Json {
  const drive = driveTables(tenant).drives.by('site', site.id)[0];
  return {
    createdDateTime: site.createdDateTime,
    description: site.description,
    id: site.id,
    lastModifiedDateTime: drive ? lastChange(tenant, rootOf(tenant, drive)) : site.createdDateTime,
    name: site.name,
    webUrl: siteUrl(site),
    displayName: site.displayName,
    ...(site.hostname === rootHost(tenant) && site.path === '' ? { root: {} } : {}),
    siteCollection: { hostname: site.hostname },
  };
}
