import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall, GraphReply } from '../area.ts';
import { GraphFailure } from '../area.ts';
import { blobsOf } from './blobs.ts';
import { invalidRange, invalidRequest, itemNotFound, tooLarge } from './faults.ts';
import { placeOf } from './find.ts';
import { driveTables, type ItemRow, type UploadRow } from './model.ts';
import { uploadUrl } from './tickets.ts';
import { liveItem } from './tree.ts';
import { callerOf, conflictBehavior, fileSystemInfo, readBody, requireMatch } from './wire.ts';
import { ensureFolders, putFile, requirePlace, requireQuota, touch } from './write.ts';

/** Upload sessions. https://learn.microsoft.com/graph/api/driveitem-createuploadsession */

const mebibyte = 2 ** 20;
/** Every range but the last is a multiple of this. */
export const rangeUnit = 320 * 1024;
const largestRange = 60 * mebibyte;
const largestFile = 250 * 1024 * mebibyte;
/** A session that nothing comes for ends after a day. */
const lifetimeMs = 24 * 3_600_000;

const body = z.object({
  item: z
    .object({
      '@microsoft.graph.conflictBehavior': conflictBehavior.nullish(),
      name: z.string().nullish(),
      fileSize: z.number().int().nonnegative().nullish(),
      description: z.string().nullish(),
      fileSystemInfo: fileSystemInfo.nullish(),
    })
    .nullish(),
  deferCommit: z.boolean().nullish(),
});

export function createUploadSession(call: GraphCall): GraphReply {
  const { tenant } = call;
  const { item = {}, deferCommit } = readBody(body, call.body ?? {});
  const place = placeOf(call);
  if (place.existing) requireMatch(call, place.existing);
  if (item?.name && item.name !== place.name)
    throw invalidRequest('The name in the body is not the one in the address.');
  const actor = callerOf(call);
  const behavior = item?.['@microsoft.graph.conflictBehavior'] ?? 'fail';
  // A session by an item's own id is for its next version: there is nothing to be in conflict with.
  const isById = place.existing !== undefined && !(call.params.item ?? '').includes(':');
  const parent = ensureFolders(tenant, place.parent, place.missing, actor);
  const chosen = isById ? 'replace' : behavior;
  requirePlace(tenant, parent, place.name, actor, chosen);
  const total = item?.fileSize ?? undefined;
  if (total !== undefined) requireRoom(tenant, parent, total);

  const session = driveTables(tenant).uploads.put({
    id: randomUUID(),
    driveId: parent.driveId,
    parentId: parent.id,
    name: place.name,
    conflictBehavior: chosen,
    blob: blobsOf(tenant).create(),
    received: 0,
    ...(total === undefined ? {} : { total }),
    deferCommit: deferCommit === true,
    expirationDateTime: new Date(tenant.clock.now().getTime() + lifetimeMs).toISOString(),
    actor,
    ...(item?.description ? { description: item.description } : {}),
    ...(item?.fileSystemInfo
      ? {
          fileSystemInfo: {
            createdDateTime: item.fileSystemInfo.createdDateTime ?? `${tenant.clock.now().toISOString().slice(0, 19)}Z`,
            lastModifiedDateTime:
              item.fileSystemInfo.lastModifiedDateTime ?? `${tenant.clock.now().toISOString().slice(0, 19)}Z`,
          },
        }
      : {}),
  });
  return {
    body: {
      '@odata.context': `${tenant.origin}/v1.0/$metadata#microsoft.graph.uploadSession`,
      uploadUrl: uploadUrl(tenant, session.id, lifetimeMs),
      ...progressOf(session),
    },
  };
}

function requireRoom(tenant: Tenant, parent: ItemRow, total: number): void {
  if (total > largestFile) throw tooLarge('The file is larger than 250 GB.');
  requireQuota(tenant, parent.driveId, total);
}

/** What the service says of a session under way: the ranges that it still needs. */
export const progressOf = ({ received, total, expirationDateTime }: UploadRow) => ({
  expirationDateTime,
  nextExpectedRanges:
    received === total ? [] : [received === 0 || total === undefined ? `${received}-` : `${received}-${total - 1}`],
});

