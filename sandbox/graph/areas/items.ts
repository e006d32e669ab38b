import { z } from 'zod';
import type { GraphCall, GraphReply, Route } from '../area.ts';
import { blobsOf } from '../drive/blobs.ts';
import { checkIn, checkOut, discardCheckout } from '../drive/checkout.ts';
import { startCopy } from '../drive/copy.ts';
import { invalidRequest, itemNotFound, notSupported, tooLarge } from '../drive/faults.ts';
import { allowed, itemOf, placeOf } from '../drive/find.ts';
import { childrenPage, renderFor } from '../drive/listing.ts';
import { driveTables, type ItemRow } from '../drive/model.ts';
import { downloadUrl } from '../drive/tickets.ts';
import { itemAt, liveItem, rootOf } from '../drive/tree.ts';
import { createUploadSession } from '../drive/uploads.ts';
import { restoreVersion, versionOf, versionsOf } from '../drive/versions.ts';
import { behaviorAsked, callerOf, conflictBehavior, fileSystemInfo, readBody, requireMatch } from '../drive/wire.ts';
import {
  createFolder,
  ensureFolders,
  moveItem,
  putFile,
  removeItem,
  requirePlace,
  requireUnlocked,
  touch,
} from '../drive/write.ts';
import { collection, entity } from '../odata-reply.ts';
import { driveRoots } from '../permissions/drive.ts';
import { thumbnailRoutes } from './thumbnails.ts';

/** Bytes that one PUT may carry. https://learn.microsoft.com/graph/api/driveitem-put-content */
const largestPut = 250 * 2 ** 20;

const behavior = { '@microsoft.graph.conflictBehavior': conflictBehavior.nullish() };
const reference = z.object({ id: z.string().nullish(), driveId: z.string().nullish(), path: z.string().nullish() });
const newFolder = z.object({ ...behavior, name: z.string(), folder: z.looseObject({}) });
const change = z.object({
  ...behavior,
  name: z.string().nullish(),
  description: z.string().nullish(),
  parentReference: reference.nullish(),
  fileSystemInfo: fileSystemInfo.nullish(),
});
const copyBody = z.object({ ...behavior, name: z.string().nullish(), parentReference: reference.nullish() });

const reply = (call: GraphCall, item: ItemRow, status = 200): GraphReply =>
  entity(call, renderFor(call, item), { status });

function addFolder(call: GraphCall): GraphReply {
  const body = readBody(newFolder, call.body);
  const parent = folderOf(call, 'write');
  const asked = body['@microsoft.graph.conflictBehavior'] ?? 'fail';
  return reply(call, createFolder(call.tenant, parent, body.name, callerOf(call), asked), 201);
}

function folderOf(call: GraphCall, wanted: 'read' | 'write'): ItemRow {
  const item = itemOf(call, wanted);
  if (!item.isFolder && wanted === 'write') throw invalidRequest('The item is not a folder.');
  return item;
}

function update(call: GraphCall): GraphReply {
  const { tenant } = call;
  const body = readBody(change, call.body);
  const item = itemOf(call, 'write');
  requireMatch(call, item);
  const actor = callerOf(call);
  const parent = body.parentReference ? referred(call, body.parentReference, item) : undefined;
  const name = body.name ?? item.name;
  const asked = behaviorAsked(call, body['@microsoft.graph.conflictBehavior'] ?? 'fail');
  const isMove = (parent !== undefined && parent.id !== item.parentId) || name !== item.name;
  const here = parent ?? liveItem(tenant, item.parentId ?? '');
  if (isMove && !here) throw invalidRequest('The root of a drive can be neither renamed nor moved.');
  const moved = isMove && here ? moveItem(tenant, item, here, name, actor, asked) : item;
  const more = {
    ...(typeof body.description === 'string' ? { description: body.description } : {}),
    ...(body.fileSystemInfo
      ? {
          fileSystemInfo: {
            createdDateTime: body.fileSystemInfo.createdDateTime ?? item.createdDateTime,
            lastModifiedDateTime: body.fileSystemInfo.lastModifiedDateTime ?? item.lastModifiedDateTime,
          },
        }
      : {}),
  };
  if (Object.keys(more).length === 0) return reply(call, moved);
  requireUnlocked(moved, actor);
  return reply(call, touch(tenant, { ...moved, ...more }, actor));
}

/** The folder that a parentReference names: by id, or by a path of its drive. @throws GraphFailure 404, 403, 400 */
function referred(call: GraphCall, to: z.infer<typeof reference>, item: ItemRow): ItemRow {
  const { tenant } = call;
  const { items, drives } = driveTables(tenant);
  const drive = drives.get(to.driveId ?? item.driveId);
  if (!drive) throw itemNotFound('The drive could not be found.');
  const root = rootOf(tenant, drive);
  const [, path] = /root:?(.*)$/.exec(to.path ?? '') ?? [];
  const found =
    to.id && to.id !== 'root'
      ? items.get(to.id)
      : path !== undefined
        ? itemAt(tenant, root, decodeURIComponent(path))
        : to.id === 'root' || to.driveId
          ? root
          : undefined;
  if (!found || found.driveId !== drive.id || found.deletedDateTime !== undefined) throw itemNotFound();
  return allowed(call, found, 'write');
}

