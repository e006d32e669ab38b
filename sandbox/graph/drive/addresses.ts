import type { Tenant } from '../../tenant/tenant.ts';
import { uniqueId } from './ids.ts';
import { isOffice, linkLetter } from './mime.ts';
import { type DriveRow, driveTables, type ItemRow, type SiteRow } from './model.ts';
import { driveOfItem, itemAt, namesTo, rootOf, siteOfDrive } from './tree.ts';

/** Addresses as people see them in the browser: of sites, drives, items and sharing links. */

export const siteUrl = (site: SiteRow): string => `https://${site.hostname}${encodeURI(site.path)}`;

/** The library's folder in the address is not its name: 'Documents' of a team is 'Shared Documents'. */
const libraryFolder = (drive: DriveRow) =>
  drive.driveType === 'business' ? 'Documents' : drive.name === 'Documents' ? 'Shared Documents' : drive.name;

export const driveUrl = (tenant: Tenant, drive: DriveRow): string =>
  `${siteUrl(siteOfDrive(tenant, drive))}/${encodeURIComponent(libraryFolder(drive))}`;

export function itemUrl(tenant: Tenant, item: ItemRow): string {
  const drive = driveOfItem(tenant, item);
  if (!item.isFolder && isOffice(item.name)) {
    const file = `file=${encodeURIComponent(item.name)}&action=default&mobileredirect=true`;
    return `${siteUrl(siteOfDrive(tenant, drive))}/_layouts/15/Doc.aspx?sourcedoc=%7B${uniqueId(item.id)}%7D&${file}`;
  }
  return fileUrl(tenant, item);
}

/** The file itself, whatever opens it: webDavUrl. */
export const fileUrl = (tenant: Tenant, item: ItemRow): string =>
  [driveUrl(tenant, driveOfItem(tenant, item)), ...namesTo(tenant, item).map(encodeURIComponent)].join('/');

/** 'https://contoso-my.sharepoint.com/:x:/g/personal/meganb_contoso_com/Eabc…' */
export function linkUrl(tenant: Tenant, item: ItemRow, token: string): string {
  const site = siteOfDrive(tenant, driveOfItem(tenant, item));
  return `https://${site.hostname}/:${linkLetter(item.name, item.isFolder)}:/g${site.path}/${token}`;
}

/** What an address leads to: the item, and the token of the sharing link that it is. */
export function resolveUrl(tenant: Tenant, address: string): { item: ItemRow; token?: string } | undefined {
  const { permissions, items, drives } = driveTables(tenant);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) return undefined;
  const token = url.pathname.split('/').at(-1) ?? '';
  const [link] = /^\/:\w:\//.test(url.pathname) ? permissions.by('token', token) : [];
  if (link) {
    const item = items.get(link.itemId);
    return item && item.deletedDateTime === undefined ? { item, token } : undefined;
  }
  const source = url.searchParams.get('sourcedoc')?.replace(/[{}]/g, '').toUpperCase();
  if (source) {
    const item = [...items.all()].find((one) => one.deletedDateTime === undefined && uniqueId(one.id) === source);
    return item && { item };
  }
  const plain = `${url.origin}${url.pathname}`;
  for (const drive of drives.all()) {
    const base = driveUrl(tenant, drive);
    if (plain !== base && !plain.startsWith(`${base}/`)) continue;
    const item = itemAt(tenant, rootOf(tenant, drive), decodeURIComponent(plain.slice(base.length)));
    return item && { item };
  }
  return undefined;
}
