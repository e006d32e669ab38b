import type { Repeat, Task, UpdateInput } from '@aide/contracts/tasks';
import { instantOf, localOf } from './local-time.ts';

/** What a person can change of a task, as the fields of a form hold it; '' = none. */
export interface TaskForm {
  title: string;
  /** 'yyyy-MM-dd' */
  due: string;
  /** 'yyyy-MM-ddTHH:mm' where the person is. */
  reminder: string;
  importance: Task['importance'];
  /** keep: as it is, which a choice of these may not be able to say. */
  repeat: RepeatChoice;
  note: string;
  listId: string;
}

export const repeatChoices = {
  none: 'Does not repeat',
  day: 'Every day',
  weekdays: 'Every weekday',
  week: 'Every week',
  month: 'Every month',
  year: 'Every year',
} as const;
export type RepeatChoice = keyof typeof repeatChoices | 'keep';

const workdays: NonNullable<Repeat['weekdays']> = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

const repeatOf = (choice: Exclude<RepeatChoice, 'keep'>): Repeat | null => {
  if (choice === 'none') return null;
  if (choice === 'weekdays') return { every: 'week', interval: 1, weekdays: workdays };
  return { every: choice, interval: 1 };
};

export const formOf = (task: Task, timeZone: string): TaskForm => ({
  title: task.title,
  due: task.due ?? '',
  reminder: localOf(task.reminder, timeZone),
  importance: task.importance,
  repeat: task.repeats ? 'keep' : 'none',
  note: task.note ?? '',
  listId: task.listId,
});

type Change = Partial<Omit<UpdateInput, 'listId' | 'taskId'>>;

/** What is different in the form; undefined = nothing. What was not touched is not written. */
export function changeOf(task: Task, form: TaskForm, timeZone: string): Change | undefined {
  const before = formOf(task, timeZone);
  const change: Change = {
    ...(form.title.trim() === before.title ? {} : { title: form.title.trim() }),
    ...(form.due === before.due ? {} : { due: form.due || null }),
    ...(form.reminder === before.reminder ? {} : { reminder: instantOf(form.reminder, timeZone) ?? null }),
    ...(form.importance === before.importance ? {} : { importance: form.importance }),
    ...(form.note.trim() === before.note ? {} : { note: form.note.trim() || null }),
    ...(form.repeat === before.repeat || form.repeat === 'keep' ? {} : { repeat: repeatOf(form.repeat) }),
  };
  return Object.keys(change).length > 0 ? change : undefined;
}

/** Why it cannot be saved; undefined = it can. */
export function faultOf(form: TaskForm): { field: 'title' | 'due'; text: string } | undefined {
  if (form.title.trim() === '') return { field: 'title', text: 'A task needs a title.' };
  if (form.repeat !== 'none' && form.due === '')
    return { field: 'due', text: 'What repeats needs a date to begin with.' };
  return undefined;
}
