import { randomUUID } from 'node:crypto';
import type { Tenant } from '../../tenant/tenant.ts';
import { exchangeId } from '../calendar/ids.ts';
import { invalidRequest } from './faults.ts';
import { named } from './input.ts';
import { type ListRow, todoTables, type WellknownListName } from './model.ts';
import { removeTask } from './tasks.ts';

/** The lists that every mailbox has. */
const builtIn: [displayName: string, wellknownListName: WellknownListName][] = [
  ['Tasks', 'defaultList'],
  ['Flagged Emails', 'flaggedEmails'],
];

/** A mailbox's lists, the built-in ones first; those are made when they are first asked for. */
export function listsOf(tenant: Tenant, mailboxId: string): ListRow[] {
  const { lists } = todoTables(tenant);
  for (const [displayName, wellknownListName] of builtIn) {
    const id = exchangeId(mailboxId, `todo ${wellknownListName}`);
    if (!lists.has(id)) put(tenant, { id, mailboxId, displayName, wellknownListName });
  }
  const rank = (list: ListRow) => builtIn.findIndex(([, name]) => name === list.wellknownListName);
  const place = (list: ListRow) => (rank(list) === -1 ? builtIn.length : rank(list));
  return lists
    .by('mailbox', mailboxId)
    .sort((a, b) => place(a) - place(b) || a.displayName.localeCompare(b.displayName) || (a.id < b.id ? -1 : 1));
}

/** @param key the id follows from it: another one for each list, the same one for the same list of the seed */
export function createList(
  tenant: Tenant,
  mailboxId: string,
  displayName: string | null | undefined,
  key: string = randomUUID(),
): ListRow {
  const id = exchangeId(mailboxId, `todo list ${key}`);
  return put(tenant, { id, mailboxId, displayName: named(displayName, 'DisplayName'), wellknownListName: 'none' });
}

/** @throws GraphFailure 400 for a built-in list. https://github.com/microsoftgraph/microsoft-graph-docs/issues/15794 */
export function renameList(tenant: Tenant, list: ListRow, displayName: string | null | undefined): ListRow {
  if (list.wellknownListName !== 'none')
    throw invalidRequest(
      'ErrorInvalidRequest',
      "Your request can't be completed. A default task folder can't be renamed.",
    );
  return put(tenant, { ...list, displayName: named(displayName, 'DisplayName') });
}

/** Takes the list away with all that is in it. @throws GraphFailure 400 for a built-in list */
export function removeList(tenant: Tenant, list: ListRow): void {
  if (list.wellknownListName !== 'none')
    throw invalidRequest('ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
  const { lists, tasks } = todoTables(tenant);
  for (const task of tasks.by('list', list.id)) removeTask(tenant, task);
  lists.delete(list.id);
}

const put = (tenant: Tenant, list: Omit<ListRow, 'version'> & { version?: number }): ListRow =>
  todoTables(tenant).lists.put({ ...list, version: (list.version ?? 0) + 1 });
