import { z } from 'zod';
import type { GraphCall, GraphReply, Route } from '../area.ts';
import { callerReaches } from '../drive/access.ts';
import { resolveUrl } from '../drive/addresses.ts';
import { accessDenied, invalidRequest, itemNotFound } from '../drive/faults.ts';
import { allowed, itemOf } from '../drive/find.ts';
import { childrenPage, renderFor } from '../drive/listing.ts';
import { driveTables, type ItemRow, type PermissionRow } from '../drive/model.ts';
import { permissionOf, permissionsFor, renderPermission, requireOwn } from '../drive/permissions.ts';
import { userIdentity } from '../drive/render.ts';
import { addToLink, createLink, invite, redeem, roleNamed } from '../drive/share.ts';
import { driveOfItem, siteOfDrive } from '../drive/tree.ts';
import { instant, readBody } from '../drive/wire.ts';
import { collection, entity } from '../odata-reply.ts';
import { driveRoots } from '../permissions/drive.ts';
import { previewOf } from './item-actions.ts';
import { contentOf } from './items.ts';

const change = z.object({
  roles: z.array(z.string()).length(1).nullish(),
  expirationDateTime: instant.nullish(),
});

function addLink(call: GraphCall): GraphReply {
  const item = itemOf(call, 'write');
  const { permission, created } = createLink(call, item);
  return entity(call, renderPermission(call.tenant, permission, item), { status: created ? 201 : 200 });
}

function addPeople(call: GraphCall): GraphReply {
  const item = itemOf(call, 'write');
  const rendered = invite(call, item).map((permission) => renderPermission(call.tenant, permission, item));
  return collection(call, rendered, { pageSize: 1000 });
}

function changePermission(call: GraphCall): GraphReply {
  const { tenant } = call;
  const item = itemOf(call, 'write');
  const permission = permissionOf(call, item);
  const { roles, expirationDateTime } = readBody(change, call.body);
  requireOwn(permission, item);
  if (roles && permission.link) throw invalidRequest('The role of a link is its type: make another link.');
  const changed = driveTables(tenant).permissions.put({
    ...permission,
    ...(roles ? { role: roleNamed(roles) } : {}),
    ...(expirationDateTime ? { expirationDateTime: new Date(expirationDateTime).toISOString() } : {}),
  });
  return entity(call, renderPermission(tenant, changed, item));
}

function removePermission(call: GraphCall): GraphReply {
  const item = itemOf(call, 'write');
  const permission = permissionOf(call, item);
  requireOwn(permission, item);
  driveTables(call.tenant).permissions.delete(permission.id);
  return { status: 204 };
}

function onePermission(call: GraphCall): GraphReply {
  const item = itemOf(call);
  return entity(
    call,
    renderPermission(call.tenant, permissionOf(call, item), item, callerReaches(call, item, 'write')),
  );
}

const atOne: (Omit<Route, 'path'> & { suffix: string })[] = [
  { method: 'POST', suffix: 'createLink', handle: addLink },
  { method: 'POST', suffix: 'invite', handle: addPeople },
  {
    method: 'GET',
    suffix: 'permissions',
    handle: (call) => collection(call, permissionsFor(call, itemOf(call)), { pageSize: 1000 }),
  },
  { method: 'GET', suffix: 'permissions/{permission}', handle: onePermission },
  { method: 'PATCH', suffix: 'permissions/{permission}', handle: changePermission },
  { method: 'DELETE', suffix: 'permissions/{permission}', handle: removePermission },
];

