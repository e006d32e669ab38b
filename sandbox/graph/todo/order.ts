import type { Tenant } from '../../tenant/tenant.ts';
import { todoTables } from './model.ts';

/** The place of a new task among those of the same time: greater than that of every task before. */
export function nextOrder(tenant: Tenant): number {
  const { counter } = todoTables(tenant);
  return counter.put({ id: 'tasks', count: (counter.get('tasks')?.count ?? 0) + 1 }).count;
}
