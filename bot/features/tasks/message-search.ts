import type { Task } from '@aide/contracts/tasks';
import type { DateTime } from 'luxon';
import { card } from '../../chat/cards.ts';
import { line, link } from '../../chat/parts.ts';
import type { Found, Search } from '../chat.ts';
import { taskFacts } from './cards/task.ts';
import { whenDue } from './describe.ts';
import { tasksNamed } from './find.ts';
import { soonestFirst } from './queries.ts';
import { readTasks } from './read.ts';
import { readScopes } from './scopes.ts';
import { taskLink } from './task.ts';

/** Open tasks for a message, soonest first. The note stays out of it: it is the person's own. */
export const tasksSearch: Search = {
  commandId: 'searchTasks',
  title: 'Tasks',
  description: 'Find one of your tasks in Microsoft To Do and put it into your message',
  parameter: {
    name: 'text',
    title: 'Words',
    description: 'Words of the task or its list, such as quarterly report. Empty: what is due first',
  },
  scopes: readScopes,
  async run(ctx, text, { skip, count }) {
    const [{ tasks }, now] = await Promise.all([readTasks(ctx, 'open'), ctx.now()]);
    const { fitting, near } = text === '' ? { fitting: tasks, near: [] } : tasksNamed(tasks, text);
    const sorted = (fitting.length > 0 ? [...fitting] : [...near]).sort(soonestFirst);
    return sorted.slice(skip, skip + count).map((task) => foundTask(task, now));
  },
};

function foundTask(task: Task, now: DateTime): Found {
  const { title, url } = taskLink(task);
  const about = [task.due ? `due ${whenDue(task.due, now)}` : 'no date', line(task.list)].join(' · ');
  return {
    title: line(task.title),
    about,
    card: card({ title: line(task.title), facts: taskFacts(task, now), actions: link(title, url) }),
  };
}
