import { DateTime } from 'luxon';
import { timeOf } from '../app/time.ts';
import type { Kind, Permission } from './drive-item.ts';
import { nameOf } from './drive-item.ts';

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** '812 bytes', '1.4 MB': 1,024 to the next unit, as OneDrive counts. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  if (unit === 0) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return `${value >= 99.95 ? Math.round(value) : Number(value.toFixed(1))} ${units[unit]}`;
}

/**
 * 'Today, 9:41 AM', 'Yesterday, 9:41 AM', 'Nov 3', 'Nov 3, 2025'
 * @param at ISO 8601
 * @param now milliseconds
 * @param zone IANA name
 */
export function whenText(at: string | undefined, now: number, zone: string): string {
  if (at === undefined) return '';
  const then = DateTime.fromISO(at, { zone });
  const today = DateTime.fromMillis(now, { zone });
  if (!then.isValid) return '';
  if (then.hasSame(today, 'day')) return `Today, ${timeOf(then.toMillis(), zone)}`;
  if (then.hasSame(today.minus({ days: 1 }), 'day')) return `Yesterday, ${timeOf(then.toMillis(), zone)}`;
  return then.toFormat(then.hasSame(today, 'year') ? 'LLL d' : 'LLL d, yyyy');
}

export const kindText: Record<Kind, string> = {
  folder: 'Folder',
  word: 'Word document',
  excel: 'Excel workbook',
  powerpoint: 'PowerPoint presentation',
  pdf: 'PDF',
  image: 'Image',
  video: 'Video',
  audio: 'Audio',
  text: 'Text',
  archive: 'Archive',
  file: 'File',
};

export interface Access {
  id: string;
  kind: 'person' | 'group' | 'organization' | 'anyone';
  who: string;
  /** 'Can edit'; a link's and a person's alike. */
  what: string;
  /** 'until Dec 3, 2026', 'from “Reports”', … */
  notes: string[];
  /** A sharing link's address. */
  url?: string;
}

const roleText: Record<string, string> = {
  owner: 'Owner',
  'sp.full control': 'Full control',
  write: 'Can edit',
  read: 'Can view',
};
const linkText: Record<string, string> = { view: 'Can view', edit: 'Can edit', embed: 'Can view, embedded' };
const strongest = ['owner', 'sp.full control', 'write', 'read'];

/** A permission in words. @param zone IANA name, for the day on which it ends */
export function accessOf(permission: Permission, zone: string): Access {
  const { link, grantedToV2: granted, grantedToIdentitiesV2: several = [], roles = [] } = permission;
  const role = strongest.find((one) => roles.includes(one)) ?? roles[0] ?? 'read';
  const what = link?.type ? (linkText[link.type] ?? 'Can view') : (roleText[role] ?? role);
  return { id: permission.id, ...whoHas(permission), what, notes: notesOf(permission, zone), url: link?.webUrl };

  function whoHas({ invitation }: Permission): Pick<Access, 'kind' | 'who'> {
    if (link?.scope === 'anonymous') return { kind: 'anyone', who: 'Anyone with the link' };
    if (link?.scope === 'organization')
      return { kind: 'organization', who: 'People in your organization with the link' };
    const names = (several.length > 0 ? several : granted ? [granted] : []).map(nameOf).filter(Boolean);
    const who = names.join(', ') || invitation?.email || '';
    if (link) return { kind: 'group', who: who ? `${who}, with the link` : 'People who are named on the link' };
    return { kind: granted?.group || granted?.siteGroup ? 'group' : 'person', who: who || 'Somebody' };
  }
}

function notesOf({ expirationDateTime, hasPassword, inheritedFrom, roles = [] }: Permission, zone: string): string[] {
  const notes: string[] = [];
  if (expirationDateTime) notes.push(`until ${DateTime.fromISO(expirationDateTime, { zone }).toFormat('LLL d, yyyy')}`);
  if (hasPassword) notes.push('with a password');
  if (inheritedFrom) {
    const name = lastName(inheritedFrom.path) || inheritedFrom.name;
    // Owners own everything; and the root has no name that people know.
    if (name && name !== 'root') notes.push(`from “${name}”`);
    else if (!roles.includes('owner')) notes.push(`from ${name ? 'the library' : 'the folder above'}`);
  }
  return notes;
}

const lastName = (path: string | undefined) => {
  const name = path?.split('root:').at(-1)?.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

/** What a name may not be; undefined when SharePoint takes it. https://support.microsoft.com/office/64883a5d-228e-48f5-b3d2-eb39e07630fa */
export function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'A name is needed.';
  const forbidden = /["*:<>?/\\|]/.exec(name)?.[0];
  return forbidden === undefined ? undefined : `A name cannot have ${forbidden} in it.`;
}
