import type { GraphCall } from '../area.ts';
import type { Feed } from '../delta/feed.ts';
import { listOf } from './find.ts';
import { listsOf } from './lists.ts';
import { type ListRow, type TaskRow, todoTables } from './model.ts';
import { renderList, renderTask, withRelations } from './render.ts';
import { tasksOf } from './tasks.ts';
import { zoneOf } from './times.ts';

/** A person's lists. https://learn.microsoft.com/graph/api/todotasklist-delta */
export function listFeed({ tenant, user }: GraphCall): Feed<ListRow> {
  const { lists } = todoTables(tenant);
  return {
    name: 'todo.lists',
    table: lists,
    rows: () => listsOf(tenant, user.id),
    items: (row) => (row.mailboxId === user.id ? [{ id: row.id, body: () => renderList(row) }] : []),
  };
}

/** The tasks of the list that the path names, the oldest first. https://learn.microsoft.com/graph/api/todotask-delta */
export function taskFeed(call: GraphCall): Feed<TaskRow> {
  const { tenant, query } = call;
  const { id } = listOf(call);
  const zone = zoneOf(call);
  return {
    name: 'todo.tasks',
    table: todoTables(tenant).tasks,
    rows: () => tasksOf(tenant, id).reverse(),
    items: (row) =>
      row.listId === id
        ? [{ id: row.id, body: () => withRelations(call, id, renderTask(row, zone), query.expand) }]
        : [],
  };
}
