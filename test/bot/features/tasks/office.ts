import assert from 'node:assert/strict';
import type { TodoTask } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../../../bot/errors.ts';
import type { Memory } from '../../../../bot/features/feature.ts';
import { tasks } from '../../../../bot/features/tasks/index.ts';
import { type Office as AnyOffice, createOffice as createAnyOffice } from '../office.ts';

/** The feature at work, and lists to try it on. */
export interface Office extends AnyOffice {
  /** A new list of Adele's; its id. */
  list(name: string): Promise<string>;
  /** A task in it, put there past Aide. */
  put(listId: string, task: Record<string, unknown>): Promise<TodoTask & { id: string }>;
  /** All that is in a list, steps and files included. */
  inside(listId: string): Promise<TodoTask[]>;
}

export const adele = 'Adele Vance';

export async function createOffice(): Promise<Office> {
  const office = await createAnyOffice(tasks, ['Tasks.ReadWrite']);
  const tasksOf = (listId: string) => `/me/todo/lists/${encodeURIComponent(listId)}/tasks`;
  return {
    ...office,
    async list(displayName) {
      return (await office.graphAs<{ id: string }>(adele, 'POST', '/me/todo/lists', { displayName })).id;
    },
    put: (listId, task) => office.graphAs(adele, 'POST', tasksOf(listId), task),
    async inside(listId) {
      const path = `${tasksOf(listId)}?$expand=checklistItems,linkedResources,attachments&$top=100`;
      return (await office.graphAs<{ value: TodoTask[] }>(adele, 'GET', path)).value;
    },
  };
}

export const fails = (code: string) => (e: unknown) => {
  assert(e instanceof AideError, String(e));
  assert.equal(e.code, code, e.message);
  assert.ok(e.userMessage !== '' && e.remedy !== '');
  return true;
};

/** As the ledger keeps it. */
export function createMemory(): Memory {
  let kept: unknown;
  return {
    get kept() {
      return kept;
    },
    async keep(value) {
      kept = JSON.parse(JSON.stringify(value));
    },
  };
}
