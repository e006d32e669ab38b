import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { type Actor, type ConflictBehavior, driveTables, type ItemRow } from './model.ts';
import { monitorUrl } from './tickets.ts';
import { childrenOf, isWithin } from './tree.ts';
import { createFolder, putFile } from './write.ts';

/** After so many items others get their turn. */
const breather = 100;

/**
 * Copies a file, or a folder with everything in it, to any drive that the caller may write to. The job runs on its own.
 * @returns the address that tells how it goes
 * @see https://learn.microsoft.com/graph/api/driveitem-copy
 */
export function startCopy(
  tenant: Tenant,
  item: ItemRow,
  parent: ItemRow,
  name: string,
  actor: Actor,
  behavior: ConflictBehavior,
): string {
  const { monitors } = driveTables(tenant);
  const { id } = monitors.put({ id: randomUUID(), status: 'notStarted', percentageComplete: 0 });
  const run = async () => {
    await nextTurn();
    const copy = await copyInto(tenant, item, parent, name, actor, behavior);
    monitors.put({ id, status: 'completed', percentageComplete: 100, resourceId: copy.id });
  };
  run().catch((error: unknown) => {
    const { code, message } =
      error instanceof GraphFailure ? error : { code: 'generalException', message: 'The copy failed.' };
    monitors.put({ id, status: 'failed', percentageComplete: 0, error: { code, message } });
  });
  return monitorUrl(tenant, id);
}

/** @throws GraphFailure 409, 507, 400 */
async function copyInto(
  tenant: Tenant,
  item: ItemRow,
  parent: ItemRow,
  name: string,
  actor: Actor,
  behavior: ConflictBehavior,
): Promise<ItemRow> {
  if (!item.isFolder) {
    const { content, size, quickXorHash = '' } = item;
    return putFile(tenant, parent, name, { content: content ?? { seed: '' }, size, quickXorHash }, actor, behavior)
      .item;
  }
  if (isWithin(tenant, parent, item.id))
    throw new GraphFailure(400, 'invalidRequest', 'A folder cannot be copied into itself.');
  const folder = createFolder(tenant, parent, name, actor, behavior);
  for (const [i, child] of childrenOf(tenant, item.id).entries()) {
    if (i % breather === breather - 1) await nextTurn();
    await copyInto(tenant, child, folder, child.name, actor, 'replace');
  }
  return folder;
}
