import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Answer, type Graph, graphAs, type Json } from '../support.ts';

export type { Json } from '../support.ts';

export interface Round {
  items: Json[];
  /** The deltaLink. */
  link: string;
  pages: number;
}

/** A person who follows something. */
export interface Follower {
  id: string;
  graph: Graph;
  /** A whole round: all its pages. */
  round(start: string, headers?: Record<string, string>): Promise<Round>;
  /** Fails unless Graph does as it is told. */
  do(method: string, path: string, body?: unknown): Promise<Json>;
}

export interface World extends SandboxForTests {
  login(name: string, scopes: string[]): Promise<Follower>;
}

/** A sandbox over HTTP with real tokens; when it stops, all its traffic is held against Microsoft's contract. */
export async function openWorld(): Promise<World> {
  const sandbox = await startSandbox();
  return {
    ...sandbox,
    async stop() {
      await assertContract(sandbox.tenant).finally(() => sandbox.stop());
    },
    async login(name, scopes) {
      const graph = graphAs(sandbox, await sandbox.tokenFor(name, scopes));
      return {
        id: sandbox.person(name).id,
        graph,
        async round(start, headers = {}) {
          const items: Json[] = [];
          for (let [next, pages] = [start, 1]; ; pages++) {
            const { status, body } = await graph(next, { headers });
            assert.equal(status, 200, JSON.stringify(body));
            items.push(...body.value);
            assert.notEqual('@odata.deltaLink' in body, '@odata.nextLink' in body);
            if (body['@odata.deltaLink']) return { items, link: String(body['@odata.deltaLink']), pages };
            next = String(body['@odata.nextLink']);
          }
        },
        async do(method, path, body) {
          const answer = await graph(path, { method, ...(body === undefined ? {} : { body }) });
          assert(answer.status < 300, JSON.stringify(answer.body));
          return answer.body;
        },
      };
    },
  };
}

export const refusal = ({ status, body }: Answer): unknown[] => [status, body?.error?.code];
export const idsOf = (items: Json[]): unknown[] => items.map(({ id }) => id);

/** What a client has that does as a delta query tells it. */
export function applied(copy: Map<string, Json>, items: Json[]): void {
  for (const item of items) {
    if (item['@removed']) copy.delete(String(item.id));
    else copy.set(String(item.id), { ...copy.get(String(item.id)), ...item });
  }
}
