import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall } from '../area.ts';
import { appliesTo, callerReaches, permissionsOn } from './access.ts';
import { linkUrl } from './addresses.ts';
import { accessDenied, invalidRequest, itemNotFound } from './faults.ts';
import { driveTables, type ItemRow, type PermissionRow } from './model.ts';
import { type Json, referenceTo, userIdentity } from './render.ts';

/** Who has access to an item, as Graph writes it. https://learn.microsoft.com/graph/api/resources/permission */

const deprecated = {
  '@deprecated.GrantedTo': 'GrantedTo has been deprecated. Refer to GrantedToV2',
};

/** @param secrets the address of a link is shown to those only who could make it */
export function renderPermission(tenant: Tenant, permission: PermissionRow, item: ItemRow, secrets = true): Json {
  const { link, invitation, expirationDateTime } = permission;
  const holder = driveTables(tenant).items.get(permission.itemId);
  return {
    id: permission.id,
    roles: [permission.role],
    ...grantee(tenant, permission),
    ...(link ? { link: renderLink(tenant, permission, item, secrets), hasPassword: link.hasPassword } : {}),
    ...(invitation
      ? {
          hasPassword: false,
          invitation: {
            email: invitation.email,
            signInRequired: invitation.signInRequired,
            ...(invitation.invitedById ? { invitedBy: { user: userIdentity(tenant, invitation.invitedById) } } : {}),
          },
        }
      : {}),
    ...(expirationDateTime === undefined ? {} : { expirationDateTime }),
    ...(holder && holder.id !== item.id ? { inheritedFrom: referenceTo(tenant, holder) } : {}),
  };
}

function grantee(tenant: Tenant, { userId, groupId, channelId, guestEmail, link, memberIds }: PermissionRow): Json {
  if (link) {
    if (link.scope !== 'users' && memberIds.length === 0) return {};
    const users = memberIds.map((id) => ({ user: userIdentity(tenant, id) }));
    return {
      '@deprecated.GrantedToIdentities': 'GrantedToIdentities has been deprecated. Refer to GrantedToIdentitiesV2',
      grantedToIdentities: users,
      grantedToIdentitiesV2: memberIds.map((id) => identityV2(tenant, id)),
    };
  }
  if (channelId !== undefined) {
    const displayName = `${tenant.tables.channels.get(channelId)?.displayName ?? ''} Members`;
    return { grantedToV2: { siteGroup: { id: '5', displayName, loginName: displayName } } };
  }
  if (groupId !== undefined) {
    const group = tenant.tables.groups.get(groupId);
    const identity = {
      id: groupId,
      displayName: group?.displayName ?? '',
      ...(group?.mail ? { email: group.mail } : {}),
    };
    return { grantedToV2: { group: identity } };
  }
  if (guestEmail !== undefined) {
    const user = { displayName: guestEmail, email: guestEmail };
    return { ...deprecated, grantedTo: { user }, grantedToV2: { user } };
  }
  return {
    ...deprecated,
    grantedTo: { user: userIdentity(tenant, userId ?? '') },
    grantedToV2: identityV2(tenant, userId ?? ''),
  };
}

function identityV2(tenant: Tenant, userId: string): Json {
  const user = userIdentity(tenant, userId);
  const all = [...tenant.tables.users.all()];
  return {
    user,
    siteUser: {
      ...user,
      id: String(all.findIndex(({ id }) => id === userId) + 1),
      loginName: `i:0#.f|membership|${String(user.email ?? '').toLowerCase()}`,
    },
  };
}

function renderLink(tenant: Tenant, permission: PermissionRow, item: ItemRow, secrets: boolean): Json {
  const link = permission.link!;
  const shared = driveTables(tenant).items.get(permission.itemId) ?? item;
  const app = tenant.tables.apps.get(link.appId);
  const webUrl = linkUrl(tenant, shared, link.token);
  return {
    type: link.type,
    scope: link.scope,
    ...(secrets ? { webUrl } : {}),
    ...(link.type === 'embed' && secrets
      ? { webHtml: `<iframe src="${webUrl}?action=embedview" width="476px" height="288px" frameborder="0"></iframe>` }
      : {}),
    preventsDownload: false,
    ...(app ? { application: { id: app.id, displayName: app.displayName } } : {}),
  };
}

/**
 * The permissions of an item that the caller may see: all of them for whoever may share it, else those that are theirs.
 * @see https://learn.microsoft.com/graph/api/driveitem-list-permissions
 */
export function permissionsFor(call: GraphCall, item: ItemRow): Json[] {
  const { tenant } = call;
  const mayShare = callerReaches(call, item, 'write') || call.token.oid === undefined;
  return visible(call, item).map((permission) => renderPermission(tenant, permission, item, mayShare));
}

function visible(call: GraphCall, item: ItemRow): PermissionRow[] {
  const { tenant, token } = call;
  const all = [...permissionsOn(tenant, item)];
  const isGuest = token.oid !== undefined && !mayManage(call, item);
  return isGuest ? all.filter((permission) => appliesTo(tenant, permission, token.oid ?? '')) : all;
}

// What the token may do is another matter: with Files.Read the owner still sees everybody.
const mayManage = (call: GraphCall, item: ItemRow) => {
  const { tenant, token } = call;
  return [...permissionsOn(tenant, item)].some(
    (permission) => permission.role !== 'read' && appliesTo(tenant, permission, token.oid ?? ''),
  );
};

/** @throws GraphFailure 404 for none such, or one that is not the caller's to see */
export function permissionOf(call: GraphCall, item: ItemRow): PermissionRow {
  const found = visible(call, item).find(({ id }) => id === call.params.permission);
  if (!found) throw itemNotFound('The permission could not be found.');
  return found;
}

/** @throws GraphFailure 403 for the owner's, 400 for one that comes from a folder above */
export function requireOwn(permission: PermissionRow, item: ItemRow): void {
  if (permission.itemId !== item.id)
    throw invalidRequest(
      'An inherited permission cannot be changed here: change it where it was granted.',
      'inheritedPermission',
    );
  if (permission.role === 'owner') throw accessDenied('The owner’s permission cannot be changed.');
}
