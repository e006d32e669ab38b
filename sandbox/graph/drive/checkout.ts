import { z } from 'zod';
import type { GraphCall, GraphReply } from '../area.ts';
import { invalidRequest, notSupported, resourceLocked } from './faults.ts';
import { itemOf } from './find.ts';
import { driveTables, type ItemRow } from './model.ts';
import { saveItem } from './state.ts';
import { callerOf, readBody } from './wire.ts';
import { requireUnlocked } from './write.ts';

/** A file that one person edits alone: others read it as it is, and get 423 when they change it. */

const checkInBody = z.object({
  /** What the version becomes; '' and 'unspecified' leave it to the library. */
  checkInAs: z.enum(['', 'unspecified', 'published']).nullish(),
  comment: z.string().max(1023).nullish(),
});

/**
 * Checked out by the one who has it already, it stays so.
 * @throws GraphFailure 423 while it is somebody else's, 400 for a folder
 * @see https://learn.microsoft.com/graph/api/driveitem-checkout
 */
export function checkOut(call: GraphCall): GraphReply {
  const item = itemOf(call, 'write');
  if (item.isFolder) throw notSupported('A folder cannot be checked out.');
  const holder = call.token.oid ?? call.token.appid;
  if (item.lockedBy !== undefined && item.lockedBy !== holder) throw resourceLocked();
  const { lockedAt = item.contentVersion } = item;
  saveItem(call.tenant, { ...item, lockedBy: holder, lockedAt });
  return { status: 204 };
}

/**
 * @throws GraphFailure 400 when it is not checked out, 423 when it is somebody else's
 * @see https://learn.microsoft.com/graph/api/driveitem-checkin
 */
export function checkIn(call: GraphCall): GraphReply {
  readBody(checkInBody, call.body ?? {});
  saveItem(call.tenant, withoutLock(held(call)));
  return { status: 204 };
}

/**
 * What was written since the checkout is thrown away.
 * @throws GraphFailure 400 when it is not checked out, 423 when it is somebody else's
 * @see https://learn.microsoft.com/graph/api/driveitem-discardcheckout
 */
export function discardCheckout(call: GraphCall): GraphReply {
  const { tenant } = call;
  const { versions } = driveTables(tenant);
  const item = held(call);
  const { lockedAt = item.contentVersion } = item;
  const before = versions.get(`${item.id}:${lockedAt}`);
  for (const version of versions.by('item', item.id)) if (version.number >= lockedAt) versions.delete(version.id);
  const content = before && {
    size: before.size,
    content: before.content,
    quickXorHash: before.quickXorHash,
    lastModifiedBy: before.lastModifiedBy,
    lastModifiedDateTime: before.lastModifiedDateTime,
    contentVersion: lockedAt,
    version: item.version + 1,
  };
  saveItem(tenant, withoutLock({ ...item, ...content }));
  return { status: 204 };
}

function held(call: GraphCall): ItemRow {
  const item = itemOf(call, 'write');
  if (item.lockedBy === undefined) throw invalidRequest('The file is not checked out.', 'fileNotCheckedOut');
  requireUnlocked(item, callerOf(call));
  return item;
}

function withoutLock({ lockedBy: _holder, lockedAt: _since, ...item }: ItemRow): ItemRow {
  return item;
}
