import assert from 'node:assert/strict';
import type { PageCollection } from '@microsoft/microsoft-graph-client';
import fc from 'fast-check';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { type Graph, graphAs, graphClient, type Json } from './support.ts';

describe('A collection of Graph', () => {
  let sandbox: SandboxForTests;
  let graph: Graph;
  let token: string;

  before(async () => {
    sandbox = await startSandbox();
    token = await sandbox.tokenFor('Adele Vance', ['User.Read.All']);
    graph = graphAs(sandbox, token);
  });
  after(() => sandbox.stop());

  async function everyPage(path: string): Promise<Json[][]> {
    const pages: Json[][] = [];
    for (let next: string | undefined = path; next; ) {
      const { status, body } = await graph(next, { headers: { consistencylevel: 'eventual' } });
      assert.equal(status, 200, JSON.stringify(body));
      pages.push(body.value);
      next = body['@odata.nextLink'] as string | undefined;
    }
    return pages;
  }

  it('gives every item exactly once over its pages, whatever their size, order and filter', async () => {
    const all = [...sandbox.tenant.tables.users.all()];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('', 'displayName', 'department desc,displayName', 'jobTitle'),
        fc.constantFrom('', "startswith(displayName,'a')", "department eq 'Retail' or surname ge 'm'"),
        async (top, order, filter) => {
          const options = [
            `$top=${top}`,
            '$count=true',
            ...(order ? [`$orderby=${order}`] : []),
            ...(filter ? [`$filter=${encodeURIComponent(filter)}`] : []),
          ];
          const pages = await everyPage(`/users?${options.join('&')}`);
          const ids = pages.flat().map(({ id }) => id);
          const whole = await graph(`/users?$top=999&${options.slice(1).join('&')}`, {
            headers: { consistencylevel: 'eventual' },
          });
          assert.deepEqual(
            ids,
            whole.body.value.map(({ id }) => id),
          );
          assert.equal(whole.body['@odata.count'], ids.length);
          assert.equal(new Set(ids).size, ids.length);
          if (!filter) assert.equal(ids.length, all.length);
          for (const page of pages.slice(0, -1)) assert.equal(page.length, top);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is walked by Microsoft’s own client', async () => {
    const client = graphClient(sandbox, token);
    const seen: string[] = [];
    // The client takes a whole address for one only when it begins with https, so the links are made relative for it.
    for (let link: string | undefined = '/users?$top=4&$select=id,displayName'; link; ) {
      const page: PageCollection = await client.api(link).get();
      seen.push(...page.value.map((user: { displayName: string }) => user.displayName));
      link = page['@odata.nextLink']?.replace(`${sandbox.url}/v1.0`, '');
    }
    assert.deepEqual(seen.sort(), [...sandbox.tenant.tables.users.all()].map((u) => u.displayName).sort());
  });

  it('keeps every other option in the link to its next page', async () => {
    const { body } = await graph("/users?$select=displayName&$filter=startswith(displayName,'a')&$top=1");
    const next = new URL(String(body['@odata.nextLink']));
    assert.equal(next.searchParams.get('$select'), 'displayName');
    assert.equal(next.searchParams.get('$filter'), "startswith(displayName,'a')");
    assert.equal(next.searchParams.get('$top'), '1');
    assert(next.searchParams.get('$skiptoken'));
  });

  it('refuses a page token that was changed or belongs to another path', async () => {
    const { body } = await graph('/users?$top=1');
    const link = String(body['@odata.nextLink']);
    const forged = link.replace(/skiptoken=\w+\./, `skiptoken=${Buffer.from('{"o":7}').toString('base64url')}.`);
    const moved = link.replace('/users?', '/me/directReports?');
    for (const url of [forged, moved]) {
      const { status, body: refusal } = await graph(url);
      assert.equal(status, 400);
      assert.equal(refusal.error.code, 'Directory_ExpiredPageToken');
    }
  });
});
