import type { Permission } from './permission.ts';

/** OneDrive and SharePoint: drives, items, sites and search. */
export const drivePermissions: Record<string, Permission> = {};