/** 'u!' and the address in base64url: https://learn.microsoft.com/graph/api/shares-get#encoding-sharing-urls */
function sharedItem(call: GraphCall): { item: ItemRow; link?: PermissionRow } {
  const { tenant, token, params, prefer } = call;
  const [, encoded] = /^u!([\w-]+)$/.exec(params.share ?? '') ?? [];
  if (encoded === undefined) throw invalidRequest('The sharing token is not valid.', 'invalidSharingToken');
  const found = resolveUrl(tenant, Buffer.from(encoded, 'base64url').toString());
  if (!found) throw itemNotFound('The sharing link no longer exists, or you do not have permission to access it.');
  const { item } = found;
  const link = found.token === undefined ? undefined : driveTables(tenant).permissions.by('token', found.token)[0];
  const hasRunOut =
    link?.expirationDateTime !== undefined && link.expirationDateTime < tenant.clock.now().toISOString();
  if (hasRunOut) throw itemNotFound('The sharing link no longer exists, or you do not have permission to access it.');
  if (callerReaches(call, item, 'read')) return { item, link };
  // Looking at a link is not using it; these say that the person wants to.
  const mayRedeem = 'redeemsharinglink' in prefer || 'redeemsharinglinkifnecessary' in prefer;
  const isOpen =
    link?.link !== undefined &&
    token.oid !== undefined &&
    (link.link.scope !== 'users' || link.memberIds.includes(token.oid));
  if (!isOpen || !link) throw accessDenied();
  if (mayRedeem) redeem(tenant, link, token.oid ?? '');
  return { item, link };
}

function share(call: GraphCall): GraphReply {
  const { tenant, params } = call;
  const { item } = sharedItem(call);
  const owner = siteOfDrive(tenant, driveOfItem(tenant, item)).ownerId;
  return entity(call, {
    id: params.share,
    name: item.name,
    ...(owner ? { owner: { user: userIdentity(tenant, owner) } } : {}),
  });
}

const driveItem = (call: GraphCall): GraphReply => {
  const { item } = sharedItem(call);
  const applied = Object.keys(call.prefer).some((name) => name.startsWith('redeemsharinglink'));
  const answer = entity(call, renderFor(call, item));
  return applied ? { ...answer, headers: { ...answer.headers, 'preference-applied': 'redeemSharingLink' } } : answer;
};

function sharePermission(call: GraphCall): GraphReply {
  const { item, link } = sharedItem(call);
  if (!link) throw itemNotFound('The address is not that of a sharing link.');
  return entity(call, renderPermission(call.tenant, link, item));
}

const granting = z.object({
  recipients: z
    .array(z.object({ email: z.string().nullish(), objectId: z.string().nullish(), alias: z.string().nullish() }))
    .min(1),
  roles: z.array(z.string()).nullish(),
});

/** People who may use a link that was made for some. https://learn.microsoft.com/graph/api/permission-grant */
function grant(call: GraphCall): GraphReply {
  const { tenant } = call;
  const { item, link } = sharedItem(call);
  allowed(call, item, 'write');
  if (!link) throw itemNotFound('The address is not that of a sharing link.');
  const { recipients, roles } = readBody(granting, call.body);
  if (roles?.length) roleNamed(roles);
  const changed = addToLink(tenant, link, recipients);
  const {
    grantedToIdentities: _names,
    grantedToIdentitiesV2: _more,
    ...rendered
  } = renderPermission(tenant, changed, item);
  return collection(call, [rendered]);
}

/** https://learn.microsoft.com/graph/api/resources/permission */
export const sharing: Route[] = [
  ...driveRoots.flatMap((root) =>
    atOne.map(({ suffix, ...route }): Route => ({ ...route, path: `${root}/items/{item}/${suffix}` })),
  ),
  { method: 'GET', path: 'shares/{share}', handle: share },
  { method: 'GET', path: 'shares/{share}/driveItem', options: ['$select', '$expand'], handle: driveItem },
  { method: 'GET', path: 'shares/{share}/root', options: ['$select', '$expand'], handle: driveItem },
  { method: 'GET', path: 'shares/{share}/permission', handle: sharePermission },
  { method: 'POST', path: 'shares/{share}/permission/grant', options: [], handle: grant },
  {
    method: 'GET',
    path: 'shares/{share}/driveItem/content',
    options: [],
    handle: (call) => contentOf(call, sharedItem(call).item),
  },
  {
    method: 'GET',
    path: 'shares/{share}/driveItem/children',
    options: ['$select', '$expand', '$orderby', '$top', '$filter', '$skiptoken'],
    handle: (call) => childrenPage(call, sharedItem(call).item),
  },
  {
    method: 'POST',
    path: 'shares/{share}/driveItem/preview',
    options: [],
    handle: (call) => previewOf(call, sharedItem(call).item),
  },
];
