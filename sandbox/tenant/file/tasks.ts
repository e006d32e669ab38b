import { windowsName } from '../../graph/calendar/mailboxes.ts';
import { createList, listsOf } from '../../graph/todo/lists.ts';
import { createTask } from '../../graph/todo/tasks.ts';
import type { UserRow } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { personOf } from './people.ts';
import type { FileTask } from './schema.ts';

/**
 * A task in the list of its name; the list is made when it is first named.
 * @param key what its id is made of
 * @throws GraphFailure for what Graph would refuse
 */
export function fillTask(tenant: Tenant, me: UserRow, task: FileTask, key: string): string {
  const owner = (task.assignedTo && personOf(tenant, task.assignedTo)) || me;
  const { listName, status, dueDateTime, board, title } = task;
  const list =
    listsOf(tenant, owner.id).find((one) => one.displayName === listName) ??
    createList(tenant, owner.id, listName, `file ${listName}`);
  const timeZone = windowsName(owner.timeZone);
  const input = {
    title,
    status,
    ...(board ? { categories: [board] } : {}),
    ...(dueDateTime ? { dueDateTime } : {}),
    ...(status === 'completed' && dueDateTime
      ? { completedDateTime: { dateTime: dueDateTime.dateTime.slice(0, 10), timeZone } }
      : {}),
  };
  return createTask(tenant, list, input, key).id;
}
