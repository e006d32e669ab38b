import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { areas } from '../../../sandbox/graph/areas/index.ts';
import { permissions } from '../../../sandbox/graph/permissions.ts';
import { createRouter } from '../../../sandbox/graph/router.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { type Graph, graphAs, type Json } from './support.ts';

interface Example {
  page: string;
  request: { method: string; path?: string; headers?: Record<string, string> };
  response?: { body?: Json & { value?: Json[] } };
}

// Where an example is not what Graph answers: the property's name is misspelt there, or was never selected.
const slips: Record<string, string[]> = {
  'place-list': ['geocoordinates'],
  'user-list-events': ['locations'],
};

describe('The examples of Graph’s documentation', () => {
  const file = resolve(import.meta.dirname, '../../../../shared/reference/graph-docs/examples.json');
  let sandbox: SandboxForTests;
  let graph: Graph;

  before(async () => {
    sandbox = await startSandbox();
    const scopes = Object.values(permissions).flatMap(({ delegated, others = [] }) => [...delegated, ...others]);
    graph = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', [...new Set(scopes)]));
  });
  after(() => sandbox.stop());

  /** Examples that read from the areas built here, and name no particular thing that this tenant has not. */
  function readings(): Example[] {
    const router = createRouter(areas);
    const all: Example[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).examples : [];
    const seen = new Set<string>();
    return all.filter(({ request: { method, path } }) => {
      if (method !== 'GET' || !path?.startsWith('/') || seen.has(path)) return false;
      seen.add(path);
      try {
        const { route } = router.find('GET', path.split('?')[0] ?? '');
        return !/\{(?!user)/.test(route.path) && !/^\/users\/[^?]/.test(path);
      } catch {
        return false;
      }
    });
  }

  const list = readings();
  if (list.length === 0) it('are not at hand');
  for (const { page, request, response } of list)
    it(`${request.path} (${page})`, async () => {
      const { status, body } = await graph(request.path ?? '', { headers: request.headers ?? {} });
      assert.equal(status, 200, JSON.stringify(body));
      const theirs = itemOf(response?.body);
      const ours = itemOf(body);
      if (!theirs || !ours) return;
      const missing = Object.keys(theirs).filter((name) => !name.includes('@') && !(name in ours));
      assert.deepEqual(missing, slips[page] ?? []);
    });
});

const itemOf = (body: (Json & { value?: Json[] }) | undefined): Json | undefined =>
  Array.isArray(body?.value) ? body.value[0] : body;
