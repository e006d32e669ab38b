import assert from 'node:assert/strict';
import type { SandboxForTests } from '../../../support/sandbox.ts';
import { graphAs } from '../support.ts';
import type { Example, Json } from './documentation.ts';

interface Wanted {
  sandbox: SandboxForTests;
  example: Example;
  as: string;
  /** The path so far, with what has been made already in it: ['me', 'todo', 'lists', '{id}', 'tasks', …]. */
  segments: string[];
}

const link = {
  webUrl: 'https://microsoft.com',
  applicationName: 'Microsoft',
  displayName: 'Microsoft',
  externalId: '1',
};
let counter = 0;

/** Makes the thing of Microsoft To Do whose key follows this segment; answers its key here. */
export const todoThings: Record<string, (wanted: Wanted) => Promise<string>> = {
  lists: ({ sandbox, as, segments }) =>
    segments.includes('todo')
      ? make(sandbox, as, '/me/todo/lists', { displayName: `List ${counter++}` })
      : unknown(segments),
  // Most answers have something in them: so has each task.
  tasks: async ({ sandbox, example, as, segments }) => {
    const tasks = `/me/todo/lists/${keyAfter(segments, 'lists')}/tasks`;
    // A task has one linked resource, and not yet when one is posted.
    const posts = example.method === 'POST' && segments.at(-1)?.toLowerCase() === 'linkedresources';
    const task = { title: 'Linked entity', categories: ['Important'], ...(posts ? {} : { linkedResources: [link] }) };
    const id = await make(sandbox, as, tasks, task);
    await make(sandbox, as, `${tasks}/${id}/checklistItems`, { displayName: 'Create draft' });
    return id;
  },
  checklistitems: ({ sandbox, as, segments }) => only(sandbox, as, segments, 'checklistItems'),
  linkedresources: ({ sandbox, as, segments }) => only(sandbox, as, segments, 'linkedResources'),
  attachmentsessions: ({ sandbox, as, segments }) => begin(sandbox, as, segments),
};

/** A list of tasks that is asked for has one in it. */
export async function prepareTodo(sandbox: SandboxForTests, as: string, method: string, path: string): Promise<void> {
  const [, list] = /\/todo\/lists\/([^/?]+)\/tasks\/?(\?|$)/i.exec(path) ?? [];
  if (list && method === 'GET')
    await make(sandbox, as, `/me/todo/lists/${list}/tasks`, {
      title: 'Linked entity',
      categories: ['Important', 'Urgent'],
      linkedResources: [link],
    });
}

async function graphOf(sandbox: SandboxForTests, as: string) {
  return graphAs(sandbox, await sandbox.tokenFor(as, ['Tasks.ReadWrite']));
}

async function make(sandbox: SandboxForTests, as: string, path: string, body: Json): Promise<string> {
  const answer = await (await graphOf(sandbox, as))(path, { method: 'POST', body });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return String(answer.body.id);
}

const keyAfter = (segments: string[], name: string) => segments[segments.indexOf(name) + 1];
const taskAt = (segments: string[]) =>
  `/me/todo/lists/${keyAfter(segments, 'lists')}/tasks/${keyAfter(segments, 'tasks')}`;

async function only(sandbox: SandboxForTests, as: string, segments: string[], name: string): Promise<string> {
  const { body } = await (await graphOf(sandbox, as))(`${taskAt(segments)}/${name}`);
  return String(body.value[0]?.id);
}

async function begin(sandbox: SandboxForTests, as: string, segments: string[]): Promise<string> {
  const path = `${taskAt(segments)}/attachments/createUploadSession`;
  const body = { attachmentInfo: { attachmentType: 'file', name: 'flower', size: 3483322 } };
  const answer = await (await graphOf(sandbox, as))(path, { method: 'POST', body });
  return String(answer.body.uploadUrl).split('/').at(-1) ?? '';
}

const unknown = (segments: string[]): never => assert.fail(`no list is known at ${segments.join('/')}`);
