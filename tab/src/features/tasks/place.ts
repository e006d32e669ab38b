import type { Task, TaskRef } from '@aide/contracts/tasks';

/** What the view shows: what is due, what is important, or a list. */
export type Where = { kind: 'due' } | { kind: 'important' } | { kind: 'list'; listId: string };

export interface TaskPlace {
  where: Where;
  /** The task that is open. */
  open?: TaskRef;
}

/**
 * 'important', 'list/<id>', and with an open task '…/task/<list id>/<task id>', each id percent-encoded. The task alone is shown in its
 * list. What is none of these is what is due.
 */
export function readTaskPlace(item: string | undefined): TaskPlace {
  const [before = '', after] = (item ?? '').split(/(?:^|\/)task\//, 2);
  const [listId = '', taskId = ''] = (after ?? '').split('/').map(decode);
  const open = listId && taskId ? { listId, taskId } : undefined;
  const named = before.startsWith('list/') ? decode(before.slice(5)) : '';
  const where: Where =
    before === 'important'
      ? { kind: 'important' }
      : named
        ? { kind: 'list', listId: named }
        : open && before === ''
          ? { kind: 'list', listId: open.listId }
          : { kind: 'due' };
  return open ? { where, open } : { where };
}

export function writeTaskPlace({ where, open }: TaskPlace): string {
  const before = where.kind === 'list' ? `list/${encodeURIComponent(where.listId)}` : where.kind;
  return open ? `${before}/${taskItem(open)}` : before;
}

/** Of a task, wherever it is shown. */
export const taskItem = ({ listId, taskId }: TaskRef): string =>
  `task/${encodeURIComponent(listId)}/${encodeURIComponent(taskId)}`;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

export interface Group {
  title: string;
  tasks: Task[];
}

/** By day, those without one last; of one day the important ones first. */
const soonestFirst = (a: Task, b: Task) =>
  (a.due ?? '9999').localeCompare(b.due ?? '9999') || Number(b.importance === 'high') - Number(a.importance === 'high');

/**
 * The tasks of a place, in groups; without those that are empty.
 * @param today, week 'yyyy-MM-dd', the last day of what comes soon
 */
export function groupsIn(where: Where, tasks: Task[], today: string, week: string): Group[] {
  const open = tasks.filter((task) => !task.done).sort(soonestFirst);
  if (where.kind === 'important') return filled([{ title: 'Important', tasks: open.filter(isImportant) }]);
  if (where.kind === 'list') return filled([{ title: 'Open', tasks: open.filter((t) => t.listId === where.listId) }]);
  const due = (fits: (day: string) => boolean) => open.filter((task) => task.due !== undefined && fits(task.due));
  return filled([
    { title: 'Late', tasks: due((day) => day < today) },
    { title: 'Today', tasks: due((day) => day === today) },
    { title: 'Next 7 days', tasks: due((day) => day > today && day <= week) },
    { title: 'Later', tasks: due((day) => day > week) },
    { title: 'Without a date', tasks: open.filter((task) => task.due === undefined) },
  ]);
}

const isImportant = (task: Task) => task.importance === 'high';
const filled = (groups: Group[]) => groups.filter(({ tasks }) => tasks.length > 0);

export const isSame = (a: TaskRef, b: TaskRef): boolean => a.taskId === b.taskId && a.listId === b.listId;
export const refOf = ({ listId, taskId }: TaskRef): TaskRef => ({ listId, taskId });
