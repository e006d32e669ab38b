import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createGraph, type Graph } from '../api/graph.ts';
import { readable } from '../api/http.ts';
import { useSession } from '../session/session.tsx';
import { useGraphWrites } from '../session/use-graph-writes.ts';
import type { Task, TaskList } from './task.ts';

/** Graph as the person, with what To Do needs. */
export function useTasksGraph(): Graph {
  const { tenant, tokens } = useSession();
  return useMemo(
    () =>
      createGraph(tenant.graph, () => tokens('https://graph.microsoft.com/Tasks.ReadWrite'), window.fetch.bind(window)),
    [tenant, tokens],
  );
}

export interface Reading<T> {
  value?: T;
  error?: string;
  again(): Promise<void>;
}

/**
 * Reads something, and again when somebody writes to Graph; what was read stays until the new is there.
 * @param read the same function as long as the same is read
 */
function useReading<T>(read: () => Promise<T>): Reading<T> {
  const [state, setState] = useState<{ of?: unknown; value?: T; error?: string }>({});
  const newest = useRef(0);
  const again = useCallback(async () => {
    const turn = ++newest.current;
    try {
      const value = await read();
      if (turn === newest.current) setState({ of: read, value });
    } catch (reason) {
      if (turn === newest.current) setState({ of: read, error: readable(reason) });
    }
  }, [read]);
  useEffect(() => {
    void again();
  }, [again]);
  useGraphWrites(() => void again());
  return state.of === read ? { value: state.value, error: state.error, again } : { again };
}

export function useLists(graph: Graph): Reading<TaskList[]> {
  return useReading(useCallback(() => graph.all<TaskList>('me/todo/lists?$top=100'), [graph]));
}

/** A list's tasks with their steps and files. */
export function useTasks(graph: Graph, listId: string): Reading<Task[]> {
  return useReading(
    useCallback(
      () => graph.all<Task>(`${pathOf(listId)}?$expand=checklistItems,linkedResources,attachments&$top=200`),
      [graph, listId],
    ),
  );
}

export const pathOf = (listId: string): string => `me/todo/lists/${encodeURIComponent(listId)}/tasks`;
