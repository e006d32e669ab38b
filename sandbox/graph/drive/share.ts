import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall } from '../area.ts';
import { reaches } from './access.ts';
import { invalidRequest, sharingDisabled } from './faults.ts';
import { driveTables, type ItemRow, type LinkScope, type LinkType, type PermissionRow } from './model.ts';
import { driveState } from './state.ts';
import { instant, readBody } from './wire.ts';

/** Giving access: links and invitations. https://learn.microsoft.com/graph/api/driveitem-createlink and -invite */

const linkBody = z.object({
  type: z.string(),
  scope: z.string().nullish(),
  expirationDateTime: instant.nullish(),
  password: z.string().nullish(),
  message: z.string().nullish(),
  retainInheritedPermissions: z.boolean().nullish(),
  sendNotification: z.boolean().nullish(),
  recipients: z.array(z.object({ email: z.string().nullish(), objectId: z.string().nullish() })).nullish(),
});
const linkTypes: LinkType[] = ['view', 'edit', 'embed'];
const linkScopes: LinkScope[] = ['anonymous', 'organization', 'users'];

/** @returns created: false when the same link was there already: it comes back as it is */
export function createLink(call: GraphCall, item: ItemRow): { permission: PermissionRow; created: boolean } {
  const { tenant } = call;
  const body = readBody(linkBody, call.body ?? {});
  const type = oneOf('type', body.type, linkTypes);
  // Where nobody says, the organisation's default is the least open one.
  const scope = body.scope ? oneOf('scope', body.scope, linkScopes) : 'organization';
  if (item.parentId === null) throw invalidRequest('The root of a drive cannot be shared.', 'objectNotSupported');
  if (item.isFolder && type === 'embed') throw invalidRequest('A folder cannot be embedded.');
  if (scope === 'anonymous' && !driveState(tenant).anonymousLinks) throw sharingDisabled();
  const expirationDateTime = expiration(tenant, body.expirationDateTime);
  const memberIds =
    scope === 'users' ? (body.recipients ?? []).flatMap((one) => resolved(tenant, one).userId ?? []) : [];

  const { permissions } = driveTables(tenant);
  const known = permissions
    .by('item', item.id)
    .find(
      ({ link, expirationDateTime: until }) =>
        link?.type === type &&
        link.scope === scope &&
        link.appId === call.token.appid &&
        until === expirationDateTime &&
        !link.hasPassword,
    );
  if (known && !body.password) {
    const members = [...new Set([...known.memberIds, ...memberIds])];
    const isSame = members.length === known.memberIds.length;
    return { permission: isSame ? known : permissions.put({ ...known, memberIds: members }), created: false };
  }
  const permission = permissions.put({
    id: randomUUID(),
    itemId: item.id,
    role: type === 'edit' ? 'write' : 'read',
    link: {
      type,
      scope,
      token: `E${randomBytes(33).toString('base64url')}`,
      appId: call.token.appid,
      hasPassword: Boolean(body.password),
    },
    memberIds,
    ...(expirationDateTime === undefined ? {} : { expirationDateTime }),
    createdDateTime: tenant.clock.now().toISOString(),
  });
  return { permission, created: true };
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one.toLowerCase() === value.toLowerCase());
  if (!found) throw invalidRequest(`Invalid value '${value}' for '${name}'.`);
  return found;
}

/** @throws GraphFailure 400 for one that has passed */
function expiration(tenant: Tenant, text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  const at = new Date(text);
  if (at <= tenant.clock.now()) throw invalidRequest('The expiration has to be in the future.', 'invalidExpiration');
  return at.toISOString();
}

const recipient = z.object({
  email: z.string().nullish(),
  alias: z.string().nullish(),
  objectId: z.string().nullish(),
});
const inviteBody = z.object({
  recipients: z.array(recipient).min(1),
  roles: z.array(z.string()).min(1).max(1),
  message: z.string().max(2000).nullish(),
  requireSignIn: z.boolean().nullish(),
  sendInvitation: z.boolean().nullish(),
  expirationDateTime: instant.nullish(),
  password: z.string().nullish(),
  retainInheritedPermissions: z.boolean().nullish(),
});

