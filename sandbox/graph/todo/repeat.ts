import { randomUUID } from 'node:crypto';
import { nextOccurrence } from '../../recurrence/occurrences.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { exchangeId } from '../calendar/ids.ts';
import { timestamp } from '../calendar/mailbox-events.ts';
import type { Moment, TaskRow } from './model.ts';
import { nextOrder } from './order.ts';
import { dateOf, daysBetween, shifted } from './times.ts';

/**
 * The task that follows a completed one of a series: due on the series' next date after it, reminder and start as far
 * before as they were, its steps not done yet. Files stay with the one that is done.
 * @returns undefined when the series has ended
 */
export function repeat(tenant: Tenant, task: TaskRow): TaskRow | undefined {
  if (!task.recurrence || !task.due) return undefined;
  const date = dateOf(task.due);
  const next = nextOccurrence(task.recurrence, date);
  if (next === undefined) return undefined;
  const days = daysBetween(date, next);
  const later = (moment: Moment | null) => moment && shifted(moment, days);
  const now = timestamp(tenant);
  return {
    ...task,
    id: exchangeId(task.mailboxId, `todo task ${randomUUID()}`),
    status: 'notStarted',
    completed: null,
    due: later(task.due),
    start: later(task.start),
    reminder: later(task.reminder),
    checklistItems: task.checklistItems.map((item) => ({
      ...item,
      id: randomUUID(),
      isChecked: false,
      checkedDateTime: null,
    })),
    linkedResources: task.linkedResources.map((link) => ({ ...link, id: randomUUID() })),
    files: [],
    createdDateTime: now,
    bodyLastModifiedDateTime: now,
    version: 0,
    order: nextOrder(tenant),
  };
}
