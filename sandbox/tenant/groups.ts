import type { GroupRow, UserRow } from './model.ts';
import type { Tenant } from './tenant.ts';

/** A Microsoft 365 group has a mailbox and a site; its members are people. */
export const isMicrosoft365 = ({ kind = 'microsoft365' }: GroupRow): boolean => kind === 'microsoft365';

/** Whether access can be granted to it. */
export const isSecurityEnabled = ({ kind }: GroupRow): boolean => kind === 'security' || kind === 'mailEnabledSecurity';

/** The local part of its address; a group without mail has a nickname all the same. */
export const nicknameOf = ({ nickname, mail, displayName }: GroupRow): string =>
  nickname ?? mail?.split('@')[0] ?? displayName.replace(/\W/g, '');

/** Everything of one kind that is reached from `start`, each once, the nearest first; `start` itself is not in it. */
function reached<T extends { id: string }>(start: T, next: (from: T) => readonly T[]): T[] {
  const found = new Map<string, T>([[start.id, start]]);
  for (const from of found.values()) for (const to of next(from)) if (!found.has(to.id)) found.set(to.id, to);
  found.delete(start.id);
  return [...found.values()];
}

const groupsIn = ({ tables: { groups } }: Tenant, ids: readonly string[]) => ids.flatMap((id) => groups.get(id) ?? []);

/** The groups inside of a group, at any depth; groups that are in each other in a circle do no harm. */
export const groupsInside = (tenant: Tenant, group: GroupRow): GroupRow[] =>
  reached(group, (from) => groupsIn(tenant, from.memberIds));

/** Everybody in a group or in a group that is inside of it, each once. */
export function peopleIn(tenant: Tenant, group: GroupRow): UserRow[] {
  const ids = new Set([group, ...groupsInside(tenant, group)].flatMap((one) => one.memberIds));
  return [...ids].flatMap((id) => tenant.tables.users.get(id) ?? []);
}

/** The groups that somebody, or a group, is in by way of other groups as well; the nearest first. */
export function groupsAround({ tables: { groups } }: Tenant, id: string): GroupRow[] {
  const direct = groups.by('member', id);
  const all = direct.flatMap((group) => [group, ...reached(group, (from) => groups.by('member', from.id))]);
  return [...new Map([...direct, ...all].map((group) => [group.id, group])).values()].filter(
    (group) => group.id !== id,
  );
}

/** Is somebody in a group, directly or by way of another one? */
export const isIn = (tenant: Tenant, group: GroupRow, userId: string): boolean =>
  group.memberIds.includes(userId) || groupsInside(tenant, group).some((inside) => inside.memberIds.includes(userId));