/** @returns one permission for each recipient, in their order; who had access has the new role now */
export function invite(call: GraphCall, item: ItemRow): PermissionRow[] {
  const { tenant } = call;
  const body = readBody(inviteBody, call.body ?? {});
  const role = roleNamed(body.roles);
  if (item.parentId === null) throw invalidRequest('The root of a drive cannot be shared.', 'objectNotSupported');
  const expirationDateTime = expiration(tenant, body.expirationDateTime);
  const people = body.recipients.map((one) => resolved(tenant, one));
  if (people.some(({ guestEmail }) => guestEmail) && body.requireSignIn !== true && !driveState(tenant).anonymousLinks)
    throw sharingDisabled();
  return people.map((who) => {
    const { permissions } = driveTables(tenant);
    const known = permissions.by('item', item.id).find((p) => !p.link && p.role !== 'owner' && sameGrantee(p, who));
    return permissions.put({
      id: known?.id ?? randomUUID(),
      itemId: item.id,
      // An invitation never takes away: who could write can still write.
      role: known && reaches(known.role, role) ? known.role : role,
      ...who,
      memberIds: [],
      invitation: {
        email: who.email,
        invitedById: call.token.oid,
        signInRequired: body.requireSignIn ?? true,
      },
      ...(expirationDateTime === undefined ? {} : { expirationDateTime }),
      createdDateTime: known?.createdDateTime ?? tenant.clock.now().toISOString(),
    });
  });
}

const sameGrantee = (p: PermissionRow, who: Grantee) =>
  p.userId === who.userId && p.groupId === who.groupId && p.guestEmail === who.guestEmail;

/** @throws GraphFailure 400 for anything but read and write */
export const roleNamed = ([name = '']: string[]): 'read' | 'write' => oneOf('roles', name, ['read', 'write']);

/** Puts people among those whom a link is for. People of other organisations come by the link's address, with a code that is sent to them. */
export function addToLink(
  tenant: Tenant,
  link: PermissionRow,
  people: { email?: string | null; alias?: string | null; objectId?: string | null }[],
): PermissionRow {
  const ids = people.flatMap((one) => resolved(tenant, one).userId ?? []);
  return driveTables(tenant).permissions.put({ ...link, memberIds: [...new Set([...link.memberIds, ...ids])] });
}

interface Grantee {
  userId?: string;
  groupId?: string;
  guestEmail?: string;
  email: string;
}

/** @throws GraphFailure 400 for somebody who is not in the tenant although their address is of it, and for no address at all */
function resolved(
  tenant: Tenant,
  one: { email?: string | null; alias?: string | null; objectId?: string | null },
): Grantee {
  const { users, groups } = tenant.tables;
  const email = (one.email ?? one.alias ?? '').trim().toLowerCase();
  const user = one.objectId ? users.get(one.objectId) : (users.by('mail', email)[0] ?? users.by('upn', email)[0]);
  if (user) return { userId: user.id, email: user.mail };
  const group = one.objectId ? groups.get(one.objectId) : groups.by('mail', email)[0];
  if (group) return { groupId: group.id, email: group.mail ?? '' };
  const isForeign = z.email().safeParse(email).success && !email.endsWith(`@${tenant.domain}`);
  if (!isForeign || one.objectId)
    throw invalidRequest('One or more of the recipients could not be resolved.', 'noResolvedUsers');
  return { guestEmail: email, email };
}

/** What opens a link: whoever may use it has the item's role from then on. @returns false when the link is not for them */
export function redeem(tenant: Tenant, permission: PermissionRow, userId: string): boolean {
  if (permission.link?.scope === 'users') return permission.memberIds.includes(userId);
  if (!permission.memberIds.includes(userId))
    driveTables(tenant).permissions.put({ ...permission, memberIds: [...permission.memberIds, userId] });
  return true;
}
