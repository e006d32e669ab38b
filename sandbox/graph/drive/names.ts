import type { Tenant } from '../../tenant/tenant.ts';
import { invalidRequest } from './faults.ts';
import { driveTables, nameKey } from './model.ts';

const longestName = 255;
/** Characters of the whole path under the drive's root, decoded. */
export const longestPath = 400;

const reserved = /^(con|prn|aux|nul|com\d|lpt\d|desktop\.ini|\.lock|_vti_.*)$/i;

/**
 * Holds a file's or folder's name against what SharePoint takes.
 * @throws GraphFailure 400
 * @see https://support.microsoft.com/office/restrictions-and-limitations-in-onedrive-and-sharepoint-64883a5d-228e-48f5-b3d2-eb39e07630fa
 */
export function requireName(name: string): string {
  const isBad =
    name === '' ||
    name.length > longestName ||
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what is refused
    /["*:<>?/\\|\u0000-\u001f]/.test(name) ||
    /^\s|\s$/.test(name) ||
    name.startsWith('~$') ||
    name.includes('_vti_') ||
    /^\.+$/.test(name) ||
    reserved.test(name);
  if (isBad)
    throw invalidRequest(
      'The provided name cannot contain or be one of what SharePoint does not allow.',
      'invalidName',
    );
  return name;
}

export const childNamed = (tenant: Tenant, parentId: string, name: string) =>
  driveTables(tenant).items.by('name', nameKey(parentId, name))[0];

/** 'Budget.xlsx' → 'Budget 1.xlsx': the first that is free, as conflictBehavior rename makes it. */
export function freeName(tenant: Tenant, parentId: string, name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 1; ; n++) {
    const candidate = `${stem} ${n}${extension}`;
    if (!childNamed(tenant, parentId, candidate)) return candidate;
  }
}
