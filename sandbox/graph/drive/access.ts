import { isIn } from '../../tenant/groups.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall, GraphToken } from '../area.ts';
import { type DriveRow, driveTables, type ItemRow, type PermissionRow, type Role, type SiteRow } from './model.ts';
import { driveOfItem, lineage, siteOfDrive } from './tree.ts';

const order: Record<Role, number> = { read: 1, write: 2, owner: 3 };
export const reaches = (role: Role | undefined, wanted: Role): boolean =>
  role !== undefined && order[role] >= order[wanted];

/** Permissions on the item itself and on the folders above it, the item's first; those that have run out are left out. */
export function* permissionsOn(tenant: Tenant, item: ItemRow): Generator<PermissionRow> {
  const now = tenant.clock.now().toISOString();
  for (const step of lineage(tenant, item))
    for (const permission of driveTables(tenant).permissions.by('item', step.id))
      if (permission.expirationDateTime === undefined || permission.expirationDateTime > now) yield permission;
}

/** Is the permission this person's, directly, by a group or by a link that they have used or were named for? */
export function appliesTo(tenant: Tenant, permission: PermissionRow, userId: string): boolean {
  if (permission.userId === userId || permission.memberIds.includes(userId)) return true;
  const { channels } = tenant.tables;
  if (permission.channelId !== undefined)
    return channels.get(permission.channelId)?.memberIds?.includes(userId) === true;
  const group = permission.groupId === undefined ? undefined : tenant.tables.groups.get(permission.groupId);
  return group !== undefined && (group.ownerIds.includes(userId) || isIn(tenant, group, userId));
}

/** The most that a person may do with an item. */
export function roleOf(tenant: Tenant, item: ItemRow, userId: string): Role | undefined {
  let best: Role | undefined;
  for (const permission of permissionsOn(tenant, item))
    if (!reaches(best, permission.role) && appliesTo(tenant, permission, userId)) best = permission.role;
  return best;
}

/** May the person see anything at all in the drive? */
export function seesDrive(tenant: Tenant, drive: DriveRow, userId: string): boolean {
  const { items, permissions } = driveTables(tenant);
  const root = items.get(drive.rootId);
  if (root && roleOf(tenant, root, userId)) return true;
  return permissions.by('grantee', userId).some((p) => items.get(p.itemId)?.driveId === drive.id);
}

const wide =
  /^(Files\.(Read|ReadWrite)\.All|Sites\.(Read|ReadWrite|Manage|FullControl)\.All|Group\.(Read|ReadWrite)\.All)$/;

/**
 * What the token's permissions open of a drive, whoever the person is: 'all', only what an administrator granted the app
 * there (Sites.Selected), or nothing. With a work account Files.Read and Files.ReadWrite are for one's own OneDrive alone.
 * @see https://learn.microsoft.com/graph/permissions-reference#files-permissions
 */
export function tokenRole(tenant: Tenant, token: GraphToken, site: SiteRow): Role | undefined {
  const held = token.oid === undefined ? token.roles : token.scp;
  if (held.some((scope) => wide.test(scope))) return 'owner';
  const ownDrive = token.oid !== undefined && site.ownerId === token.oid;
  if (ownDrive && held.some((scope) => /^(Files\.Read(Write)?|User\.Read)$/.test(scope))) return 'owner';
  return held.includes('Sites.Selected') ? siteRole(tenant, site, token.appid) : undefined;
}

/** What an administrator has granted an app on a site. */
export function siteRole(tenant: Tenant, site: SiteRow, appId: string): Role | undefined {
  const roles = driveTables(tenant)
    .sitePermissions.by('site', site.id)
    .filter((permission) => permission.appId === appId)
    .flatMap((permission) => permission.roles);
  if (roles.includes('fullcontrol') || roles.includes('manage')) return 'owner';
  return roles.includes('write') ? 'write' : roles.includes('read') ? 'read' : undefined;
}

/** May the caller do this with the item: both the person and the token? */
export function callerReaches(call: GraphCall, item: ItemRow, wanted: Role): boolean {
  const { tenant, token } = call;
  const site = siteOfDrive(tenant, driveOfItem(tenant, item));
  if (!reaches(tokenRole(tenant, token, site), wanted === 'owner' ? 'write' : wanted)) return false;
  return token.oid === undefined || reaches(roleOf(tenant, item, token.oid), wanted);
}

/** Sites that are open to the caller: those that the person is in, or that everybody is. */
export function callerSeesSite(call: GraphCall, site: SiteRow): boolean {
  const { tenant, token } = call;
  const held = token.oid === undefined ? token.roles : token.scp;
  const isOpen = held.some((scope) => wide.test(scope)) || siteRole(tenant, site, token.appid) !== undefined;
  if (!isOpen) return false;
  if (token.oid === undefined) return true;
  const { drives } = driveTables(tenant);
  const all = drives.by('site', site.id);
  return all.length === 0 || all.some((drive) => seesDrive(tenant, drive, token.oid ?? ''));
}
