import { addListInput, deleteListInput, renameListInput, type TaskList, taskList } from '@aide/contracts/tasks';
import type { TodoTask, TodoTaskList } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { AideError } from '../../../errors.ts';
import type { Action, Context } from '../../feature.ts';
import { readLists } from '../lists.ts';
import { writeScopes } from '../scopes.ts';
import { isDone, listOf, listPath, plural, tasksPath } from '../task.ts';
import { unlessGone } from './gone.ts';

export const listResult = z.object({ list: taskList, before: z.string().optional(), tasks: z.number().int() });
type Output = z.output<typeof listResult>;
const ids = z.array(z.string());

export const addListAction: Action<typeof addListInput, Output> = {
  name: 'tasks.addList',
  title: 'Make a new task list',
  scopes: writeScopes,
  input: addListInput,
  output: listResult,
  async propose(ctx, { name }) {
    const same = (await readLists(ctx)).some((list) => list.name.toLowerCase() === name.toLowerCase());
    const warnings = same ? [`There is a list called "${name}" already.`] : [];
    return { title: `Make the list "${name}"`, facts: [], warnings, undo: 'exact' };
  },
  async perform(ctx, { name }, _operation, memory) {
    const before = ids.safeParse(memory.kept);
    const lists = await readLists(ctx);
    // After a lost answer: a list of this name that was not there when this began.
    const made = before.success ? lists.find((l) => l.name === name && !before.data.includes(l.id)) : undefined;
    if (!before.success) await memory.keep(lists.map((list) => list.id));
    const list = made ?? listOf(await ctx.graph.post<TodoTaskList>('/me/todo/lists', { displayName: name }));
    await readLists(ctx);
    return { summary: `Made the list "${list.name}"`, warnings: [], links: [], result: { list, tasks: 0 } };
  },
  recover: async () => 'repeat',
  async undo(ctx, _input, { result }) {
    const { list } = result;
    const tasks = await count(ctx, list.id);
    if (tasks.all > 0)
      throw new AideError('cannot_undo', {
        userMessage: `There ${tasks.all === 1 ? 'is 1 task' : `are ${tasks.all} tasks`} in "${list.name}" meanwhile.`,
        remedy: `Say "delete list ${list.name}" if you want them gone with it.`,
      });
    await unlessGone(ctx.graph.delete(listPath(list.id)));
    await readLists(ctx);
    return { summary: `Took the list "${list.name}" away again` };
  },
};

export const renameListAction: Action<typeof renameListInput, Output> = {
  name: 'tasks.renameList',
  title: 'Rename a task list',
  scopes: writeScopes,
  input: renameListInput,
  output: listResult,
  async propose(ctx, { listId, name }) {
    const list = await ownOne(ctx, listId, 'renamed');
    return { title: `Rename the list "${list.name}" to "${name}"`, facts: [], warnings: [], undo: 'exact' };
  },
  async perform(ctx, { listId, name }, _operation, memory) {
    const list = await ownOne(ctx, listId, 'renamed');
    const before = z.string().safeParse(memory.kept).data ?? list.name;
    await memory.keep(before);
    await rename(ctx, listId, name);
    const result = { list: { ...list, name }, before, tasks: 0 };
    return { summary: `Renamed the list "${before}" to "${name}"`, warnings: [], links: [], result };
  },
  recover: async () => 'repeat',
  async undo(ctx, { listId, name }, { result }) {
    const before = result.before ?? name;
    const { name: now } = await ownOne(ctx, listId, 'renamed');
    if (now !== name && now !== before)
      throw new AideError('stale', {
        userMessage: `The list has been renamed again since: it is "${now}".`,
        remedy: 'Rename it to what you want.',
      });
    if (now !== before) await rename(ctx, listId, before);
    return { summary: `The list is called "${before}" again` };
  },
};

export const deleteListAction: Action<typeof deleteListInput, Output> = {
  name: 'tasks.deleteList',
  title: 'Delete a task list with its tasks',
  scopes: writeScopes,
  input: deleteListInput,
  output: listResult,
  async propose(ctx, { listId }) {
    const list = await ownOne(ctx, listId, 'deleted');
    const tasks = await count(ctx, listId);
    const what = `${tasks.more ? 'more than ' : ''}${plural(tasks.all, 'task')}, ${tasks.open} of them open`;
    return {
      title: `Delete the list "${list.name}"`,
      facts: [{ title: 'Goes with it', value: tasks.all === 0 ? 'no task; it is empty' : what }],
      warnings: list.shared ? ['Others share this list; it is gone for them too.'] : [],
      ...(tasks.all === 0 && !list.shared
        ? { undo: 'compensating', remains: 'It would be made anew.' }
        : { undo: 'none', remains: 'To Do does not give back a list and its tasks.' }),
    };
  },
  async perform(ctx, { listId }, _operation, memory) {
    const list = await ownOne(ctx, listId, 'deleted');
    const { all } = await count(ctx, listId);
    const result = { list, tasks: all };
    await memory.keep(result);
    await unlessGone(ctx.graph.delete(listPath(listId)));
    await readLists(ctx);
    return deleted(result);
  },
  async recover(ctx, { listId }, _operation, memory) {
    if ((await readLists(ctx)).some((list) => list.id === listId)) return 'repeat';
    const known = listResult.safeParse(memory.kept);
    const list: TaskList = { id: listId, name: '', kind: 'own', shared: false };
    return { done: deleted(known.data ?? { list, tasks: 1 }) };
  },
  async undo(ctx, _input, { result }) {
    const { name } = result.list;
    if (!(await readLists(ctx)).some((list) => list.name === name))
      await ctx.graph.post('/me/todo/lists', { displayName: name });
    await readLists(ctx);
    return { summary: `The list "${name}" is there again` };
  },
};

const deleted = (result: Output) => ({
  summary: `Deleted the list "${result.list.name}"${result.tasks > 0 ? ` with ${plural(result.tasks, 'task')}` : ''}`,
  warnings: [],
  links: [],
  undo: result.tasks === 0 && !result.list.shared ? ('compensating' as const) : ('none' as const),
  result,
});

async function rename(ctx: Context, listId: string, name: string): Promise<void> {
  await ctx.graph.patch(listPath(listId), { displayName: name }, { repeatable: true });
  await readLists(ctx);
}

/** A list that the person made. @throws AideError for the built-in ones, which Graph lets nobody rename or delete */
async function ownOne(ctx: Context, listId: string, what: string): Promise<TaskList> {
  const list = (await readLists(ctx)).find(({ id }) => id === listId);
  if (!list)
    throw new AideError('not_found', {
      userMessage: 'This list is not there any more.',
      remedy: 'Ask me for "my lists" to see those there are.',
    });
  if (list.kind === 'own') return list;
  throw new AideError('forbidden', {
    userMessage: `"${list.name}" is built into To Do and cannot be ${what}.`,
    remedy: 'Choose a list that you made yourself.',
  });
}

/** How many tasks a list holds; `more`: there are more than these. */
async function count(ctx: Context, listId: string) {
  const most = 500;
  const tasks = await ctx.graph.list<TodoTask>(tasksPath(listId), { $top: 100 }, { max: most + 1 });
  const open = tasks.filter((task) => !isDone(task)).length;
  return { all: Math.min(tasks.length, most), open: Math.min(open, most), more: tasks.length > most };
}
