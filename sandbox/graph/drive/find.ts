import { isMicrosoft365 } from '../../tenant/groups.ts';
import type { GraphCall } from '../area.ts';
import { callerReaches, callerSeesSite, roleOf, seesDrive, tokenRole } from './access.ts';
import { accessDenied, invalidRequest, itemNotFound } from './faults.ts';
import { type DriveRow, driveTables, type ItemRow, type Role, type SiteRow } from './model.ts';
import { groupDrive, provisionOneDrive, rootHost } from './provision.ts';
import { specialFolder } from './special.ts';
import { itemAt, liveItem, oneDriveOf, rootOf, siteOfDrive } from './tree.ts';

/** The drive that the path names. @throws GraphFailure 404 for none such, 403 when nothing in it is the caller's to see */
export function driveOf(call: GraphCall, wanted: 'files' | 'facts' = 'files'): DriveRow {
  const { tenant, token, params } = call;
  const drive = named(call);
  if (!drive)
    throw itemNotFound(
      params.drive === undefined ? 'The resource could not be found.' : 'The drive could not be found.',
    );
  // What a drive is, is told to everybody who may see it; what is in it takes more than Files.Read, unless it is one's own.
  const isOpen = wanted === 'facts' && token.scp.some((scope) => scope.startsWith('Files.'));
  if (!isOpen && !tokenRole(tenant, token, siteOfDrive(tenant, drive))) throw accessDenied();
  if (token.oid !== undefined && !seesDrive(tenant, drive, token.oid)) throw accessDenied();
  return drive;
}

function named(call: GraphCall): DriveRow | undefined {
  const { tenant, params } = call;
  const { drives } = driveTables(tenant);
  if (params.drive !== undefined) return drives.get(params.drive);
  if (params.group !== undefined) {
    const group = tenant.tables.groups.get(params.group);
    return group && isMicrosoft365(group) ? groupDrive(tenant, group) : undefined;
  }
  if (params.site !== undefined) {
    const site = siteNamed(call, params.site);
    return site && drives.by('site', site.id)[0];
  }
  return oneDriveOf(tenant, call.user.id) ?? provisionOneDrive(tenant, call.user);
}

/** How a path names an item: by id, by a path below one, or as the root. */
interface Address {
  from: ItemRow;
  /** Below `from`, decoded; '' for `from` itself. */
  path: string;
}

function addressOf(call: GraphCall, drive: DriveRow): Address {
  const { tenant } = call;
  const text = call.params.item ?? 'root';
  const [, special] = /^special\/([^:]*)/.exec(text) ?? [];
  const colon = text.indexOf(':');
  const id = colon < 0 ? text : text.slice(0, colon);
  const path = colon < 0 ? '' : text.slice(colon + 1).replace(/^\/+|\/+$/g, '');
  const from =
    special !== undefined
      ? specialFolder(call, drive, special)
      : id.toLowerCase() === 'root'
        ? rootOf(tenant, drive)
        : liveItem(tenant, id);
  if (!from || from.driveId !== drive.id) throw itemNotFound();
  return { from, path };
}

/**
 * The item that the path names.
 * @throws GraphFailure 404 for none such and for one that the caller may not see, 403 for one that they may not change
 */
export function itemOf(call: GraphCall, wanted: Role = 'read'): ItemRow {
  const { from, path } = addressOf(call, driveOf(call));
  const item = itemAt(call.tenant, from, path);
  if (!item) throw itemNotFound();
  return allowed(call, item, wanted);
}

/** Where something is to be put: an item that may not be there yet. */
export interface Place {
  parent: ItemRow;
  /** Folders below `parent` that the path names and that are not there: SharePoint makes them with the file. */
  missing: string[];
  name: string;
  existing?: ItemRow;
}

/** @throws GraphFailure 404 for none such, 403 when the caller may not write there, 400 for the root */
export function placeOf(call: GraphCall): Place {
  const { tenant } = call;
  const { from, path } = addressOf(call, driveOf(call));
  const names = path.split('/').filter(Boolean);
  const existing = itemAt(tenant, from, path);
  if (existing) {
    if (existing.parentId === null) throw invalidRequest('The root of a drive cannot be replaced.');
    allowed(call, existing, 'write');
    return { parent: liveItem(tenant, existing.parentId)!, missing: [], name: names.at(-1) ?? existing.name, existing };
  }
  let parent = from;
  let depth = 0;
  for (; depth < names.length - 1; depth++) {
    const next = itemAt(tenant, parent, names[depth] ?? '');
    if (!next) break;
    parent = next;
  }
  if (!parent.isFolder) throw itemNotFound();
  allowed(call, parent, 'write');
  return { parent, missing: names.slice(depth, -1), name: names.at(-1) ?? '' };
}

/** @throws GraphFailure 404 when the caller may not even see it, 403 when they may not do this */
export function allowed(call: GraphCall, item: ItemRow, wanted: Role): ItemRow {
  if (callerReaches(call, item, wanted)) return item;
  const { token, tenant } = call;
  const sees = token.oid === undefined || roleOf(tenant, item, token.oid) !== undefined;
  throw sees ? accessDenied() : itemNotFound();
}

/**
 * The site that the path names: 'root', 'host', 'host,collection,web' or 'host:/sites/Marketing'.
 * @throws GraphFailure 404 for none such, 403 when it is not the caller's to see, nor the app's (Sites.Selected)
 */
export function siteOf(call: GraphCall): SiteRow {
  const found = siteNamed(call, call.params.site ?? '');
  if (!found) throw itemNotFound('Requested site could not be found');
  if (!callerSeesSite(call, found)) throw accessDenied();
  return found;
}

export function siteNamed({ tenant }: GraphCall, name: string): SiteRow | undefined {
  const { sites } = driveTables(tenant);
  if (name.toLowerCase() === 'root') return sites.by('address', rootHost(tenant))[0];
  const [host = '', path = ''] = name.split(':');
  const parts = host.split(',');
  if (parts.length === 1)
    return sites.by('address', `${host}${path.replace(/\/+$/, '')}`.toLowerCase())[0] ?? sites.get(name);
  return (
    sites.get(host) ?? [...sites.all()].find((site) => site.id.split(',').slice(1).join() === parts.slice(-2).join())
  );
}
