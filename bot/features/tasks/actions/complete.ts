import { completeInput, reopenInput, type TaskRef, taskRef } from '@aide/contracts/tasks';
import type { TodoTask } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { names } from '../../../chat/names.ts';
import { inWords } from '../../../chat/recurrence.ts';
import { asAideError } from '../../../errors.ts';
import { graphError } from '../../../graph/errors.ts';
import type { GraphRequest } from '../../../graph/graph.ts';
import type { Action, Context } from '../../feature.ts';
import { sinceOf } from '../recreate.ts';
import { writeScopes } from '../scopes.ts';
import { isDone, plural, readAll, taskPath, tasksPath, titleOf } from '../task.ts';
import { dayOf, dayTime } from '../times.ts';
import { unlessGone } from './gone.ts';

/** A task as it was before. */
const before = taskRef.extend({
  title: z.string(),
  status: z.string(),
  completedOn: z.string().optional(),
  recurrence: z.record(z.string(), z.unknown()).optional(),
});
type Before = z.infer<typeof before>;
export const completeOutput = z.object({ tasks: z.array(before), since: z.string() });
type Output = z.output<typeof completeOutput>;

export const completeAction: Action<typeof completeInput, Output> = {
  name: 'tasks.complete',
  title: 'Complete tasks',
  scopes: writeScopes,
  input: completeInput,
  output: completeOutput,
  async propose(ctx, { tasks }) {
    const all = await readBefore(ctx, tasks);
    const series = all.filter((task) => task.recurrence);
    const reader = await ctx.profile();
    return {
      title: `Complete ${titles(all)}`,
      facts: series.map((task) => ({ title: task.title, value: `comes back ${inWords(task.recurrence, reader)}` })),
      warnings: all
        .filter((task) => task.status === 'completed')
        .map((task) => `"${task.title}" is completed already.`),
      ...(series.length > 0
        ? { undo: 'compensating', remains: 'The next one of the series, which To Do makes, is deleted again.' }
        : { undo: 'exact' }),
    };
  },
  perform: (ctx, { tasks }, _operation, memory) => change(ctx, tasks, memory, 'completed'),
  // Performed again, it leaves alone what is completed, and knows what was before.
  recover: async () => 'repeat',
  async undo(ctx, _input, { result }) {
    const open = result.tasks.filter((task) => task.status !== 'completed');
    for (const task of open.filter((t) => t.recurrence)) await removeNext(ctx, task, result.since);
    await patchAll(
      ctx,
      open.map((task) => [task, { status: task.status, ...(task.recurrence ? { recurrence: task.recurrence } : {}) }]),
    );
    return { summary: `Reopened ${titles(open)}` };
  },
};

export const reopenAction: Action<typeof reopenInput, Output> = {
  name: 'tasks.reopen',
  title: 'Reopen tasks',
  scopes: writeScopes,
  input: reopenInput,
  output: completeOutput,
  async propose(ctx, { tasks }) {
    const all = await readBefore(ctx, tasks);
    const warnings = all.filter((t) => t.status !== 'completed').map((t) => `"${t.title}" is open already.`);
    return { title: `Reopen ${titles(all)}`, facts: [], warnings, undo: 'exact' };
  },
  perform: (ctx, { tasks }, _operation, memory) => change(ctx, tasks, memory, 'notStarted'),
  recover: async () => 'repeat',
  async undo(ctx, _input, { result }) {
    const done = result.tasks.filter((task) => task.status === 'completed');
    const body = ({ completedOn }: Before) => ({
      status: 'completed',
      ...(completedOn ? { completedDateTime: dayTime(completedOn, 'UTC') } : {}),
    });
    await patchAll(
      ctx,
      done.map((task) => [task, body(task)]),
    );
    return { summary: `Completed ${titles(done)} again` };
  },
};

async function change(
  ctx: Context,
  refs: TaskRef[],
  memory: { kept: unknown; keep(value: unknown): Promise<void> },
  status: 'completed' | 'notStarted',
) {
  const known = completeOutput.safeParse(memory.kept);
  const now = await readBefore(ctx, refs);
  const result: Output = known.success ? known.data : { tasks: now, since: sinceOf(await ctx.now()) };
  if (!known.success) await memory.keep(result);
  const isThere = (task: Before) => (task.status === 'completed') === (status === 'completed');
  const todo = now.filter((task) => !isThere(task));
  const failures = await patchAll(
    ctx,
    todo.map((task) => [task, { status }]),
  );
  const failed = new Set(failures.map(({ task }) => task.taskId));
  const changed = result.tasks.filter((task) => !failed.has(task.taskId));
  // Of several some may fail; they are named, and the others are done.
  if (changed.length === 0 && failures[0]) throw failures[0].error;
  return {
    summary: `${status === 'completed' ? 'Completed' : 'Reopened'} ${titles(changed)}`,
    warnings: failures.map(({ task, error }) => `"${task.title}" was not changed. ${asAideError(error).userMessage}`),
    links: [],
    ...(status === 'completed' && changed.some((task) => task.recurrence) ? { undo: 'compensating' as const } : {}),
    result: { ...result, tasks: changed },
  };
}

async function readBefore(ctx: Context, refs: TaskRef[]): Promise<Before[]> {
  const found = await readAll<TodoTask>(
    ctx,
    refs.map((ref) => ({ method: 'GET', path: taskPath(ref) })),
  );
  return found.map((task, i) => {
    const completedOn = isDone(task) ? dayOf(task.completedDateTime, 'UTC') : undefined;
    return before.parse({
      ...refs[i],
      title: titleOf(task),
      status: task.status ?? 'notStarted',
      ...(completedOn ? { completedOn } : {}),
      ...(task.recurrence ? { recurrence: task.recurrence } : {}),
    });
  });
}

/** All in one round trip. Setting the same status twice changes nothing, except that it might end a series twice. */
async function patchAll(ctx: Context, changes: [Before, Record<string, unknown>][]) {
  if (changes.length === 0) return [];
  const requests = changes.map(
    ([task, body]): GraphRequest => ({
      method: 'PATCH',
      path: taskPath(task),
      body,
      repeatable: task.recurrence === undefined,
    }),
  );
  const answers = await ctx.graph.batch(requests);
  return answers.flatMap((answer, i) =>
    answer.status < 400 ? [] : [{ task: changes[i]![0], error: graphError(answer, { scopes: writeScopes }) }],
  );
}

/** Takes away what To Do made when one of a series was completed: the open one of the same name that is newer. */
async function removeNext(ctx: Context, { listId, taskId, title }: Before, since: string): Promise<void> {
  const query = { $filter: `createdDateTime ge ${since}`, $top: 100 };
  const newer = await ctx.graph.list<TodoTask>(tasksPath(listId), query, { max: 300 });
  const next = newer.find((task) => task.id !== taskId && task.recurrence && !isDone(task) && titleOf(task) === title);
  if (next) await unlessGone(ctx.graph.delete(taskPath({ listId, taskId: next.id! })));
}

const titles = (tasks: { title: string }[]) =>
  tasks.length > 3 ? plural(tasks.length, 'task') : names(tasks.map(({ title }) => `"${title}"`)) || 'no task';
