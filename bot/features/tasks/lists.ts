import { type TaskList, taskList } from '@aide/contracts/tasks';
import type { TodoTaskList } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { plainWords } from '../../chat/words.ts';
import { AideError } from '../../errors.ts';
import type { GraphRequest } from '../../graph/graph.ts';
import type { Context } from '../feature.ts';
import { listOf } from './task.ts';

type Reader = Pick<Context, 'graph' | 'knowledge'>;

const about = 'tasks.lists';
const month = 30 * 24 * 60 * 60 * 1000;
const mostLists = 500;

export const listsRequest: GraphRequest = { method: 'GET', path: '/me/todo/lists', query: { $top: 100 } };

/** The lists as they were when they were last read; undefined = not known. They may have changed since. */
export const knownLists = ({ knowledge }: Reader): Promise<TaskList[] | undefined> =>
  knowledge.get(about, z.array(taskList).min(1));

export const keepLists = ({ knowledge }: Reader, lists: TaskList[]): Promise<void> =>
  knowledge.put(about, lists, month);

/** The lists as they are now, in To Do's order. */
export async function readLists(ctx: Reader): Promise<TaskList[]> {
  const found = await ctx.graph.list<TodoTaskList>('/me/todo/lists', { $top: 100 }, { max: mostLists });
  const lists = found.map(listOf);
  await keepLists(ctx, lists);
  return lists;
}

/** A list by what is known of it: without a call if it is. @throws AideError not_found */
export async function listBy(ctx: Reader, fits: (list: TaskList) => boolean): Promise<TaskList> {
  const found = (await knownLists(ctx))?.find(fits) ?? (await readLists(ctx)).find(fits);
  if (found) return found;
  throw new AideError('not_found', {
    userMessage: 'This list is not there any more.',
    remedy: 'Ask me for "my lists" to see those there are.',
  });
}

export const listById = (ctx: Reader, id: string): Promise<TaskList> => listBy(ctx, (list) => list.id === id);
/** Where a task goes that names no list. */
export const ownList = (ctx: Reader): Promise<TaskList> => listBy(ctx, (list) => list.kind === 'tasks');

/** Lists whose name is meant: the same words; if there is none, those whose words begin with them. */
export function listsNamed(lists: TaskList[], name: string): TaskList[] {
  const wanted = wordsOf(name);
  if (wanted.length === 0) return [];
  const same = lists.filter((list) => wordsOf(list.name).join(' ') === wanted.join(' '));
  if (same.length > 0) return same;
  return lists.filter((list) => {
    const words = wordsOf(list.name);
    return wanted.every((word) => words.some((w) => w.startsWith(word)));
  });
}

/** "my shopping list" and "Shopping" are one; so are "Grocery" and "Groceries". */
function wordsOf(name: string): string[] {
  const words = plainWords(name).map((word) => word.replace(/(ies|y|s)$/u, (end) => (end === 's' ? '' : 'i')));
  const telling = words.filter((word) => !['the', 'my', 'our', 'list'].includes(word));
  return telling.length > 0 ? telling : words;
}

/** By name: what is known first, then what there is now. */
export async function findLists(ctx: Reader, name: string): Promise<{ named: TaskList[]; all: TaskList[] }> {
  const known = await knownLists(ctx);
  const named = known ? listsNamed(known, name) : [];
  if (known && named.length > 0) return { named, all: known };
  const all = await readLists(ctx);
  return { named: listsNamed(all, name), all };
}
