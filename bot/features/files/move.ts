import { type FileOutput, fileOutput, moveInput, renameInput } from '@aide/contracts/files';
import { AideError } from '../../errors.ts';
import type { Action } from '../feature.ts';
import { fileOf, readItem } from './item.ts';
import { keptBefore, patchItem, placeOf, readChild, restorePlace, taken } from './place.ts';
import { writing } from './reach.ts';
import { writeScopes } from './scopes.ts';

/** Within one drive: into another one, Graph moves nothing. https://learn.microsoft.com/graph/api/driveitem-move */
export const moveAction: Action<typeof moveInput, FileOutput> = {
  name: 'files.move',
  title: 'Move a file',
  scopes: writeScopes,
  input: moveInput,
  output: fileOutput,

  propose: (ctx, { file: ref, to }) =>
    writing(ctx, ref, async (graph) => {
      const item = await readItem(graph, ref);
      const folder = await readFolder(graph, { driveId: ref.driveId, itemId: to.itemId });
      const there = await readChild(graph, { driveId: ref.driveId, folderId: to.itemId, name: item.name ?? '' });
      if (there && there.id !== item.id) throw taken(item.name ?? '', folder.name);
      const file = fileOf(item, ref.driveId === undefined);
      return {
        title: `Move “${file.name}” to ${folder.name}`,
        facts: [
          { title: 'From', value: file.where },
          { title: 'To', value: [folder.where, folder.name].join(' › ') },
        ],
        warnings: ['Whoever has access by the folder it is in may lose it; links to the file go on working.'],
        undo: 'exact',
      };
    }),

  perform: (ctx, { file: ref, to }, _operation, memory) =>
    writing(ctx, ref, async (graph) => {
      const before = keptBefore.parse(memory.kept ?? placeOf(await readItem(graph, ref)));
      if (memory.kept === undefined) await memory.keep(before);
      const root = to.itemId === 'root' ? await readItem(graph, { driveId: ref.driveId, itemId: 'root' }) : undefined;
      const file = await patchItem(graph, ref, { parentReference: { id: root?.id ?? to.itemId }, name: before?.name });
      return moved(file, before);
    }),

  // Moved twice, it is where it should be.
  recover: async () => 'repeat',

  async undo(ctx, { file: ref }, { result }) {
    await writing(ctx, ref, (graph) => restorePlace(graph, ref, result));
    return { summary: `“${result.file?.name ?? 'The file'}” is back where it was` };
  },
};

export const renameAction: Action<typeof renameInput, FileOutput> = {
  name: 'files.rename',
  title: 'Rename a file',
  scopes: writeScopes,
  input: renameInput,
  output: fileOutput,

  propose: (ctx, { file: ref, name }) =>
    writing(ctx, ref, async (graph) => {
      const item = await readItem(graph, ref);
      const file = fileOf(item, ref.driveId === undefined);
      const there = await readChild(graph, {
        driveId: ref.driveId,
        folderId: item.parentReference?.id ?? 'root',
        name,
      });
      if (there && there.id !== item.id) throw taken(name, file.where);
      return {
        title: `Rename “${file.name}” to “${name}”`,
        facts: [{ title: 'Where', value: file.where }],
        warnings: extension(file.name) !== extension(name) ? ['Its extension changes; it may no longer open.'] : [],
        undo: 'exact',
      };
    }),

  perform: (ctx, { file: ref, name }, _operation, memory) =>
    writing(ctx, ref, async (graph) => {
      const before = keptBefore.parse(memory.kept ?? placeOf(await readItem(graph, ref)));
      if (memory.kept === undefined) await memory.keep(before);
      const file = await patchItem(graph, ref, { name });
      return { ...moved(file, before), summary: `Renamed “${before?.name}” to “${file.name}”` };
    }),

  recover: async () => 'repeat',

  async undo(ctx, { file: ref }, { result }) {
    await writing(ctx, ref, (graph) => restorePlace(graph, ref, result));
    return { summary: `It is called “${result.before?.name}” again` };
  },
};

const extension = (name: string) => /\.[^.]+$/.exec(name)?.[0].toLowerCase();

const moved = (file: FileOutput['file'] & object, before: FileOutput['before']) => ({
  summary: `Moved “${file.name}” to ${file.where}`,
  warnings: [],
  links: file.webUrl ? [{ title: 'Open', url: file.webUrl }] : [],
  undo: 'exact' as const,
  result: { file, before },
});

/** @throws AideError invalid_input for what is no folder */
export async function readFolder(graph: Parameters<typeof readItem>[0], ref: { driveId?: string; itemId: string }) {
  const item = await readItem(graph, ref, 'id,name,folder,root,parentReference,webUrl');
  if (item.folder || item.root) {
    const folder = fileOf(item, ref.driveId === undefined);
    return { ...folder, name: item.root ? 'the top of the drive' : folder.name, id: item.id ?? ref.itemId };
  }
  throw new AideError('invalid_input', { userMessage: `“${item.name}” is no folder.`, remedy: 'Choose a folder.' });
}
