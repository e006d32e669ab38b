import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Answer, type Graph, graphAs, type Json } from '../support.ts';

export type { Answer, Json } from '../support.ts';

export interface Task extends Json {
  id: string;
  title: string;
  status: string;
  '@odata.etag': string;
  dueDateTime?: { dateTime: string; timeZone: string };
  reminderDateTime?: { dateTime: string; timeZone: string };
  completedDateTime?: { dateTime: string; timeZone: string };
  checklistItems?: Json[];
  linkedResources?: Json[];
  attachments?: Json[];
}

/** Somebody with To Do. */
export interface Owner {
  id: string;
  graph: Graph;
  token: string;
  /** A new list; its path: '/me/todo/lists/{id}'. */
  list(displayName?: string): Promise<string>;
  /** A new task in a list; fails when Graph does not make one. */
  add(list: string, task: Json): Promise<Task>;
  /** What stands in a collection, every page of it. */
  all(path: string): Promise<Task[]>;
  change(path: string, body: Json): Promise<Task>;
}
export interface World extends SandboxForTests {
  login(name: string, scopes?: string[]): Promise<Owner>;
}

/** A sandbox over HTTP with real tokens; when it stops, all its traffic is held against Microsoft's contract. */
export async function openWorld(): Promise<World> {
  const sandbox = await startSandbox();
  return {
    ...sandbox,
    async stop() {
      await assertContract(sandbox.tenant).finally(() => sandbox.stop());
    },
    async login(name, scopes = ['Tasks.ReadWrite']) {
      const token = await sandbox.tokenFor(name, scopes);
      const graph = graphAs(sandbox, token);
      const owner: Owner = {
        id: sandbox.person(name).id,
        graph,
        token,
        async list(displayName = 'Garden') {
          const answer = await graph('/me/todo/lists', { method: 'POST', body: { displayName } });
          assert.equal(answer.status, 201, JSON.stringify(answer.body));
          return `/me/todo/lists/${answer.body.id}`;
        },
        async add(list, task) {
          const answer = await graph(`${list}/tasks`, { method: 'POST', body: task });
          assert.equal(answer.status, 201, JSON.stringify(answer.body));
          return answer.body as unknown as Task;
        },
        async all(path) {
          const found: Task[] = [];
          for (let next: unknown = path; typeof next === 'string'; ) {
            const { status, body } = await graph(next);
            assert.equal(status, 200, JSON.stringify(body));
            found.push(...(body.value as Task[]));
            next = body['@odata.nextLink'];
          }
          return found;
        },
        async change(path, body) {
          const answer = await graph(path, { method: 'PATCH', body });
          assert.equal(answer.status, 200, JSON.stringify(answer.body));
          return answer.body as unknown as Task;
        },
      };
      return owner;
    },
  };
}

/** Status, code and the service's own code. */
export const refusal = ({ status, body }: Answer): unknown[] => [
  status,
  body?.error?.code,
  ...(body?.error?.innerError?.code === undefined ? [] : [body.error.innerError.code]),
];
export const titles = (tasks: Json[]): unknown[] => tasks.map(({ title }) => title);
