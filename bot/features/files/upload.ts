import { type FileOutput, fileOutput, uploadInput } from '@aide/contracts/files';
import type { DriveItem, DriveItemVersion } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { AideError } from '../../errors.ts';
import { itemPath } from '../../graph/drive-path.ts';
import type { Graph } from '../../graph/graph.ts';
import { askSession, commitSession } from '../../graph/upload-session.ts';
import type { Action } from '../feature.ts';
import { fileOf, sizeInWords, unlessGone } from './item.ts';
import { readChild, taken } from './place.ts';
import { writing } from './reach.ts';
import { writeScopes } from './scopes.ts';
import { findUpload, type Upload } from './uploads.ts';

/** What was there under that name. `version` is the one that would be the older one now. */
const kept = z.object({
  existing: z.object({ itemId: z.string(), cTag: z.string().optional(), version: z.string().optional() }).optional(),
});
type Kept = z.output<typeof kept>;

export const uploadAction: Action<typeof uploadInput, FileOutput> = {
  name: 'files.upload',
  title: 'Upload a file',
  scopes: writeScopes,
  input: uploadInput,
  output: fileOutput,

  async propose(ctx, { upload: id }) {
    const upload = await findUpload(ctx, id);
    const existing = await writing(ctx, upload.to, (graph) => readChild(graph, targetOf(upload)));
    return {
      title: `Upload “${upload.name}”`,
      facts: [
        { title: 'Size', value: sizeInWords(upload.size) },
        ...(existing
          ? [{ title: 'There is', value: `a file of that name, which ${conflicts[upload.conflictBehavior]}` }]
          : []),
      ],
      warnings: [],
      ...undoOf(upload.conflictBehavior === 'replace' && existing !== undefined),
    };
  },

  async perform(ctx, { upload: id }, _operation, memory) {
    const upload = await findUpload(ctx, id);
    return writing(ctx, upload.to, async (graph) => {
      await requireAll(graph, upload);
      const before = await readBefore(graph, upload);
      await memory.keep(before);
      const item = await commitSession(graph, upload.uploadUrl).catch((error: unknown) => {
        if (error instanceof AideError && error.details.upstream?.code === 'nameAlreadyExists')
          throw taken(upload.name, 'that folder');
        throw error;
      });
      return uploaded(item, upload, before);
    });
  },

  async recover(ctx, { upload: id }, _operation, memory) {
    const before = kept.safeParse(memory.kept).data;
    if (!before) return 'repeat';
    const upload = await findUpload(ctx, id);
    return writing(ctx, upload.to, async (graph) => {
      // A session that is still there has not become the file.
      if ((await askSession(graph, upload.uploadUrl, upload.size)) !== 'ended') return 'repeat';
      const there = await readChild(graph, targetOf(upload));
      const isNew =
        there &&
        there.size === upload.size &&
        (there.id !== before.existing?.itemId || there.cTag !== before.existing?.cTag);
      if (isNew) return { done: uploaded(there, upload, before) };
      return { unknown: `Aide did not find “${upload.name}” in its folder; it may have another name.` };
    });
  },

  async undo(ctx, _input, { result }) {
    const { file, before } = result;
    if (!file)
      throw new AideError('cannot_undo', {
        userMessage: 'Aide no longer knows this file.',
        remedy: 'Delete it in OneDrive.',
      });
    const ref = { driveId: file.driveId, itemId: file.itemId };
    await writing(ctx, ref, async (graph) => {
      if (before?.version === undefined) await unlessGone(graph.delete(itemPath(ref)));
      else await restore(graph, ref, before.version);
    });
    return {
      summary:
        before?.version === undefined
          ? `“${file.name}” is in the recycle bin`
          : `“${file.name}” is as it was before; both versions are in its history`,
    };
  },
};

const conflicts = {
  replace: 'becomes its older version',
  rename: 'keeps its name; the new one gets another',
  fail: 'is in the way',
};

const undoOf = (replaces: boolean) =>
  replaces
    ? ({
        undo: 'compensating',
        remains: 'The version from before is restored; both stay in the file’s history.',
      } as const)
    : ({ undo: 'exact' } as const);

const targetOf = ({ to, name }: Upload) => ({ driveId: to.driveId, folderId: to.itemId, name });

async function requireAll(graph: Graph, { uploadUrl, size }: Upload): Promise<void> {
  const progress = await askSession(graph, uploadUrl, size);
  if (progress === 'ended' || 'item' in progress || progress.next >= size) return;
  throw new AideError('invalid_input', {
    userMessage: `The upload is not complete: the next byte is ${progress.next}.`,
    remedy: 'Send the rest first.',
  });
}

async function readBefore(graph: Graph, upload: Upload): Promise<Kept> {
  const existing = await readChild(graph, targetOf(upload));
  if (!existing?.id) return {};
  const about = { itemId: existing.id, ...(existing.cTag ? { cTag: existing.cTag } : {}) };
  if (upload.conflictBehavior !== 'replace') return { existing: about };
  const { value } = await graph.get<{ value: DriveItemVersion[] }>(
    itemPath({ driveId: upload.to.driveId, itemId: existing.id }, 'versions'),
  );
  // The newest comes first.
  return { existing: { ...about, ...(value[0]?.id ? { version: value[0].id } : {}) } };
}

/** https://learn.microsoft.com/graph/api/driveitemversion-restore */
async function restore(graph: Graph, ref: { driveId?: string; itemId: string }, version: string): Promise<void> {
  await graph.post(itemPath(ref, 'versions', encodeURIComponent(version), 'restoreVersion'), undefined, {
    repeatable: true,
  });
}

function uploaded(item: DriveItem, { to, conflictBehavior }: Upload, { existing }: Kept) {
  const file = fileOf(item, to.driveId === undefined);
  const replaced = conflictBehavior === 'replace' && existing !== undefined;
  return {
    summary: `Uploaded “${file.name}” to ${file.where}`,
    warnings:
      replaced && existing.version === undefined
        ? ['What was there before is in the version history of the file.']
        : [],
    links: file.webUrl ? [{ title: 'Open', url: file.webUrl }] : [],
    undo: replaced && existing.version === undefined ? ('none' as const) : undoOf(replaced).undo,
    result: { file, ...(replaced && existing.version ? { before: { version: existing.version } } : {}) },
  };
}
