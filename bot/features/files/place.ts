import type { File, FileOutput } from '@aide/contracts/files';
import { fileOutput } from '@aide/contracts/files';
import type { DriveItem } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../errors.ts';
import { childPath, itemPath, type Target } from '../../graph/drive-path.ts';
import type { Graph } from '../../graph/graph.ts';
import { fileOf, gone, isGone, itemFields, readItem } from './item.ts';

/** Where a file lies and what it is called: what moving and renaming change. */
type Ref = { driveId?: string; itemId: string };

/** The child of this name; undefined when there is none. */
export async function readChild(graph: Graph, target: Target): Promise<DriveItem | undefined> {
  try {
    return await graph.get<DriveItem>(childPath(target), { $select: `${itemFields},eTag,cTag` });
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** @throws AideError conflict */
export const taken = (name: string, where: string): AideError =>
  new AideError('conflict', {
    userMessage: `There is something called “${name}” in ${where} already.`,
    remedy: 'Choose another name or place.',
  });

/** Changes the place or the name of a file. @throws AideError conflict, with a way on, when the name is taken there */
export async function patchItem(graph: Graph, ref: Ref, change: Record<string, unknown>): Promise<File> {
  try {
    const item = await graph.patch<DriveItem>(itemPath(ref), change, { repeatable: true });
    return fileOf(item, ref.driveId === undefined);
  } catch (error) {
    if (isGone(error)) throw gone(error);
    if (error instanceof AideError && error.details.upstream?.code === 'nameAlreadyExists')
      throw taken(String(change.name ?? 'that'), 'that folder');
    throw error;
  }
}

export const placeOf = (item: DriveItem) => ({
  ...(item.parentReference?.id ? { folderId: item.parentReference.id } : {}),
  name: item.name ?? '',
});

/** How it was before, as it was kept. */
export const keptBefore = fileOutput.shape.before;

/** Puts a file back to where it was, under the name it had, unless somebody has renamed it since. */
export async function restorePlace(graph: Graph, ref: Ref, { file, before }: FileOutput): Promise<void> {
  const now = placeOf(await readItem(graph, ref));
  if (now.name === before?.name && now.folderId === before?.folderId) return;
  if (file && now.name !== file.name) throw movedSince();
  await patchItem(graph, ref, {
    ...(before?.name ? { name: before.name } : {}),
    ...(before?.folderId ? { parentReference: { id: before.folderId } } : {}),
  });
}

const movedSince = () =>
  new AideError('stale', {
    userMessage: 'Somebody has moved or renamed this file since.',
    remedy: 'Look for it, and move it yourself.',
  });
