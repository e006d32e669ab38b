import type { TaskList } from '@aide/contracts/tasks';
import type { DueTasks } from '@aide/contracts/today';
import type { DateTime } from 'luxon';
import { readerOf } from '../../chat/when.ts';
import type { GraphRequest, GraphResponse } from '../../graph/graph.ts';
import type { DayPart } from '../feature.ts';
import { knownLists, listsRequest, readLists } from './lists.ts';
import { soonestFirst } from './queries.ts';
import { current, type Page } from './read.ts';
import { readScopes } from './scopes.ts';
import { bodyOf, taskOf, tasksPath } from './task.ts';

/** Lists that are asked at once; what is left over is asked in the second round. */
const mostLists = 15;
/** Tasks of one list that are due: more is told, and not read. */
const mostTasks = 100;

/** What is due today, and what was due before. */
export const day: DayPart<DueTasks> = {
  scopes: readScopes,
  async *read(ctx) {
    const [now, known] = await Promise.all([
      ctx.now(),
      knownLists(ctx).then(async (lists) => lists ?? (await readLists(ctx))),
    ]);
    const asked = known.slice(0, mostLists);
    const [ofLists, ...answers] = yield [listsRequest, ...asked.map((list) => dueRequest(list, now))];
    const lists = await current(ctx, known, ofLists!);
    const read = new Map(asked.map((list, i) => [list.id, answers[i]!]));
    const left = lists.filter(({ id }) => !read.has(id));
    const next = left.slice(0, mostLists);
    if (next.length > 0) {
      const more = yield next.map((list) => dueRequest(list, now));
      next.forEach((list, i) => {
        read.set(list.id, more[i]!);
      });
    }
    const today = now.toISODate()!;
    const cut = left.slice(mostLists).map(({ name }) => name);
    const due = lists.flatMap((list) => {
      const { value, '@odata.nextLink': more } = pageOf(read.get(list.id));
      if (more) cut.push(list.name);
      return value.map((task) => taskOf(task, list, readerOf(now)));
    });
    const sorted = due.sort(soonestFirst);
    return {
      overdue: sorted.filter((task) => task.due && task.due < today),
      today: sorted.filter((task) => task.due === today),
      cut,
    };
  },
};

/** A day is kept as a midnight somewhere (times.ts): asked for with a day's margin, and sorted out here. */
const dueRequest = (list: TaskList, now: DateTime): GraphRequest => ({
  method: 'GET',
  path: tasksPath(list.id),
  query: {
    $filter: `status ne 'completed' and dueDateTime/dateTime le '${now.plus({ days: 1 }).toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss")}'`,
    $top: mostTasks,
  },
});

/** A list that is gone meanwhile has nothing. */
function pageOf(answer: GraphResponse | undefined): Page {
  return !answer || answer.status === 404 ? { value: [] } : bodyOf<Page>(answer);
}
