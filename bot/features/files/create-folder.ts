import { createFolderInput, type FileOutput, fileOutput } from '@aide/contracts/files';
import type { DriveItem } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { AideError } from '../../errors.ts';
import { itemPath } from '../../graph/drive-path.ts';
import type { Action } from '../feature.ts';
import { fileOf, isGone, readItem, unlessGone } from './item.ts';
import { readFolder } from './move.ts';
import { readChild, taken } from './place.ts';
import { writing } from './reach.ts';
import { writeScopes } from './scopes.ts';

export const createFolderAction: Action<typeof createFolderInput, FileOutput> = {
  name: 'files.createFolder',
  title: 'Make a folder',
  scopes: writeScopes,
  input: createFolderInput,
  output: fileOutput,

  propose: (ctx, { in: place, name }) =>
    writing(ctx, place, async (graph) => {
      const parent = await readFolder(graph, place);
      if (await readChild(graph, { driveId: place.driveId, folderId: place.itemId, name }))
        throw taken(name, parent.name);
      const where = [parent.where, parent.name].join(' › ');
      return {
        title: `Make the folder “${name}”`,
        facts: [{ title: 'Where', value: where }],
        warnings: [],
        undo: 'exact',
      };
    }),

  perform: (ctx, { in: place, name }, _operation, memory) =>
    writing(ctx, place, async (graph) => {
      // There is none of that name, or Graph refuses: one that is there afterwards is ours.
      await memory.keep({
        absent: (await readChild(graph, { driveId: place.driveId, folderId: place.itemId, name })) === undefined,
      });
      const body = { name, folder: {}, '@microsoft.graph.conflictBehavior': 'fail' };
      try {
        return made(await graph.post<DriveItem>(itemPath(place, 'children'), body), place.driveId === undefined);
      } catch (error) {
        if (error instanceof AideError && error.details.upstream?.code === 'nameAlreadyExists')
          throw taken(name, 'that folder');
        throw error;
      }
    }),

  recover: (ctx, { in: place, name }, _operation, memory) =>
    writing(ctx, place, async (graph) => {
      const { absent } = z.object({ absent: z.boolean() }).safeParse(memory.kept).data ?? {};
      const found = absent
        ? await readChild(graph, { driveId: place.driveId, folderId: place.itemId, name })
        : undefined;
      return found?.folder ? { done: made(found, place.driveId === undefined) } : 'repeat';
    }),

  async undo(ctx, { in: place }, { result }) {
    const ref = { driveId: place.driveId, itemId: result.file?.itemId ?? '' };
    await writing(ctx, place, async (graph) => {
      const item = await readItem(graph, ref).catch((error: unknown) => {
        if (isGone(error)) return undefined;
        throw error;
      });
      if ((item?.folder?.childCount ?? 0) > 0)
        throw new AideError('stale', {
          userMessage: 'There is something in the folder now.',
          remedy: 'Move it elsewhere first, or delete the folder yourself.',
        });
      if (item) await unlessGone(graph.delete(itemPath(ref)));
    });
    return { summary: `The folder “${result.file?.name}” is gone again` };
  },
};

function made(item: DriveItem, own: boolean) {
  const file = fileOf(item, own);
  return {
    summary: `Made the folder “${file.name}” in ${file.where}`,
    warnings: [],
    links: file.webUrl ? [{ title: 'Open', url: file.webUrl }] : [],
    undo: 'exact' as const,
    result: { file },
  };
}
