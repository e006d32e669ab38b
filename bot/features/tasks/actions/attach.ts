import { attachInput, attachment, taskRef } from '@aide/contracts/tasks';
import { z } from 'zod';
import { line } from '../../../chat/parts.ts';
import { sizeText } from '../../../chat/size.ts';
import { uncertain } from '../../../graph/errors.ts';
import { attachToTask } from '../../../graph/task-attachment.ts';
import type { Action } from '../../feature.ts';
import { attachableOf } from '../attachment-source.ts';
import { addedSince, readAttachments } from '../attachments.ts';
import { writeScopes } from '../scopes.ts';
import { attachmentOf, readTask, taskLink, taskPath, titleOf } from '../task.ts';
import { unlessGone } from './gone.ts';

export const attachOutput = taskRef.extend({ taskTitle: z.string(), attachment });
type Output = z.output<typeof attachOutput>;
/** Before anything is attached: what was there, and what the file is. */
const memory = z.object({
  before: z.array(z.string()),
  name: z.string(),
  size: z.number(),
  webUrl: z.string().optional(),
});

export const attachAction: Action<typeof attachInput, Output> = {
  name: 'tasks.attach',
  title: 'Attach a file to a task',
  scopes: writeScopes,
  input: attachInput,
  output: attachOutput,

  async propose(ctx, { file, ...ref }) {
    const [task, { name, size }] = await Promise.all([readTask(ctx, ref), attachableOf(ctx, file)]);
    return {
      title: `Attach “${line(name)}” to "${titleOf(task)}"`,
      facts: [{ title: 'Size', value: sizeText(size) }],
      warnings: (task.attachments ?? []).some((one) => one.name === name)
        ? ['There is a file of this name at the task already; this would be another one.']
        : [],
      undo: 'exact',
    };
  },

  async perform(ctx, { file, ...ref }, _operation, kept) {
    const task = await readTask(ctx, ref);
    const there = (task.attachments ?? []).map(attachmentOf);
    const known = memory.safeParse(kept.kept).data;
    const done = known && addedSince(there, known.before, known);
    if (done) return receiptOf(ref, titleOf(task), done, known.webUrl);
    const source = await attachableOf(ctx, file);
    const added = await source.withContent(async ({ size, content }) => {
      const { name, contentType, webUrl } = source;
      const before = known?.before ?? there.map(({ id }) => id);
      await kept.keep({ before, name, size, ...(webUrl ? { webUrl } : {}) });
      const id = await attachToTask(ctx.graph, taskPath(ref), { name, contentType, size, content });
      if (id !== undefined) return { id, name, size, ...(contentType ? { contentType } : {}) };
      const found = addedSince(await readAttachments(ctx, ref).catch(lost), before, { name, size });
      return found ?? lost(undefined);
    });
    return receiptOf(ref, titleOf(task), added, source.webUrl);
  },

  // Performed again, it looks first whether the file is there.
  recover: async () => 'repeat',

  async undo(ctx, _input, { result }) {
    await unlessGone(ctx.graph.delete(taskPath(result, 'attachments', result.attachment.id)));
    return { summary: `“${result.attachment.name}” is no longer at "${result.taskTitle}"` };
  },
};

/** It was attached; only which one it is was not to be seen. */
const lost = (cause: unknown): never => {
  throw uncertain('To Do: a file was attached and is not to be seen yet', { cause });
};

const receiptOf = (ref: z.output<typeof taskRef>, taskTitle: string, added: Output['attachment'], webUrl?: string) => ({
  summary: `Attached “${added.name}” to "${taskTitle}"`,
  warnings: [],
  links: [taskLink(ref), ...(webUrl ? [{ title: 'Open the file', url: webUrl }] : [])],
  result: { listId: ref.listId, taskId: ref.taskId, taskTitle, attachment: added },
});
