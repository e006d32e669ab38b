import type { GraphCall } from '../area.ts';
import { itemNotFound, notInList } from './faults.ts';
import { listsOf } from './lists.ts';
import { type ListRow, type TaskRow, todoTables } from './model.ts';

/** The default list's other name in a path: https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/2743 */
const isDefault = (key: string) => key.toLowerCase() === 'tasks';

/**
 * The list that the path names.
 * @throws GraphFailure 404, also for another mailbox's list: an id says nothing outside of its mailbox
 */
export function listOf({ tenant, user, params: { list: key = '' } }: GraphCall): ListRow {
  const all = listsOf(tenant, user.id);
  const list = isDefault(key) ? all[0] : todoTables(tenant).lists.get(key);
  if (list?.mailboxId !== user.id) throw itemNotFound();
  return list;
}

/**
 * The task that the path names.
 * @throws GraphFailure 404 as listOf, 400 when it is in another list, or in the default list by its other name
 */
export function taskOf(call: GraphCall): TaskRow {
  const list = listOf(call);
  const task = todoTables(call.tenant).tasks.get(call.params.task ?? '');
  if (task?.mailboxId !== call.user.id) throw itemNotFound();
  const isRead = call.method === 'GET' && call.route.path.endsWith('/{task}');
  if (task.listId !== list.id || (isRead && isDefault(call.params.list ?? ''))) throw notInList();
  return task;
}
