import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/** From nothing to a delegate, who sees what is private as well. https://learn.microsoft.com/graph/api/resources/calendarpermission */
export const roles = [
  'none',
  'freeBusyRead',
  'limitedRead',
  'read',
  'write',
  'delegateWithoutPrivateEventAccess',
  'delegateWithPrivateEventAccess',
] as const;
export type CalendarRole = (typeof roles)[number];

/** One line of a calendar's list of whom it is shared with. id: the calendar's, and the one that Graph knows it by. */
export interface CalendarPermissionRow extends Row {
  calendarId: string;
  ownerId: string;
  /** The person; '' for the organization, and for people outside of it. */
  granteeId: string;
  role: CalendarRole;
  isInside: boolean;
  name: string;
  address: string;
}

/** 'Default' in base64: everybody in the organization. */
export const defaultPermissionId = 'RGVmYXVsdA==';

export const permissionsTable = ({ store }: Tenant): Table<CalendarPermissionRow> =>
  store.table<CalendarPermissionRow>('calendarPermissions', {
    calendar: (row) => row.calendarId,
    share: (row) => (row.granteeId ? `${row.ownerId}:${row.granteeId}` : undefined),
  });

/** Everybody's own line first of all. */
export function permissionsOf(tenant: Tenant, calendarId: string): CalendarPermissionRow[] {
  const table = permissionsTable(tenant);
  const id = `${calendarId} ${defaultPermissionId}`;
  const everybody: Omit<CalendarPermissionRow, 'id' | 'calendarId'> = {
    ownerId: '',
    granteeId: '',
    role: 'freeBusyRead',
    isInside: true,
    name: 'My Organization',
    address: '',
  };
  if (!table.has(id)) table.put({ id, calendarId, ...everybody });
  return table.by('calendar', calendarId);
}

/** Does somebody's calendar stand open to this person: to be read, or to be written as well? */
export const isCalendarShared = (tenant: Tenant, ownerId: string, granteeId: string, writes: boolean): boolean =>
  permissionsTable(tenant)
    .by('share', `${ownerId}:${granteeId}`)
    .some(({ role }) => roles.indexOf(role) >= roles.indexOf(writes ? 'write' : 'read'));
