import type { Tenant } from '../../tenant/tenant.ts';
import { invalidRequest, nameAlreadyExists, quotaLimitReached, resourceLocked } from './faults.ts';
import { itemId } from './ids.ts';
import { mimeTypeOf } from './mime.ts';
import { type Actor, type ConflictBehavior, type Content, driveTables, type ItemRow } from './model.ts';
import { childNamed, freeName, longestPath, requireName } from './names.ts';
import { nowIn, saveItem } from './state.ts';
import { descendants, isWithin, namesTo } from './tree.ts';

/** What changes drives. Access was checked before. */

export interface NewContent {
  content: Content;
  /** Bytes. */
  size: number;
  quickXorHash: string;
}

/** @throws GraphFailure 400 when the path under the drive's root would be too long */
function requirePath(tenant: Tenant, parent: ItemRow, name: string, below = 0): void {
  const length = [...namesTo(tenant, parent), name].join('/').length + below;
  if (length > longestPath) throw invalidRequest('The path of the item is too long.', 'pathIsTooLong');
}

/** @throws GraphFailure 423 when somebody else has it checked out or open */
export function requireUnlocked(item: ItemRow, actor: Actor): void {
  if (item.lockedBy !== undefined && item.lockedBy !== actor.userId) throw resourceLocked();
}

/** @param bytes that come to those that are there @throws GraphFailure 507 */
export function requireQuota(tenant: Tenant, driveId: string, bytes: number): void {
  const { drives } = driveTables(tenant);
  const drive = drives.get(driveId);
  if (drive && usedOf(tenant, driveId) + bytes > drive.quota) throw quotaLimitReached();
}

/** Bytes of all files of a drive, the recycle bin's too. */
export function usedOf(tenant: Tenant, driveId: string): number {
  let used = 0;
  for (const item of driveTables(tenant).items.by('drive', driveId)) used += item.size;
  return used;
}

/**
 * The name under which something new may stand there.
 * @throws GraphFailure 409 when the name is taken and the behavior is fail; 400 for a name that is not allowed
 */
function nameFor(tenant: Tenant, parent: ItemRow, name: string, behavior: ConflictBehavior): string {
  requireName(name);
  const free = childNamed(tenant, parent.id, name) && behavior === 'rename' ? freeName(tenant, parent.id, name) : name;
  requirePath(tenant, parent, free);
  return free;
}

const fresh = (tenant: Tenant, parent: ItemRow, name: string, actor: Actor) => {
  const now = nowIn(tenant);
  return {
    id: itemId(parent.driveId),
    driveId: parent.driveId,
    parentId: parent.id,
    name,
    size: 0,
    createdBy: actor,
    createdDateTime: now,
    lastModifiedBy: actor,
    lastModifiedDateTime: now,
    version: 1,
    contentVersion: 1,
  };
};

/** @throws GraphFailure 409 when the name is taken and the behavior is fail */
export function createFolder(
  tenant: Tenant,
  parent: ItemRow,
  name: string,
  actor: Actor,
  behavior: ConflictBehavior = 'fail',
): ItemRow {
  const free = nameFor(tenant, parent, name, behavior);
  const known = childNamed(tenant, parent.id, free);
  if (known && (behavior === 'fail' || !known.isFolder)) throw nameAlreadyExists();
  return known ?? saveItem(tenant, { ...fresh(tenant, parent, free, actor), isFolder: true });
}

/** The folder at the end of these names, made where it is not there. */
export const ensureFolders = (tenant: Tenant, parent: ItemRow, names: string[], actor: Actor): ItemRow =>
  names.reduce((at, name) => childNamed(tenant, at.id, name) ?? createFolder(tenant, at, name, actor), parent);

/**
 * Holds a file's place against everything that would refuse it, before its bytes come.
 * @throws GraphFailure 409, 423, 400
 */
export function requirePlace(
  tenant: Tenant,
  parent: ItemRow,
  name: string,
  actor: Actor,
  behavior: ConflictBehavior,
): ItemRow | undefined {
  requireName(name);
  const known = childNamed(tenant, parent.id, name);
  if (!known || behavior === 'rename') return undefined;
  if (behavior === 'fail' || known.isFolder) throw nameAlreadyExists();
  requireUnlocked(known, actor);
  return known;
}

/**
 * Puts a file there, new or as the next version of the one that has its name.
 * @returns created: false when it replaced one
 * @throws GraphFailure 409, 423, 507, 400
 */
