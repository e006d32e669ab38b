import { setTimeout as sleep } from 'node:timers/promises';
import { copyInput, type FileOutput, fileOutput } from '@aide/contracts/files';
import { z } from 'zod';
import { AideError } from '../../errors.ts';
import { itemPath } from '../../graph/drive-path.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Action, Context } from '../feature.ts';
import { fileOf, readItem, unlessGone } from './item.ts';
import { readFolder } from './move.ts';
import { readChild, taken } from './place.ts';
import { writing } from './reach.ts';
import { writeScopes } from './scopes.ts';

type Input = z.output<typeof copyInput>;
/** Kept: where the copy's progress is told, once it was begun; and what it will be called. */
const kept = z.object({ name: z.string(), monitor: z.string().optional() });
type Kept = z.output<typeof kept>;

/** Milliseconds to wait for a copy; a folder with much in it goes on without us. */
const patience = 45_000;

export const copyAction: Action<typeof copyInput, FileOutput> = {
  name: 'files.copy',
  title: 'Copy a file',
  scopes: writeScopes,
  input: copyInput,
  output: fileOutput,

  propose: (ctx, input) =>
    writing(ctx, [input.file, input.to], async (graph) => {
      const { file: ref, to } = input;
      const file = fileOf(await readItem(graph, ref), ref.driveId === undefined);
      const folder = await readFolder(graph, to);
      const name = input.name ?? file.name;
      if (await readChild(graph, { driveId: to.driveId, folderId: to.itemId, name })) throw taken(name, folder.name);
      return {
        title: `Copy “${file.name}” to ${folder.name}`,
        facts: [
          { title: 'From', value: file.where },
          { title: 'To', value: [folder.where, folder.name].join(' › ') },
          ...(input.name ? [{ title: 'Named', value: input.name }] : []),
        ],
        warnings: ['The copy has the access of its new folder, not that of the original.'],
        undo: 'exact',
      };
    }),

  perform: (ctx, input, _operation, memory) =>
    writing(ctx, [input.file, input.to], async (graph) => {
      const about: Kept = { name: input.name ?? (await readItem(graph, input.file, 'id,name')).name ?? '' };
      await memory.keep(about);
      const monitor = await begin(graph, input, about.name);
      await memory.keep({ ...about, monitor });
      return finish(ctx, graph, input, about.name, monitor);
    }),

  recover: (ctx, input, _operation, memory) =>
    writing(ctx, [input.file, input.to], async (graph) => {
      const about = kept.safeParse(memory.kept).data;
      if (!about) return 'repeat';
      if (about.monitor) return { done: await finish(ctx, graph, input, about.name, about.monitor) };
      // Graph refuses a copy where the name is taken: what is there now is the copy, or was there before and nothing happened.
      const there = await readChild(graph, { driveId: input.to.driveId, folderId: input.to.itemId, name: about.name });
      return there ? { unknown: `There is a file “${about.name}” in the folder; it may be the copy.` } : 'repeat';
    }),

  async undo(ctx, { to }, { result }) {
    const { file } = result;
    if (!file)
      throw new AideError('cannot_undo', {
        userMessage: 'The copy was not finished when Aide looked last.',
        remedy: 'Look for it in its folder, and delete it there.',
      });
    await writing(ctx, to, (graph) => unlessGone(graph.delete(itemPath({ driveId: to.driveId, itemId: file.itemId }))));
    return { summary: `The copy “${file.name}” is in the recycle bin` };
  },
};

/** Where the name is taken Graph refuses. @returns where its progress is told. https://learn.microsoft.com/graph/api/driveitem-copy */
async function begin(graph: Graph, { file, to }: Input, name: string): Promise<string> {
  const parent = await readFolder(graph, to);
  const drive = to.driveId ?? (await graph.get<{ id: string }>('/me/drive', { $select: 'id' })).id;
  try {
    const { headers } = await graph.call({
      method: 'POST',
      path: itemPath(file, 'copy'),
      body: { parentReference: { driveId: drive, id: parent.id }, name },
    });
    return headers.location ?? '';
  } catch (error) {
    if (error instanceof AideError && error.details.upstream?.code === 'nameAlreadyExists')
      throw taken(name, parent.name);
    throw error;
  }
}

const progress = z.object({
  status: z.string(),
  resourceId: z.string().optional(),
  error: z.object({ code: z.string().optional() }).optional(),
});

/**
 * Follows a copy to its end. Its address needs no token, and must not be sent one.
 * https://learn.microsoft.com/graph/long-running-actions-overview
 */
async function finish(ctx: Context, graph: Graph, { to }: Input, name: string, monitor: string) {
  const deadline = Date.now() + patience;
  for (let wait = 100; ; wait = Math.min(2000, wait * 2)) {
    const answer = await graph.visit(monitor);
    const state = progress.safeParse(await answer.json().catch(() => undefined)).data;
    if (state?.status === 'completed' && state.resourceId) {
      const item = await readItem(graph, { driveId: to.driveId, itemId: state.resourceId });
      return copied(name, fileOf(item, to.driveId === undefined));
    }
    if (state?.status === 'failed') throw failed(name, state.error?.code);
    // Gone again: it ended some time ago.
    if (answer.status === 404) {
      const there = await readChild(graph, { driveId: to.driveId, folderId: to.itemId, name });
      if (there) return copied(name, fileOf(there, to.driveId === undefined));
    }
    if (Date.now() + wait > deadline) {
      ctx.log.info('a copy goes on after Aide stopped waiting');
      return copied(name);
    }
    await sleep(wait);
  }
}

const copied = (name: string, file?: FileOutput['file']) => ({
  summary: file ? `Copied “${name}” to ${file.where}` : `“${name}” is being copied`,
  warnings: file ? [] : ['It takes a while; look into the folder in some minutes.'],
  links: file?.webUrl ? [{ title: 'Open the copy', url: file.webUrl }] : [],
  undo: file ? ('exact' as const) : ('none' as const),
  result: { ...(file ? { file } : {}) },
});

const failed = (name: string, code = '') =>
  code === 'nameAlreadyExists'
    ? taken(name, 'that folder')
    : new AideError('upstream_failed', {
        message: `a copy failed: ${code}`,
        userMessage: `“${name}” was not copied${/quota/i.test(code) ? ': there is no space left' : ''}.`,
        remedy: 'Nothing was stored. Try again, or copy it to another place.',
      });
