import type { Tenant } from '../../tenant/tenant.ts';
import { type DriveRow, driveTables, type ItemRow, type SiteRow } from './model.ts';
import { childNamed } from './names.ts';

/** How the items of a drive hang together. */

export const childrenOf = (tenant: Tenant, id: string): ItemRow[] => driveTables(tenant).items.by('parent', id);

/** An item that is there: those in the recycle bin are not. */
export function liveItem(tenant: Tenant, id: string): ItemRow | undefined {
  const item = driveTables(tenant).items.get(id);
  return item?.deletedDateTime === undefined ? item : undefined;
}

/** The item, its folder, … and the root. */
export function* lineage(tenant: Tenant, item: ItemRow): Generator<ItemRow> {
  const { items } = driveTables(tenant);
  for (let at: ItemRow | undefined = item; at; at = at.parentId === null ? undefined : items.get(at.parentId)) yield at;
}

/** Names from the drive's root down to the item, the root's left out. */
export const namesTo = (tenant: Tenant, item: ItemRow): string[] =>
  [...lineage(tenant, item)]
    .filter((step) => step.parentId !== null)
    .map((step) => step.name)
    .reverse();

export const isWithin = (tenant: Tenant, item: ItemRow, folderId: string): boolean =>
  [...lineage(tenant, item)].some((step) => step.id === folderId);

/** The item at a path below another one; undefined where the path leads nowhere. @param path decoded, '/' between names */
export function itemAt(tenant: Tenant, from: ItemRow, path: string): ItemRow | undefined {
  let at: ItemRow | undefined = from;
  for (const name of path.split('/').filter(Boolean)) at = at && childNamed(tenant, at.id, name);
  return at;
}

/** Everything in a folder, at any depth; the folder itself not. */
export function* descendants(tenant: Tenant, id: string): Generator<ItemRow> {
  for (const child of childrenOf(tenant, id)) {
    yield child;
    if (child.isFolder) yield* descendants(tenant, child.id);
  }
}

/** Bytes of a file, or of all files in a folder. */
export function sizeOf(tenant: Tenant, item: ItemRow): number {
  if (!item.isFolder) return item.size;
  let size = 0;
  for (const inner of descendants(tenant, item.id)) size += inner.size;
  return size;
}

export const driveOfItem = (tenant: Tenant, item: ItemRow): DriveRow => driveTables(tenant).drives.get(item.driveId)!;
export const siteOfDrive = (tenant: Tenant, drive: DriveRow): SiteRow => driveTables(tenant).sites.get(drive.siteId)!;
export const rootOf = (tenant: Tenant, drive: DriveRow): ItemRow => driveTables(tenant).items.get(drive.rootId)!;

/** The OneDrive of a person. */
export function oneDriveOf(tenant: Tenant, userId: string): DriveRow | undefined {
  const { sites, drives } = driveTables(tenant);
  return sites.by('owner', userId).flatMap((site) => drives.by('site', site.id))[0];
}
