import type { Task, TaskList } from '@aide/contracts/tasks';
import type { TodoTask, TodoTaskList } from '@microsoft/microsoft-graph-types';
import type { GraphRequest, GraphResponse } from '../../graph/graph.ts';
import type { Context } from '../feature.ts';
import { keepLists, knownLists, listsRequest, readLists } from './lists.ts';
import { bodyOf, listOf, taskOf, tasksPath } from './task.ts';

export interface AllTasks {
  lists: TaskList[];
  /** In the order of the lists, and in each as To Do gives them. */
  tasks: Task[];
  /** Names of lists of which there is more than was read. */
  cut: string[];
}

/** Tasks on one page of Graph's answer, and pages of one list that are read. */
const pageSize = 100;
const mostPages = 10;

const filters = { open: "status ne 'completed'", done: "status eq 'completed'" };

export interface Page {
  value: TodoTask[];
  '@odata.nextLink'?: string;
}

const pageRequest = (list: TaskList, which: keyof typeof filters | 'all', skip = 0): GraphRequest => ({
  method: 'GET',
  path: tasksPath(list.id),
  query: {
    ...(which === 'all' ? {} : { $filter: filters[which] }),
    $top: pageSize,
    ...(skip > 0 ? { $skip: skip } : {}),
  },
});

/**
 * The tasks of all lists. To Do has no question over lists, so each is asked, all in one `$batch`: the lists that were known last
 * time together with the question which lists there are. One round trip for up to 19 lists with 100 tasks each; another one only
 * when there is a new list, or more tasks in one.
 */
export async function readTasks(ctx: Context, which: 'open' | 'done' | 'all', pages = mostPages): Promise<AllTasks> {
  const reader = await ctx.profile();
  const found = new Map<string, TodoTask[]>();
  const cut: string[] = [];
  /** Lists whose next page is to be read, or all of it. */
  let asked = (await knownLists(ctx)) ?? (await readLists(ctx));
  let lists = asked;
  for (let page = 0; asked.length > 0 && page < pages; page++) {
    const requests = asked.map((list) => pageRequest(list, which, found.get(list.id)?.length ?? 0));
    const answers = await ctx.graph.batch(page === 0 ? [listsRequest, ...requests] : requests);
    if (page === 0) lists = await current(ctx, lists, answers.shift()!);
    const more = asked.filter((list, i) => take(list, answers[i]!));
    // Lists that are new since they were last read.
    const unread = lists.filter((list) => !found.has(list.id));
    asked = [...more.filter((list) => lists.some(({ id }) => id === list.id)), ...(page === 0 ? unread : [])];
  }
  cut.push(...asked.map((list) => list.name));
  const tasks = lists.flatMap((list) => (found.get(list.id) ?? []).map((task) => taskOf(task, list, reader)));
  return { lists, tasks, cut };

  /** @returns whether there is more. A list that is gone meanwhile has nothing. */
  function take(list: TaskList, answer: GraphResponse): boolean {
    if (answer.status === 404) return false;
    const { value, '@odata.nextLink': next } = bodyOf<Page>(answer);
    found.set(list.id, [...(found.get(list.id) ?? []), ...value]);
    return next !== undefined;
  }
}

/** The lists there are, out of a batch's answer; kept for the next time if they have changed. */
export async function current(ctx: Context, before: TaskList[], answer: GraphResponse): Promise<TaskList[]> {
  const { value, '@odata.nextLink': more } = bodyOf<{ value: TodoTaskList[]; '@odata.nextLink'?: string }>(answer);
  if (more) return readLists(ctx);
  const lists = value.map(listOf);
  if (JSON.stringify(lists) !== JSON.stringify(before)) await keepLists(ctx, lists);
  return lists;
}
