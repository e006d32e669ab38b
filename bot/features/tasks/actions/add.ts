import { addInput, task } from '@aide/contracts/tasks';
import type { TodoTask } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { readerOf } from '../../../chat/when.ts';
import { AideError } from '../../../errors.ts';
import type { Action, Context } from '../../feature.ts';
import { factsOf, whenDue } from '../describe.ts';
import type { Fields } from '../fields.ts';
import { keepLists, listById, ownList, readLists } from '../lists.ts';
import { recreate, type Snapshot, sinceOf } from '../recreate.ts';
import { recurrenceOf } from '../repeat.ts';
import { writeScopes } from '../scopes.ts';
import { isGone, taskLink, taskOf, taskPath } from '../task.ts';
import { unlessGone } from './gone.ts';

type Input = z.output<typeof addInput>;
export const addOutput = z.object({ task });
const memory = z.object({ since: z.string() });

export const addAction: Action<typeof addInput, z.output<typeof addOutput>> = {
  name: 'tasks.add',
  title: 'Add a task',
  scopes: writeScopes,
  input: addInput,
  output: addOutput,

  async propose(ctx, input) {
    await checkTimes(ctx, input);
    const [list, now] = await Promise.all([listFor(ctx, input), ctx.now()]);
    return {
      title: `Add "${input.title}"`,
      facts: [{ title: 'List', value: list.name }, ...factsOf(wanted(input, now.zoneName!), readerOf(now))],
      warnings: input.due && input.due < now.toISODate()! ? ['This day is over already.'] : [],
      undo: 'exact',
    };
  },

  async perform(ctx, input, _operation, kept) {
    const before = memory.safeParse(kept.kept);
    if (!before.success) await checkTimes(ctx, input);
    const now = await ctx.now();
    const zone = now.zoneName!;
    if (!before.success) await kept.keep({ since: sinceOf(now) });
    const what: Snapshot = {
      fields: wanted(input, zone),
      status: 'notStarted',
      steps: input.steps.map((title) => ({ title, done: false })),
      ...(input.source ? { link: input.source } : {}),
    };
    const { created, list } = await inList(ctx, input, (listId) => recreate(ctx, listId, what, before.data?.since));
    const made = taskOf({ ...created, linkedResources: what.link ? [what.link] : [] }, list, readerOf(now));
    return {
      summary: `Added "${input.title}" to ${list.name}${input.due ? `, due ${whenDue(input.due, now)}` : ''}`,
      warnings: [],
      links: [...made.links, taskLink(made)].slice(0, 2),
      result: { task: made },
    };
  },

  // Performed again, it looks first whether the task is there.
  recover: async () => 'repeat',

  async undo(ctx, _input, { result }) {
    await unlessGone(ctx.graph.delete(taskPath(result.task)));
    return { summary: `Took "${result.task.title}" away again` };
  },
};

/** What the task will be. */
const wanted = (input: Input, zone: string): Fields => ({
  title: input.title,
  due: input.due ?? null,
  start: null,
  reminder: input.reminder ?? null,
  importance: input.importance,
  note: { content: input.note ?? '', contentType: 'text' },
  recurrence: input.repeat
    ? (recurrenceOf(input.repeat, input.due!, zone) as unknown as Record<string, unknown>)
    : null,
  categories: input.categories,
});

async function listFor(ctx: Context, { listId }: Input) {
  const list = await (listId === undefined ? ownList(ctx) : listById(ctx, listId));
  if (list.kind !== 'flagged') return list;
  throw new AideError('invalid_input', {
    userMessage: `"${list.name}" holds the emails that you flag in Outlook; nothing else can be added to it.`,
    remedy: 'Choose another list.',
  });
}

/**
 * Writes into the list that is known; if it is not there any more, which only the write tells, the lists are read anew. So a task
 * costs one call and not two.
 */
async function inList(ctx: Context, input: Input, write: (listId: string) => Promise<TodoTask>) {
  const list = await listFor(ctx, input);
  try {
    return { created: await write(list.id), list };
  } catch (error) {
    if (!isGone(error)) throw error;
    const lists = await readLists(ctx);
    await keepLists(ctx, lists);
    if (lists.some(({ id }) => id === list.id)) throw error;
    const other = await listFor(ctx, input);
    return { created: await write(other.id), list: other };
  }
}

/** A reminder in the past would never ring, and To Do would not say so. */
export async function checkTimes(ctx: Context, { reminder }: { reminder?: string | null }): Promise<void> {
  if (!reminder || DateTime.fromISO(reminder) > (await ctx.now())) return;
  throw new AideError('invalid_input', {
    userMessage: 'The time of this reminder is over already.',
    remedy: 'Say a time from now on, for instance: tomorrow at 9.',
  });
}
