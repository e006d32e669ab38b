import { randomUUID } from 'node:crypto';
import type { Tenant } from '../../tenant/tenant.ts';
import { type ChangesRow, todoTables } from './model.ts';

const id = 'todo';

/** How many changes there were, and since which reset. */
export const changesOf = (tenant: Tenant): ChangesRow => {
  const { changes } = todoTables(tenant);
  return changes.get(id) ?? changes.put({ id, count: 0, epoch: randomUUID() });
};

/** The number of a change that is being made: greater than that of every change before. */
export function nextChange(tenant: Tenant): number {
  const changes = changesOf(tenant);
  return todoTables(tenant).changes.put({ ...changes, count: changes.count + 1 }).count;
}

/** Keeps in mind that a list or a task is gone. */
export function bury(tenant: Tenant, rowId: string, parentId: string): void {
  todoTables(tenant).tombstones.put({ id: rowId, parentId, change: nextChange(tenant) });
}
