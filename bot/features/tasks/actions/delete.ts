import type { Receipt } from '@aide/contracts/operations';
import { deleteInput, taskRef } from '@aide/contracts/tasks';
import { z } from 'zod';
import { AideError } from '../../../errors.ts';
import type { Action } from '../../feature.ts';
import { factsOf } from '../describe.ts';
import { listById } from '../lists.ts';
import { recreate, sinceOf, snapshot, snapshotOf } from '../recreate.ts';
import { writeScopes } from '../scopes.ts';
import { plural, readTask, readTaskIfThere, taskPath, titleOf } from '../task.ts';
import { unlessGone } from './gone.ts';

export const deleteOutput = taskRef.extend({
  title: z.string(),
  recreate: snapshot.optional(),
  /** When it was deleted, for looking whether it was created again since. */
  since: z.string(),
});
type Output = z.output<typeof deleteOutput>;

export const deleteAction: Action<typeof deleteInput, Output> = {
  name: 'tasks.delete',
  title: 'Delete a task',
  scopes: writeScopes,
  input: deleteInput,
  output: deleteOutput,

  async propose(ctx, ref) {
    const reader = await ctx.profile();
    const [list, task] = await Promise.all([listById(ctx, ref.listId), readTask(ctx, ref)]);
    const { fields, steps } = snapshotOf(task, reader.timeZone);
    const files = task.attachments?.length ?? 0;
    return {
      title: `Delete "${titleOf(task)}"`,
      facts: [
        { title: 'List', value: list.name },
        ...factsOf(fields, reader),
        ...(steps.length > 0 ? [{ title: 'Steps', value: String(steps.length) }] : []),
      ],
      warnings: files > 0 ? [`${plural(files, 'attached file')} would be lost for good.`] : [],
      ...(list.kind === 'flagged'
        ? { undo: 'none', remains: 'The email itself stays; flag it again in Outlook.' }
        : {
            undo: 'compensating',
            remains: `It would be created anew${files > 0 ? ', without its files' : ''}: it is another task for links that lead to it.`,
          }),
    };
  },

  async perform(ctx, ref, _operation, memory) {
    const { timeZone } = await ctx.profile();
    const [list, task] = await Promise.all([listById(ctx, ref.listId), readTask(ctx, ref)]);
    const title = titleOf(task);
    const flagged = list.kind === 'flagged';
    const result = {
      ...ref,
      title,
      ...(flagged ? {} : { recreate: snapshotOf(task, timeZone) }),
      since: sinceOf(await ctx.now()),
    };
    const receipt: Receipt<Output> = {
      summary: `Deleted "${title}"`,
      warnings: [],
      links: [],
      undo: flagged ? 'none' : 'compensating',
      result,
    };
    // What it was goes with it: kept first, or a crash would leave nothing to take back.
    await memory.keep(receipt);
    await unlessGone(ctx.graph.delete(taskPath(ref)));
    return receipt;
  },

  async recover(ctx, ref, _operation, memory) {
    if (await readTaskIfThere(ctx, ref)) return 'repeat';
    if (memory.kept) return { done: memory.kept as Receipt<Output> };
    // It was gone before this operation came to it.
    const result = { ...ref, title: '', since: sinceOf(await ctx.now()) };
    return { done: { summary: 'The task is deleted', warnings: [], links: [], undo: 'none', result } };
  },

  async undo(ctx, _input, { result }) {
    if (!result.recreate)
      throw new AideError('cannot_undo', {
        userMessage: 'Aide no longer knows what this task was.',
        remedy: 'Add it anew.',
      });
    await recreate(ctx, result.listId, result.recreate, result.since);
    return { summary: `"${result.title}" is there again` };
  },
};
