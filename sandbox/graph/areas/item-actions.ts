import { z } from 'zod';
import type { GraphCall, GraphReply, Route } from '../area.ts';
import { blobsOf } from '../drive/blobs.ts';
import { invalidRequest, itemNotFound } from '../drive/faults.ts';
import { allowed, itemOf } from '../drive/find.ts';
import { itemsPage, renderFor } from '../drive/listing.ts';
import { driveTables, type ItemRow } from '../drive/model.ts';
import { renderRemote } from '../drive/render.ts';
import { saveItem } from '../drive/state.ts';
import { downloadUrl } from '../drive/tickets.ts';
import { descendants, liveItem } from '../drive/tree.ts';
import { callerOf, readBody, requireMatch } from '../drive/wire.ts';
import { removeItem } from '../drive/write.ts';
import { entity } from '../odata-reply.ts';
import { driveRoots } from '../permissions/drive.ts';

/** Who follows: the person of the path or the one who is signed in. @throws GraphFailure 400 for an app by itself */
function follower({ user, token }: GraphCall): string {
  const id = token.oid ?? user?.id;
  if (id === undefined) throw invalidRequest('Only a person can follow an item.');
  return id;
}

/** https://learn.microsoft.com/graph/api/driveitem-follow; followed again, it is followed */
function follow(call: GraphCall): GraphReply {
  const item = itemOf(call);
  const userId = follower(call);
  driveTables(call.tenant).follows.put({ id: `${userId}|${item.id}`, userId, itemId: item.id });
  return entity(call, renderFor(call, item), { context: 'drive/following/$entity' });
}

/** https://learn.microsoft.com/graph/api/driveitem-unfollow */
function unfollow(call: GraphCall): GraphReply {
  const item = itemOf(call);
  driveTables(call.tenant).follows.delete(`${follower(call)}|${item.id}`);
  return { status: 204 };
}

function followed(call: GraphCall): ItemRow[] {
  const { tenant, user } = call;
  return driveTables(tenant)
    .follows.by('user', user.id)
    .flatMap(({ itemId }) => liveItem(tenant, itemId) ?? []);
}

function followedOne(call: GraphCall): ItemRow {
  const found = followed(call).find(({ id }) => id === call.params.followed);
  if (!found) throw itemNotFound();
  return allowed(call, found, 'read');
}

function stopFollowing(call: GraphCall): GraphReply {
  const { id } = followedOne(call);
  driveTables(call.tenant).follows.delete(`${call.user.id}|${id}`);
  return { status: 204 };
}

const previewBody = z.object({
  page: z.union([z.string(), z.number()]).nullish(),
  zoom: z.number().nullish(),
});

/** For some minutes, and for whoever has the address. https://learn.microsoft.com/graph/api/driveitem-preview */
export function previewOf(call: GraphCall, item: ItemRow): GraphReply {
  readBody(previewBody, call.body ?? {});
  if (item.isFolder) throw invalidRequest('A folder has no preview.');
  return entity(call, { getUrl: downloadUrl(call.tenant, item.id), postParameters: null, postUrl: null });
}

/** Past the recycle bin. https://learn.microsoft.com/graph/api/driveitem-permanentdelete */
async function permanentDelete(call: GraphCall): Promise<GraphReply> {
  const { tenant } = call;
  const item = itemOf(call, 'write');
  requireMatch(call, item);
  const all = [item, ...descendants(tenant, item.id)];
  removeItem(tenant, item, callerOf(call));
  const { items, versions } = driveTables(tenant);
  for (const { id, content } of all) {
    const { content: _bytes, ...gone } = items.get(id)!;
    saveItem(tenant, { ...gone, size: 0 });
    await blobsOf(tenant).delete(content);
    for (const version of versions.by('item', id)) {
      versions.delete(version.id);
      await blobsOf(tenant).delete(version.content);
    }
  }
  return { status: 204 };
}

const listed: Route['options'] = ['$select', '$expand', '$orderby', '$top', '$filter', '$skiptoken'];
const atOne: [suffix: string, handle: Route['handle']][] = [
  ['follow', follow],
  ['unfollow', unfollow],
  ['preview', (call) => previewOf(call, itemOf(call))],
  ['permanentDelete', permanentDelete],
];

/** What is done to an item besides changing it. https://learn.microsoft.com/graph/api/resources/driveitem */
export const itemActions: Route[] = [
  ...driveRoots.flatMap((root) =>
    atOne.map(
      ([suffix, handle]): Route => ({ method: 'POST', path: `${root}/items/{item}/${suffix}`, options: [], handle }),
    ),
  ),
  {
    method: 'GET',
    path: '{user}/drive/following',
    options: listed,
    handle: (call) => itemsPage(call, followed(call), (item) => renderRemote(call.tenant, item)),
  },
  {
    method: 'GET',
    path: '{user}/drive/following/{followed}',
    handle: (call) => entity(call, renderFor(call, followedOne(call))),
  },
  { method: 'DELETE', path: '{user}/drive/following/{followed}', options: [], handle: stopFollowing },
];