/** @throws GraphFailure 404 for none such, or one that has ended */
export function uploadSession(tenant: Tenant, id: string): UploadRow {
  const { uploads } = driveTables(tenant);
  const session = uploads.get(id);
  if (session && session.expirationDateTime > tenant.clock.now().toISOString()) return session;
  if (session) void cancelUpload(tenant, session);
  throw itemNotFound('The upload session was not found');
}

export async function cancelUpload(tenant: Tenant, session: UploadRow): Promise<void> {
  driveTables(tenant).uploads.delete(session.id);
  await blobsOf(tenant).delete({ blob: session.blob });
}

/** Sessions that a range is being written to: a second one at the same time is refused. */
const writing = new Set<string>();

/**
 * Takes a range.
 * @returns the item once the last byte is here, else undefined
 * @throws GraphFailure 416 for a range that is here already or comes too early, 400 for one that is not in order, 413
 */
export async function takeRange(
  tenant: Tenant,
  session: UploadRow,
  headers: Record<string, string>,
  source: Readable,
): Promise<{ item: ItemRow; created: boolean } | undefined> {
  const { start, end, total } = rangeIn(headers);
  const size = end - start + 1;
  const isLast = end === total - 1;
  if (session.total !== undefined && session.total !== total)
    throw invalidRequest('The size of the file is not the one that was said before.', 'invalidRange');
  if (headers['content-length'] !== undefined && Number(headers['content-length']) !== size)
    throw invalidRequest('Content-Length does not match Content-Range.', 'invalidRange');
  if (size >= largestRange) throw tooLarge('A range has to be smaller than 60 MiB.');
  if (!isLast && size % rangeUnit !== 0)
    throw invalidRequest('Every range but the last has to be a multiple of 320 KiB.', 'invalidRange');
  if (start < session.received) throw invalidRange('fragmentOverlap');
  if (start > session.received) throw invalidRange('fragmentOutOfOrder');
  if (writing.has(session.id)) throw invalidRange('fragmentOverlap');
  const parent = liveItem(tenant, session.parentId);
  if (!parent) throw itemNotFound();
  if (start === 0) requireRoom(tenant, parent, total);

  writing.add(session.id);
  try {
    const received = await blobsOf(tenant).append(session.blob, start, source);
    if (received !== end + 1) throw invalidRequest('The body is not as long as Content-Range says.', 'invalidRange');
    const next = driveTables(tenant).uploads.put({ ...session, received, total });
    return isLast && !session.deferCommit ? await commit(tenant, next) : undefined;
  } finally {
    writing.delete(session.id);
  }
}

function rangeIn(headers: Record<string, string>) {
  const [, from = '', to = '', whole = ''] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  const [start, end, total] = [from, to, whole].map((text) => (text === '' ? Number.NaN : Number(text))) as [
    number,
    number,
    number,
  ];
  if (!(start <= end && end < total))
    throw invalidRequest('The Content-Range header is missing or malformed.', 'invalidRange');
  return { start, end, total };
}

/** @throws GraphFailure 409 when the name was taken meanwhile, 400 when bytes are missing */
export async function commit(tenant: Tenant, session: UploadRow): Promise<{ item: ItemRow; created: boolean }> {
  const {
    blob,
    parentId,
    name,
    received,
    total,
    actor,
    conflictBehavior: behavior,
    description,
    fileSystemInfo,
  } = session;
  const parent = liveItem(tenant, parentId);
  if (!parent) throw itemNotFound();
  if (received !== total) throw new GraphFailure(400, 'invalidRequest', 'The file is not complete.');
  const quickXorHash = await blobsOf(tenant).hash(blob);
  const { item, created } = putFile(
    tenant,
    parent,
    name,
    { content: { blob }, size: received, quickXorHash },
    actor,
    behavior,
  );
  driveTables(tenant).uploads.delete(session.id);
  const more = { ...(description ? { description } : {}), ...(fileSystemInfo ? { fileSystemInfo } : {}) };
  return { item: Object.keys(more).length > 0 ? touch(tenant, { ...item, ...more }, actor) : item, created };
}
