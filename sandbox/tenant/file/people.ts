import { personalHost, provisionSite, rootHost } from '../../graph/drive/provision.ts';
import type { UserRow } from '../model.ts';
import { seedId } from '../seed/people.ts';
import type { Tenant } from '../tenant.ts';
import { type FileUser, ianaOf, type TenantFile } from './schema.ts';

/** Outlook's own, where the file tells nothing. */
const usualHours: UserRow['workingHours'] = {
  daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  startTime: '08:00:00.0000000',
  endTime: '17:00:00.0000000',
};
const since = '2023-01-01T08:00:00Z';

/** The same person has the same id in every sandbox that opens the file. */
const idOf = ({ id, userPrincipalName }: Pick<FileUser, 'id' | 'userPrincipalName'>) =>
  id ?? seedId(`file ${userPrincipalName.toLowerCase()}`);

/** Everybody of the file, with mailbox and OneDrive. */
export function fillPeople(tenant: Tenant, { users, events }: TenantFile): void {
  const ids = new Map(users.map((user) => [user.userPrincipalName.toLowerCase(), idOf(user)]));
  const hours = hoursOf(events);
  const rows = users.map((user) => rowOf(user, user.manager && ids.get(user.manager.toLowerCase()), hours));
  for (const row of rows) tenant.tables.users.put(row);
  const home = { name: 'home', displayName: 'Communication site', description: 'Home of the organization' };
  provisionSite(tenant, { hostname: rootHost(tenant), path: '', ...home, readerIds: rows.map(({ id }) => id) });
  for (const row of rows)
    provisionSite(tenant, {
      hostname: personalHost(tenant),
      path: `/personal/${row.userPrincipalName.toLowerCase().replace(/[@.]/g, '_')}`,
      name: row.displayName,
      displayName: row.displayName,
      description: '',
      ownerId: row.id,
    });
}

/** A file with a calendar and without working hours: they are those in which meetings lie, from the full hour on. */
function hoursOf(events: TenantFile['events']): UserRow['workingHours'] {
  const days = events.filter(({ isAllDay }) => !isAllDay);
  if (days.length < fewest) return usualHours;
  const first = days.map(({ start }) => start.dateTime.slice(11, 13)).sort()[0]!;
  const last = days
    .map(({ end }) => end.dateTime.slice(11, 16))
    .sort()
    .at(-1)!;
  const end = last.endsWith(':00') ? Number(last.slice(0, 2)) : Number(last.slice(0, 2)) + 1;
  const hour = (value: number) => `${String(value).padStart(2, '0')}:00:00.0000000`;
  return Number(first) < end && end < 24
    ? { ...usualHours, startTime: hour(Number(first)), endTime: hour(end) }
    : usualHours;
}

/** Fewer meetings tell nothing about a day. */
const fewest = 20;

function rowOf(user: FileUser, managerId: string | undefined, hours: UserRow['workingHours']): UserRow {
  const { displayName, userPrincipalName, mailboxSettings: { timeZone = 'UTC', workingHours } = {} } = user;
  const [first = '', ...others] = displayName.split(' ');
  const { givenName = first, surname = others.join(' ') } = user;
  return {
    id: idOf(user),
    userPrincipalName,
    mail: user.mail ?? userPrincipalName,
    displayName,
    givenName,
    surname,
    jobTitle: user.jobTitle ?? '',
    department: user.department ?? '',
    officeLocation: user.officeLocation ?? '',
    mobilePhone: null,
    businessPhones: [],
    preferredLanguage: user.preferredLanguage ?? 'en-US',
    accountEnabled: true,
    managerId: managerId ?? null,
    password: `Sandbox-${givenName}-1`,
    isAdmin: user.isAdmin ?? false,
    timeZone: ianaOf(timeZone) ?? 'UTC',
    workingHours: workingHours ?? hours,
    createdDateTime: since,
  };
}

/** Somebody by userPrincipalName or address; undefined for people outside. */
export function personOf({ tables: { users } }: Tenant, address: string): UserRow | undefined {
  const key = address.toLowerCase();
  return users.by('upn', key)[0] ?? users.by('mail', key)[0];
}
