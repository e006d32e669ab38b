import type { Overview, Task, TaskList, TaskRef } from '@aide/contracts/tasks';
import { useCallback } from 'react';
import { useOperations, useSession } from '../../app/session.ts';
import { type Act, useAct } from '../../app/use-act.ts';
import { useLoad } from '../../app/use-load.ts';
import { isSame, refOf } from './place.ts';

/** All open tasks, read at once: places and lists are then only other looks at them. */
export interface AllTasks {
  tasks: Task[];
  lists: TaskList[];
  today: string;
  timeZone: string;
  /** Names of lists that hold more than is read. */
  cut: string[];
}

const allOf = ({ groups, lists, today, timeZone, cut }: Overview): AllTasks => {
  const tasks = new Map(
    Object.values(groups).flatMap((group) => group.map((task) => [`${task.listId} ${task.taskId}`, task])),
  );
  return { tasks: [...tasks.values()], lists, today, timeZone, cut };
};

/** What can be done with a task; shown at once as it will be, and as it is when the server has answered. */
export interface TaskActs {
  act: Act;
  complete(task: Task): void;
  reopen(task: Task): void;
  update(task: Task, change: { due?: string | null; importance?: Task['importance'] }): void;
  /** It is on its way out of the lists. */
  forget(ref: TaskRef): void;
}

export function useTasks() {
  const { api } = useSession();
  const loaded = useLoad('tasks', async (signal) =>
    allOf(await api.query<Overview>('tasks.overview', { days: 7 }, signal)),
  );
  const { reload, set } = loaded;
  useOperations((changed) => {
    if (!changed || (changed.action.startsWith('tasks.') && /^(done|undone)$/.test(changed.state))) reload();
  });
  const act = useAct(reload);
  const change = useCallback(
    (ref: TaskRef, after: (task: Task) => Task[]) =>
      set((all) => all && { ...all, tasks: all.tasks.flatMap((task) => (isSame(task, ref) ? after(task) : [task])) }),
    [set],
  );
  const acts: TaskActs = {
    act,
    complete(task) {
      change(task, () => []);
      void act('tasks.complete', { tasks: [refOf(task)] });
    },
    reopen(task) {
      void act('tasks.reopen', { tasks: [refOf(task)] });
    },
    update(task, wanted) {
      change(task, (known) => [
        {
          ...known,
          ...(wanted.importance ? { importance: wanted.importance } : {}),
          ...('due' in wanted ? { due: wanted.due ?? undefined } : {}),
        },
      ]);
      void act('tasks.update', { ...refOf(task), ...wanted });
    },
    forget: (ref) => change(ref, () => []),
  };
  return { ...loaded, acts };
}
