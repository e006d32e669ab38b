import { moveInput, taskRef } from '@aide/contracts/tasks';
import type { TodoTask } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { AideError } from '../../../errors.ts';
import { openContent } from '../../../graph/content.ts';
import { attachToTask } from '../../../graph/task-attachment.ts';
import type { Action, Context } from '../../feature.ts';
import { listById } from '../lists.ts';
import { findTwin, recreate, type Snapshot, sinceOf, snapshot, snapshotOf, unfinished } from '../recreate.ts';
import { writeScopes } from '../scopes.ts';
import { isDone, plural, readTask, readTaskIfThere, taskLink, taskPath, titleOf } from '../task.ts';
import { unlessGone } from './gone.ts';

export const moveOutput = z.object({
  title: z.string(),
  from: taskRef,
  to: taskRef,
  fromList: z.string(),
  toList: z.string(),
  since: z.string(),
});
type Output = z.output<typeof moveOutput>;
const memory = z.object({ since: z.string(), snapshot });

/**
 * Microsoft Graph has no move for tasks: the task is created in the other list with everything that hangs on it, and then deleted
 * in the first. Nothing is deleted before everything is there.
 */
export const moveAction: Action<typeof moveInput, Output> = {
  name: 'tasks.move',
  title: 'Move a task to another list',
  scopes: writeScopes,
  input: moveInput,
  output: moveOutput,

  async propose(ctx, { toListId, ...ref }) {
    const [from, to, task] = await Promise.all([
      listById(ctx, ref.listId),
      listById(ctx, toListId),
      readTask(ctx, ref),
    ]);
    refuse(from, to, task);
    const steps = task.checklistItems?.length ?? 0;
    const files = task.attachments?.length ?? 0;
    const along = [...(steps > 0 ? [plural(steps, 'step')] : []), ...(files > 0 ? [plural(files, 'file')] : [])];
    return {
      title: `Move "${titleOf(task)}" to ${to.name}`,
      facts: [
        { title: 'From', value: from.name },
        { title: 'To', value: to.name },
        ...(along.length > 0 ? [{ title: 'Goes along', value: along.join(', ') }] : []),
      ],
      warnings: [],
      undo: 'compensating',
      remains:
        'It is moved back. To Do makes a new task each time: when it was created is lost, and links to it break.',
    };
  },

  async perform(ctx, { toListId, ...ref }, _operation, kept) {
    const { timeZone } = await ctx.profile();
    const [from, to] = await Promise.all([listById(ctx, ref.listId), listById(ctx, toListId)]);
    const known = memory.safeParse(kept.kept);
    const task = await readTask(ctx, ref);
    refuse(from, to, task);
    const before = known.data ?? { since: sinceOf(await ctx.now()), snapshot: snapshotOf(task, timeZone) };
    if (!known.success) await kept.keep(before);
    const taskId = await transfer(ctx, task, ref, toListId, before.snapshot, known.success ? before.since : undefined);
    return receiptOf(titleOf(task), ref, { listId: toListId, taskId }, [from.name, to.name], before.since);
  },

  async recover(ctx, { toListId, ...ref }, _operation, kept) {
    const known = memory.safeParse(kept.kept);
    if (!known.success || (await readTaskIfThere(ctx, ref))) return 'repeat';
    // Gone from the first list: everything was in the other one before that.
    const { snapshot: what, since } = known.data;
    const [from, to] = await Promise.all([listById(ctx, ref.listId), listById(ctx, toListId)]);
    const twin = await findTwin(ctx, toListId, what, since);
    if (!twin) return { unknown: `"${what.fields.title}" is in neither list now.` };
    const lists: [string, string] = [from.name, to.name];
    return { done: receiptOf(what.fields.title, ref, { listId: toListId, taskId: twin.id! }, lists, since) };
  },

  async undo(ctx, _input, { result }) {
    const { timeZone } = await ctx.profile();
    const summary = `Moved "${result.title}" back to ${result.fromList}`;
    const task = await readTaskIfThere(ctx, result.to);
    if (task) {
      await transfer(ctx, task, result.to, result.from.listId, snapshotOf(task, timeZone), result.since);
      return { summary };
    }
    const back = await ctx.graph.list<TodoTask>(taskPath(result.from).replace(/\/[^/]+$/, ''), {
      $filter: `createdDateTime ge ${result.since}`,
    });
    if (back.some((twin) => titleOf(twin) === result.title)) return { summary };
    throw new AideError('not_found', {
      userMessage: `"${result.title}" is not in ${result.toList} any more.`,
      remedy: 'It was deleted or moved again; look for it in To Do.',
    });
  },
};

const receiptOf = (
  title: string,
  from: Output['from'],
  to: Output['to'],
  [fromList, toList]: [string, string],
  since: string,
) => ({
  summary: `Moved "${title}" to ${toList}`,
  warnings: [],
  links: [taskLink(to)],
  result: { title, from, to, fromList, toList, since },
});

/** Safe to run again with `since`. @returns the id in the other list */
async function transfer(
  ctx: Context,
  task: TodoTask,
  ref: Output['from'],
  toListId: string,
  what: Snapshot,
  since: string | undefined,
): Promise<string> {
  const created = await recreate(ctx, toListId, what, since);
  const to = { listId: toListId, taskId: created.id! };
  // Those that an earlier attempt has brought over; two may have the same name.
  const there = (created.attachments ?? []).map((file) => file.name);
  for (const { id, name } of task.attachments ?? []) {
    const at = there.indexOf(name);
    if (at >= 0) {
      there.splice(at, 1);
      continue;
    }
    await unfinished(copyFile(ctx, taskPath(ref, 'attachments', id!), taskPath(to), name ?? 'file'));
  }
  await unfinished(unlessGone(ctx.graph.delete(taskPath(ref))));
  return to.taskId;
}

async function copyFile({ graph }: Context, from: string, to: string, name: string): Promise<void> {
  const { size, content, contentType, close } = await openContent(graph, `${from}/$value`);
  try {
    await attachToTask(graph, to, { name, contentType, size, content });
  } finally {
    close();
  }
}

function refuse(from: { id: string; kind: string; name: string }, to: typeof from, task: TodoTask): void {
  if (from.id === to.id) throw refusal(`It is in ${to.name} already.`, 'Choose another list.');
  if (from.kind === 'flagged' || to.kind === 'flagged')
    throw refusal(
      'Flagged emails are tasks only as long as they are flagged in Outlook; they cannot be moved.',
      'Add a task of your own instead.',
    );
  if (isDone(task) && task.recurrence)
    throw refusal('This one of a series is completed.', 'Move the one that is open.');
}

const refusal = (userMessage: string, remedy: string) => new AideError('invalid_input', { userMessage, remedy });
