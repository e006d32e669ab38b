import type { Task } from '@aide/contracts/tasks';
import type { Day } from '@aide/contracts/today';

/** The day without a task: how it will be when it is completed. */
export function without(day: Day, { taskId, listId }: Task): Day {
  if (!('value' in day.tasks)) return day;
  const others = (tasks: Task[]) => tasks.filter((t) => t.taskId !== taskId || t.listId !== listId);
  const { overdue, today, cut } = day.tasks.value;
  return { ...day, tasks: { value: { overdue: others(overdue), today: others(today), cut } } };
}
