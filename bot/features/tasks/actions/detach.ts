import type { Receipt } from '@aide/contracts/operations';
import { type Attachment, attachment, detachInput, taskRef } from '@aide/contracts/tasks';
import { z } from 'zod';
import { line } from '../../../chat/parts.ts';
import { sizeText } from '../../../chat/size.ts';
import { AideError } from '../../../errors.ts';
import { openContent } from '../../../graph/content.ts';
import { attachToTask } from '../../../graph/task-attachment.ts';
import { sourceOf } from '../../../graph/upload-source.ts';
import type { Action, Context } from '../../feature.ts';
import { addedSince, attachmentIn, readAttachments } from '../attachments.ts';
import { keepFile, mostKept, openKept } from '../kept-file.ts';
import { writeScopes } from '../scopes.ts';
import { attachmentOf, readTask, readTaskIfThere, taskLink, taskPath, titleOf } from '../task.ts';
import { unlessGone } from './gone.ts';

export const detachOutput = taskRef.extend({
  taskTitle: z.string(),
  attachment,
  /** Where Aide keeps its content; absent: it is too large. */
  content: z.array(z.string()).optional(),
  /** Ids of the other files, for looking whether it was attached again since. */
  others: z.array(z.string()),
});
type Output = z.output<typeof detachOutput>;

export const detachAction: Action<typeof detachInput, Output> = {
  name: 'tasks.detach',
  title: 'Take a file from a task',
  scopes: writeScopes,
  input: detachInput,
  output: detachOutput,

  async propose(ctx, { attachmentId, ...ref }) {
    const task = await readTask(ctx, ref);
    const file = attachmentIn((task.attachments ?? []).map(attachmentOf), attachmentId);
    return {
      title: `Take “${line(file.name)}” from "${titleOf(task)}"`,
      facts: [{ title: 'Size', value: sizeText(file.size) }],
      warnings: isKept(file) ? [] : ['To Do has no recycle bin for files: it would be lost for good.'],
      ...(isKept(file)
        ? { undo: 'compensating', remains: 'It is attached again, for a week from now; To Do takes it for a new file.' }
        : { undo: 'none', remains: 'Aide keeps files of up to 1 MB only.' }),
    };
  },

  async perform(ctx, { attachmentId, ...ref }, _operation, memory) {
    const task = await readTask(ctx, ref);
    const there = (task.attachments ?? []).map(attachmentOf);
    const file = attachmentIn(there, attachmentId);
    const path = taskPath(ref, 'attachments', file.id);
    // Kept first, or a crash would leave nothing to take back.
    const content = isKept(file) ? await keepFile(ctx, await bytesOf(ctx, path)) : undefined;
    const receipt: Receipt<Output> = {
      summary: `Took “${file.name}” from "${titleOf(task)}"`,
      warnings: [],
      links: [taskLink(ref)],
      undo: content ? 'compensating' : 'none',
      result: {
        ...ref,
        taskTitle: titleOf(task),
        attachment: file,
        ...(content ? { content } : {}),
        others: there.flatMap(({ id }) => (id === file.id ? [] : [id])),
      },
    };
    await memory.keep(receipt);
    await unlessGone(ctx.graph.delete(path));
    return receipt;
  },

  async recover(ctx, { attachmentId, ...ref }, _operation, memory) {
    const task = await readTaskIfThere(ctx, ref);
    if (!memory.kept || task?.attachments?.some(({ id }) => id === attachmentId)) return 'repeat';
    return { done: memory.kept as Receipt<Output> };
  },

  async undo(ctx, _input, { result }) {
    const { attachment: file, content, others } = result;
    const summary = `“${file.name}” is at "${result.taskTitle}" again`;
    if (!content)
      throw new AideError('cannot_undo', {
        userMessage: 'Aide has not kept this file.',
        remedy: 'Attach it again from where you have it.',
      });
    const bytes = await openKept(ctx, content);
    const { name, contentType } = file;
    const size = bytes.length;
    if (addedSince(await readAttachments(ctx, result), others, { name, size })) return { summary };
    await attachToTask(ctx.graph, taskPath(result), { name, contentType, size, content: bytes });
    return { summary };
  },
};

const isKept = ({ size }: Attachment): boolean => size <= mostKept;

async function bytesOf({ graph }: Context, path: string): Promise<Buffer> {
  const { size, content, close } = await openContent(graph, `${path}/$value`);
  try {
    return await sourceOf(content).read(0, size);
  } finally {
    close();
  }
}