export function putFile(
  tenant: Tenant,
  parent: ItemRow,
  name: string,
  file: NewContent,
  actor: Actor,
  behavior: ConflictBehavior = 'replace',
): { item: ItemRow; created: boolean } {
  const known = requirePlace(tenant, parent, name, actor, behavior);
  requireQuota(tenant, parent.driveId, file.size - (known?.size ?? 0));
  if (known) return { item: newVersion(tenant, known, file, actor), created: false };
  const free = nameFor(tenant, parent, name, behavior);
  const item = saveItem(tenant, {
    ...fresh(tenant, parent, free, actor),
    ...file,
    isFolder: false,
    mimeType: mimeTypeOf(free),
  });
  return { item, created: true };
}

/** Replaces a file's content; what was there becomes a version of before. */
export function newVersion(tenant: Tenant, item: ItemRow, file: NewContent, actor: Actor): ItemRow {
  requireUnlocked(item, actor);
  const { size, content, quickXorHash, lastModifiedBy, lastModifiedDateTime, contentVersion } = item;
  driveTables(tenant).versions.put({
    id: `${item.id}:${contentVersion}`,
    itemId: item.id,
    number: contentVersion,
    size,
    content,
    quickXorHash,
    lastModifiedBy,
    lastModifiedDateTime,
  });
  return touch(tenant, { ...item, ...file, contentVersion: contentVersion + 1 }, actor);
}

/** Saves a change as the actor's, now. */
export const touch = (tenant: Tenant, item: ItemRow, actor: Actor): ItemRow =>
  saveItem(tenant, {
    ...item,
    lastModifiedBy: actor,
    lastModifiedDateTime: nowIn(tenant),
    version: item.version + 1,
  });

/**
 * Renames, moves within the drive, or both.
 * @throws GraphFailure 409, 423, 400 for another drive, for the root and for a folder that would stand in itself
 */
export function moveItem(
  tenant: Tenant,
  item: ItemRow,
  parent: ItemRow,
  name: string,
  actor: Actor,
  behavior: ConflictBehavior = 'fail',
): ItemRow {
  if (item.parentId === null) throw invalidRequest('The root of a drive can be neither renamed nor moved.');
  if (parent.driveId !== item.driveId) throw invalidRequest('Items cannot be moved between drives.', 'crossDriveMove');
  if (!parent.isFolder) throw invalidRequest('The destination is not a folder.');
  if (isWithin(tenant, parent, item.id)) throw invalidRequest('A folder cannot be moved into itself.');
  requireUnlocked(item, actor);
  requireName(name);
  const holder = childNamed(tenant, parent.id, name);
  const taken = holder !== undefined && holder.id !== item.id;
  if (taken && behavior === 'fail') throw nameAlreadyExists();
  if (taken && behavior === 'replace') removeItem(tenant, holder, actor);
  const free = taken && behavior === 'rename' ? freeName(tenant, parent.id, name) : name;
  const before = namesTo(tenant, item).join('/').length;
  const deepest = [...descendants(tenant, item.id)].map((inner) => namesTo(tenant, inner).join('/').length - before);
  requirePath(tenant, parent, free, Math.max(0, ...deepest));
  return touch(
    tenant,
    { ...item, parentId: parent.id, name: free, ...(item.isFolder ? {} : { mimeType: mimeTypeOf(free) }) },
    actor,
  );
}

/** To the recycle bin, with everything in it. @throws GraphFailure 423, 400 for the root */
export function removeItem(tenant: Tenant, item: ItemRow, actor: Actor): void {
  if (item.parentId === null) throw invalidRequest('The root of a drive cannot be deleted.');
  const inside = [...descendants(tenant, item.id)];
  for (const one of [item, ...inside]) requireUnlocked(one, actor);
  const deletedDateTime = nowIn(tenant);
  for (const one of [item, ...inside]) saveItem(tenant, { ...one, deletedDateTime });
}

/** Opens a file for somebody as an editor does, or, with undefined, lets it go: others get 423 meanwhile. */
export const lockItem = (tenant: Tenant, id: string, userId: string | undefined): void => {
  const { items } = driveTables(tenant);
  const item = items.get(id);
  if (item) items.put({ ...item, lockedBy: userId });
};

/** @param bytes how much the drive may hold */
export const setQuota = (tenant: Tenant, id: string, bytes: number): void => {
  const { drives } = driveTables(tenant);
  const drive = drives.get(id);
  if (drive) drives.put({ ...drive, quota: bytes });
};
