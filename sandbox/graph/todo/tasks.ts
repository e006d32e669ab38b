import { randomUUID } from 'node:crypto';
import type { Tenant } from '../../tenant/tenant.ts';
import { exchangeId } from '../calendar/ids.ts';
import { timestamp } from '../calendar/mailbox-events.ts';
import { dropItemData } from '../item-data/index.ts';
import { invalidModel } from './faults.ts';
import { type LinkedResourceInput, named, readRecurrence, type TaskInput } from './input.ts';
import { type LinkedResource, type ListRow, type TaskRow, todoTables } from './model.ts';
import { nextOrder } from './order.ts';
import { repeat } from './repeat.ts';
import { completionDay, dayOf, momentOf } from './times.ts';

/** A list's tasks, the newest first. */
export const tasksOf = (tenant: Tenant, listId: string): TaskRow[] =>
  todoTables(tenant)
    .tasks.by('list', listId)
    .sort((a, b) =>
      a.createdDateTime === b.createdDateTime ? b.order - a.order : a.createdDateTime < b.createdDateTime ? 1 : -1,
    );

/**
 * @param key the id follows from it: another one for each task, the same one for the same task of the seed
 * @throws GraphFailure 400 without a title, with a series but no due date
 */
export function createTask(tenant: Tenant, list: ListRow, input: TaskInput, key: string = randomUUID()): TaskRow {
  const now = timestamp(tenant);
  const empty: TaskRow = {
    id: exchangeId(list.mailboxId, `todo task ${key}`),
    mailboxId: list.mailboxId,
    listId: list.id,
    title: named(input.title, 'Title'),
    body: { content: '', contentType: 'text' },
    importance: 'normal',
    status: 'notStarted',
    isReminderOn: false,
    reminder: null,
    start: null,
    due: null,
    completed: null,
    categories: [],
    recurrence: null,
    checklistItems: [],
    linkedResources: (input.linkedResources ?? []).map((link) => linkOf(link)),
    files: [],
    createdDateTime: now,
    lastModifiedDateTime: now,
    bodyLastModifiedDateTime: now,
    version: 0,
    order: nextOrder(tenant),
  };
  return save(tenant, changed(tenant, empty, input));
}

/**
 * A change of a task. When it completes one of a series, the next one comes into the list. It also does when a due date is
 * written without the series: this one then keeps its day, and the series has gone on without it.
 * https://github.com/microsoftgraph/microsoft-graph-docs/issues/5424, https://github.com/RogerSelwyn/MS365-ToDo/issues/133
 */
export function updateTask(tenant: Tenant, task: TaskRow, input: TaskInput): TaskRow {
  const isMoved = task.recurrence !== null && input.recurrence === undefined && input.dueDateTime != null;
  const after = changed(tenant, task, isMoved ? { ...input, dueDateTime: undefined } : input);
  const isDone = task.status !== 'completed' && after.status === 'completed';
  const next = isDone || (isMoved && !isOn(task, input.dueDateTime)) ? repeat(tenant, after) : undefined;
  if (!next && !isDone) return save(tenant, after);
  // The series goes on with the next one; what stays behind is a task like any other.
  const left = save(tenant, { ...after, recurrence: null });
  if (next) save(tenant, next);
  return left;
}

const isOn = ({ due }: TaskRow, day: TaskInput['dueDateTime']) => day != null && dayOf(day).at === due?.at;

export function removeTask(tenant: Tenant, task: TaskRow): void {
  const { tasks, attachments, uploads } = todoTables(tenant);
  for (const { id } of task.files) attachments.delete(id);
  for (const { id } of uploads.by('task', task.id)) uploads.delete(id);
  tasks.delete(task.id);
  dropItemData(tenant, task.id);
}

/** Stores a changed task under a new ETag. */
export const save = (tenant: Tenant, task: TaskRow): TaskRow =>
  todoTables(tenant).tasks.put({
    ...task,
    version: task.version + 1,
    lastModifiedDateTime: timestamp(tenant),
  });

export const linkOf = (input: LinkedResourceInput, before?: LinkedResource): LinkedResource => {
  const kept = <K extends keyof LinkedResourceInput>(name: K) =>
    input[name] === undefined ? (before?.[name] ?? null) : (input[name] ?? null);
  return {
    id: before?.id ?? randomUUID(),
    webUrl: kept('webUrl'),
    applicationName: kept('applicationName'),
    displayName: kept('displayName'),
    externalId: kept('externalId'),
  };
};

/** undefined = the input says nothing about it; null takes a value away. */
const or = <T, R>(given: T | null | undefined, read: (value: T) => R, before: R | null): R | null =>
  given === undefined ? before : given === null ? null : read(given);

function changed(tenant: Tenant, task: TaskRow, input: TaskInput): TaskRow {
  const status = input.status ?? task.status;
  const due = or(input.dueDateTime, dayOf, task.due);
  const recurrence = or(input.recurrence, (given) => readRecurrence(given, due?.timeZone ?? 'UTC'), task.recurrence);
  if (recurrence && !due) throw invalidModel('A recurring task needs a dueDateTime.');
  const reminder = or(input.reminderDateTime, momentOf, task.reminder);
  return {
    ...task,
    title: input.title === undefined ? task.title : named(input.title, 'Title'),
    ...(input.body !== undefined && {
      body: { content: input.body?.content ?? '', contentType: input.body?.contentType ?? 'text' },
      bodyLastModifiedDateTime: timestamp(tenant),
    }),
    importance: input.importance ?? task.importance,
    status,
    due,
    start: or(input.startDateTime, dayOf, task.start),
    reminder,
    isReminderOn: reminder !== null && (input.isReminderOn ?? task.isReminderOn),
    completed:
      status === 'completed' ? (or(input.completedDateTime, dayOf, task.completed) ?? completionDay(tenant)) : null,
    categories: input.categories === undefined ? task.categories : (input.categories ?? []),
    recurrence,
  };
}
