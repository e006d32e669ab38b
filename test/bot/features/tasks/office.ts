import assert from 'node:assert/strict';
import type { TaskRef } from '@aide/contracts/tasks';
import type { DriveItem, TodoTask } from '@microsoft/microsoft-graph-types';
import { tasks } from '../../../../bot/features/tasks/index.ts';
import { type Office as AnyOffice, createOffice as createAnyOffice } from '../office.ts';

/** The feature at work, and lists to try it on. */
export interface Office extends AnyOffice {
  /** A new list of Adele's; its id. */
  list(name: string): Promise<string>;
  /** A task in it, put there past Aide. */
  put(listId: string, task: Record<string, unknown>): Promise<TodoTask & { id: string }>;
  /** A new task in a new list. */
  task(title: string): Promise<TaskRef>;
  /** A file in somebody's own OneDrive, put there past Aide. @param path 'Reports/Budget.xlsx' */
  file(path: string, content: Buffer | string, of?: string): Promise<DriveItem & { id: string }>;
  /** Name and content of what is attached to a task. */
  attached(ref: TaskRef): Promise<{ name: string; bytes: Buffer }[]>;
  /** Leaves Aide with these permissions alone. */
  onlyConsent(...scopes: string[]): void;
  /** All that the feature may ask for. */
  consentAll(): void;
  /** All that is in a list, steps and files included. */
  inside(listId: string): Promise<TodoTask[]>;
}

export const adele = 'Adele Vance';

export async function createOffice(): Promise<Office> {
  const office = await createAnyOffice(tasks, ['Tasks.ReadWrite', 'Files.ReadWrite.All', 'Mail.ReadWrite']);
  const tasksOf = (listId: string) => `/me/todo/lists/${encodeURIComponent(listId)}/tasks`;
  const put: Office['put'] = (listId, task) => office.graphAs(adele, 'POST', tasksOf(listId), task);
  const list: Office['list'] = async (displayName) =>
    (await office.graphAs<{ id: string }>(adele, 'POST', '/me/todo/lists', { displayName })).id;
  return {
    ...office,
    list,
    put,
    async task(title) {
      const listId = await list(`List of ${title}`);
      return { listId, taskId: (await put(listId, { title })).id };
    },
    async file(path, content, of = adele) {
      const token = await office.sandbox.tokenFor(of, ['https://graph.microsoft.com/Files.ReadWrite.All']);
      const where = path.split('/').map(encodeURIComponent).join('/');
      const answer = await fetch(`${office.sandbox.url}/v1.0/me/drive/root:/${where}:/content`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(Buffer.from(content)),
      });
      assert(answer.ok, `PUT ${path}: ${answer.status}`);
      return (await answer.json()) as DriveItem & { id: string };
    },
    async attached({ listId, taskId }) {
      const path = `${tasksOf(listId)}/${encodeURIComponent(taskId)}/attachments`;
      const { value } = await office.graphAs<{ value: { id: string; name: string }[] }>(adele, 'GET', path);
      const read = (id: string) => office.graphAs<{ contentBytes: string }>(adele, 'GET', `${path}/${id}`);
      return Promise.all(
        value.map(async ({ id, name }) => ({ name, bytes: Buffer.from((await read(id)).contentBytes, 'base64') })),
      );
    },
    onlyConsent: (...scopes) => office.consent([...scopes, 'User.Read', 'MailboxSettings.Read']),
    consentAll: () => office.consent(Object.keys(tasks.reasons)),
    async inside(listId) {
      const path = `${tasksOf(listId)}?$expand=checklistItems,linkedResources,attachments&$top=100`;
      return (await office.graphAs<{ value: TodoTask[] }>(adele, 'GET', path)).value;
    },
  };
}
