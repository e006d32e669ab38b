import {
  attachmentsInput,
  attachmentsOutput,
  getInput,
  getOutput,
  listInput,
  listOutput,
  listsInput,
  listsOutput,
  type Overview,
  overviewInput,
  overviewOutput,
  type Task,
} from '@aide/contracts/tasks';
import type { TodoTask } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import type { z } from 'zod';
import type { Query } from '../feature.ts';
import { readAttachments } from './attachments.ts';
import { listById, readLists } from './lists.ts';
import { readTasks } from './read.ts';
import { readScopes } from './scopes.ts';
import { bodyOf, readTask, taskOf, tasksPath } from './task.ts';

export const listsQuery: Query<typeof listsInput, z.output<typeof listsOutput>> = {
  name: 'tasks.lists',
  title: 'My task lists',
  scopes: readScopes,
  input: listsInput,
  output: listsOutput,
  run: async (ctx) => ({ lists: await readLists(ctx) }),
};

export const overviewQuery: Query<typeof overviewInput, Overview> = {
  name: 'tasks.overview',
  title: 'What there is to do',
  scopes: readScopes,
  input: overviewInput,
  output: overviewOutput,
  async run(ctx, { days }) {
    const [{ lists, tasks, cut }, now] = await Promise.all([readTasks(ctx, 'open'), ctx.now()]);
    const today = now.toISODate()!;
    return { today, groups: groupsOf(tasks, today, days), lists, cut, timeZone: now.zoneName! };
  },
};

/** @param today 'yyyy-MM-dd' where the person is; days are compared, not instants */
export function groupsOf(tasks: Task[], today: string, days: number): Overview['groups'] {
  const last = DateTime.fromISO(today).plus({ days }).toISODate()!;
  const sorted = [...tasks].sort(soonestFirst);
  const due = (fits: (day: string) => boolean) => sorted.filter((task) => task.due !== undefined && fits(task.due));
  const [overdue, ofToday, upcoming] = [
    due((day) => day < today),
    due((day) => day === today),
    due((day) => day > today && day <= last),
  ];
  const important = sorted.filter((task) => task.importance === 'high');
  const flagged = sorted.filter((task) => task.flagged);
  const named = new Set([...overdue, ...ofToday, ...upcoming, ...important, ...flagged]);
  const other = sorted.filter((task) => !named.has(task));
  return { overdue, today: ofToday, upcoming, important, flagged, other };
}

/** By day, those without one last; of one day the important ones first. */
export function soonestFirst(a: Task, b: Task): number {
  const days = (a.due ?? '9999').localeCompare(b.due ?? '9999');
  return days || Number(b.importance === 'high') - Number(a.importance === 'high');
}

export const listQuery: Query<typeof listInput, z.output<typeof listOutput>> = {
  name: 'tasks.list',
  title: 'The tasks of a list',
  scopes: readScopes,
  input: listInput,
  output: listOutput,
  async run(ctx, { listId, done, skip, top }) {
    const [reader, list] = await Promise.all([ctx.profile(), listById(ctx, listId)]);
    const query = {
      $filter: `status ${done ? 'eq' : 'ne'} 'completed'`,
      $top: top,
      ...(skip > 0 ? { $skip: skip } : {}),
    };
    const answer = await ctx.graph.call<{ value: TodoTask[]; '@odata.nextLink'?: string }>({
      method: 'GET',
      path: tasksPath(listId),
      query,
    });
    const { value, '@odata.nextLink': next } = bodyOf<typeof answer.body>(answer);
    return {
      list,
      tasks: value.map((task) => taskOf(task, list, reader)),
      more: next !== undefined,
      timeZone: reader.timeZone,
    };
  },
};

export const getQuery: Query<typeof getInput, z.output<typeof getOutput>> = {
  name: 'tasks.get',
  title: 'A task with everything in it',
  scopes: readScopes,
  input: getInput,
  output: getOutput,
  async run(ctx, ref) {
    const [reader, task] = await Promise.all([ctx.profile(), readTask(ctx, ref)]);
    return { task: taskOf(task, await listById(ctx, ref.listId), reader), timeZone: reader.timeZone };
  },
};

export const attachmentsQuery: Query<typeof attachmentsInput, z.output<typeof attachmentsOutput>> = {
  name: 'tasks.attachments',
  title: 'The files at a task',
  scopes: readScopes,
  input: attachmentsInput,
  output: attachmentsOutput,
  run: async (ctx, ref) => ({ attachments: await readAttachments(ctx, ref) }),
};
