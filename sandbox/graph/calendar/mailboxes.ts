import { findWindows } from 'windows-iana';
import { peopleIn } from '../../tenant/groups.ts';
import type { GroupRow, UserRow } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { EmailAddress } from './model.ts';

/** A mailbox of this tenant that has a calendar: a person's or a room's. */
export interface Mailbox {
  id: string;
  kind: 'user' | 'room';
  name: string;
  address: string;
  /** IANA */
  timeZone: string;
  workingHours: { daysOfWeek: string[]; startTime: string; endTime: string };
}

const roomHours: Mailbox['workingHours'] = {
  daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  startTime: '08:00:00.0000000',
  endTime: '17:00:00.0000000',
};

export const mailboxOfUser = (user: UserRow): Mailbox => ({
  id: user.id,
  kind: 'user',
  name: user.displayName,
  address: user.mail,
  timeZone: user.timeZone,
  workingHours: user.workingHours,
});

/** The mailbox behind an SMTP address or userPrincipalName; undefined for groups and for addresses outside. */
export function findMailbox(tenant: Tenant, address: string): Mailbox | undefined {
  const { users, rooms } = tenant.tables;
  const key = address.trim().toLowerCase();
  const user = users.by('mail', key)[0] ?? users.by('upn', key)[0];
  if (user) return mailboxOfUser(user);
  const room = rooms.by('mail', key)[0];
  return (
    room && {
      id: room.id,
      kind: 'room',
      name: room.displayName,
      address: room.emailAddress,
      timeZone: room.timeZone,
      workingHours: roomHours,
    }
  );
}

/** The group with this address. */
export const findGroup = ({ tables: { groups } }: Tenant, address: string): GroupRow | undefined =>
  groups.by('mail', address.trim().toLowerCase())[0];

/** The mailboxes of everybody in the group with this address, in groups inside of it as well; undefined when no group has it. */
export function findGroupMembers(tenant: Tenant, address: string): Mailbox[] | undefined {
  const group = findGroup(tenant, address);
  return group && peopleIn(tenant, group).map(mailboxOfUser);
}

/** The name that the directory knows for an address. */
export function resolveName(
  tenant: Tenant,
  { address, name }: { address: string; name?: string | null },
): EmailAddress {
  const mailbox = findMailbox(tenant, address);
  const group = mailbox ? undefined : findGroup(tenant, address);
  return {
    name: name || mailbox?.name || group?.displayName || address,
    address: mailbox?.address ?? group?.mail ?? address,
  };
}

export const sameAddress = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

const windowsNames = new Map<string, string>();

/** The Windows name of a person's zone, which is how Exchange names zones. */
export function windowsName(iana: string): string {
  const name = windowsNames.get(iana) ?? findWindows(iana)[0] ?? iana;
  windowsNames.set(iana, name);
  return name;
}