function remove(call: GraphCall): GraphReply {
  const item = itemOf(call, 'write');
  requireMatch(call, item);
  removeItem(call.tenant, item, callerOf(call));
  return { status: 204 };
}

const content = (call: GraphCall): GraphReply => contentOf(call, itemOf(call));

export function contentOf(call: GraphCall, item: ItemRow): GraphReply {
  if (item.isFolder) throw invalidRequest('A folder has no content.');
  return { status: 302, headers: { location: downloadUrl(call.tenant, item.id) } };
}

async function putContent(call: GraphCall): Promise<GraphReply> {
  const { tenant } = call;
  const place = placeOf(call);
  if (place.existing) requireMatch(call, place.existing);
  if (place.existing?.isFolder) throw invalidRequest('A folder has no content.');
  const actor = callerOf(call);
  const asked = behaviorAsked(call, 'replace');
  const parent = place.parent;
  if (place.missing.length === 0) requirePlace(tenant, parent, place.name, actor, asked);
  const limit = (size: number) => {
    if (size > largestPut) throw tooLarge('The content is larger than 250 MB: use an upload session.');
  };
  limit(Number(call.headers['content-length'] ?? 0));
  const { blob, ...written } = await blobsOf(tenant).write(call.upload!, limit);
  try {
    const folder = ensureFolders(tenant, parent, place.missing, actor);
    const { item, created } = putFile(tenant, folder, place.name, { content: { blob }, ...written }, actor, asked);
    return reply(call, item, created ? 201 : 200);
  } catch (error) {
    await blobsOf(tenant).delete({ blob });
    throw error;
  }
}

function copy(call: GraphCall): GraphReply {
  const { tenant } = call;
  const item = itemOf(call);
  const body = readBody(copyBody, call.body ?? {});
  const here = liveItem(tenant, item.parentId ?? '');
  const parent = body.parentReference
    ? referred(call, body.parentReference, item)
    : here && allowed(call, here, 'write');
  if (!parent) throw invalidRequest('The root of a drive cannot be copied.');
  const asked = behaviorAsked(call, body['@microsoft.graph.conflictBehavior'] ?? 'fail');
  return {
    status: 202,
    headers: { location: startCopy(tenant, item, parent, body.name ?? item.name, callerOf(call), asked) },
  };
}

function versionContent(call: GraphCall): GraphReply {
  const { item, number, isCurrent } = versionOf(call, itemOf(call));
  return { status: 302, headers: { location: downloadUrl(call.tenant, isCurrent ? item.id : `${item.id}:${number}`) } };
}

const page = { pageSize: 200, maxPageSize: 1000 };
const expand: Route['options'] = ['$select', '$expand'];
const listed: Route['options'] = ['$select', '$expand', '$orderby', '$top', '$filter', '$skiptoken'];

const atOne: (Omit<Route, 'path'> & { suffix: string })[] = [
  { method: 'GET', suffix: '', options: expand, handle: (call) => reply(call, itemOf(call)) },
  { method: 'PATCH', suffix: '', options: expand, handle: update },
  { method: 'DELETE', suffix: '', handle: remove },
  { method: 'GET', suffix: '/children', options: listed, handle: (call) => childrenPage(call, folderOf(call, 'read')) },
  { method: 'POST', suffix: '/children', options: expand, handle: addFolder },
  { method: 'GET', suffix: '/content', handle: content },
  { method: 'PUT', suffix: '/content', raw: true, options: expand, handle: putContent },
  { method: 'POST', suffix: '/createUploadSession', handle: createUploadSession },
  { method: 'POST', suffix: '/copy', handle: copy },
  { method: 'POST', suffix: '/checkout', handle: checkOut },
  { method: 'POST', suffix: '/checkin', handle: checkIn },
  { method: 'POST', suffix: '/discardCheckout', handle: discardCheckout },
  ...thumbnailRoutes,
  { method: 'GET', suffix: '/versions', handle: (call) => collection(call, versionsOf(call, itemOf(call)), page) },
  {
    method: 'GET',
    suffix: '/versions/{version}',
    handle: (call) => entity(call, versionOf(call, itemOf(call)).rendered),
  },
  { method: 'GET', suffix: '/versions/{version}/content', handle: versionContent },
  {
    method: 'POST',
    suffix: '/versions/{version}/restoreVersion',
    handle(call) {
      restoreVersion(call, itemOf(call, 'write'));
      return { status: 204 };
    },
  },
];

/** https://learn.microsoft.com/graph/api/resources/driveitem */
export const items: Route[] = [
  ...driveRoots.flatMap((root) =>
    atOne.map(({ suffix, ...route }): Route => ({ ...route, path: `${root}/items/{item}${suffix}` })),
  ),
  {
    method: 'POST',
    path: '{user}/drive/items/{item}/restore',
    // The recycle bin of a work account is SharePoint's: https://learn.microsoft.com/graph/api/driveitem-restore
    handle: () => {
      throw notSupported('Restoring from the recycle bin is supported in OneDrive Personal only.');
    },
  },
];
