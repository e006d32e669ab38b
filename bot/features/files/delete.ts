import { deleteInput, type FileOutput, fileOutput } from '@aide/contracts/files';
import { itemPath } from '../../graph/drive-path.ts';
import type { Action } from '../feature.ts';
import { fileOf, isGone, readFile, readItem } from './item.ts';
import { writing } from './reach.ts';
import { writeScopes } from './scopes.ts';

/**
 * Into the recycle bin. Graph brings nothing back from there with a work account (`restore` is for OneDrive Personal alone), so Aide
 * does not promise to: the person can, in OneDrive. https://learn.microsoft.com/graph/api/driveitem-restore
 */
export const deleteAction: Action<typeof deleteInput, FileOutput> = {
  name: 'files.delete',
  title: 'Delete a file',
  scopes: writeScopes,
  input: deleteInput,
  output: fileOutput,

  async propose(ctx, { file: ref }) {
    const file = await writing(ctx, ref, (graph) => readFile(graph, ref));
    return {
      title: `Delete “${file.name}”`,
      facts: [{ title: 'Where', value: file.where }],
      warnings: [
        ...(file.kind === 'folder'
          ? [`This is a folder${file.count ? ` with ${file.count} things in it` : ''}: everything in it goes as well.`]
          : []),
      ],
      undo: 'none',
      remains: 'It goes to the recycle bin: for 93 days you can restore it there yourself, in OneDrive or SharePoint.',
    };
  },

  perform: (ctx, { file: ref }, _operation, memory) =>
    writing(ctx, ref, async (graph) => {
      const file = fileOf(await readItem(graph, ref), ref.driveId === undefined);
      await memory.keep(file);
      await graph.delete(itemPath(ref));
      return deleted(file);
    }),

  recover: (ctx, { file: ref }, _operation, memory) =>
    writing(ctx, ref, async (graph) => {
      const file = fileOutput.shape.file.safeParse(memory.kept).data;
      if (!file) return 'repeat';
      try {
        await readItem(graph, ref, 'id');
        return 'repeat';
      } catch (error) {
        if (!isGone(error)) throw error;
        return { done: deleted(file) };
      }
    }),
};

const deleted = (file: FileOutput['file'] & object) => ({
  summary: `“${file.name}” is in the recycle bin`,
  warnings: ['To have it back, open the recycle bin in OneDrive or SharePoint and restore it there.'],
  links: [],
  undo: 'none' as const,
  result: { file },
});
