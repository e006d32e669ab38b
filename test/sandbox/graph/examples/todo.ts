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
  attachmentsessions: ({ sandbox, as, segments, example }) => begin(sandbox, as, segments, example),
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

/** First and last byte of the range that an example sends, and how many the file has. */
function rangeOf({ headers }: Example): [first: number, last: number, size: number] | undefined {
  const [, ...numbers] = /bytes (\d+)-(\d+)\/(\d+)/.exec(headers['Content-Range'] ?? '') ?? [];
  const [first, last, size] = numbers.map(Number);
  return first === undefined || last === undefined || size === undefined ? undefined : [first, last, size];
}

/** The bytes that a page describes in words. */
export function bytesOf(example: Example): string | undefined {
  const [first, last] = rangeOf(example) ?? [];
  return first === undefined || last === undefined ? undefined : 'x'.repeat(last - first + 1);
}

/** An upload, with what comes before the range that the example sends. */
async function begin(sandbox: SandboxForTests, as: string, segments: string[], example: Example): Promise<string> {
  const path = `${taskAt(segments)}/attachments/createUploadSession`;
  const body = { attachmentInfo: { attachmentType: 'file', name: 'flower', size: 3483322 } };
  const graph = await graphOf(sandbox, as);
  const answer = await graph(path, { method: 'POST', body });
  const uploadUrl = String(answer.body.uploadUrl);
  const [first = 0, , size] = rangeOf(example) ?? [];
  if (first > 0) {
    const headers = { 'content-type': 'application/octet-stream', 'content-range': `bytes 0-${first - 1}/${size}` };
    const before = await graph(`${uploadUrl}/content`, { method: 'PUT', body: 'x'.repeat(first), headers });
    assert(before.status < 300, JSON.stringify(before.body));
  }
  return uploadUrl.split('/').at(-1) ?? '';
}

const unknown = (segments: string[]): never => assert.fail(`no list is known at ${segments.join('/')}`);
