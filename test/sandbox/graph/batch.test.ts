import assert from 'node:assert/strict';
import { BatchRequestContent, BatchResponseContent } from '@microsoft/microsoft-graph-client';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { type Graph, graphAs, graphClient } from './support.ts';

interface Part {
  id: string;
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown> & { error: { code: string } };
}
const get = (id: string, url: string, more: object = {}) => ({ id, method: 'GET', url, ...more });

describe('$batch', () => {
  let sandbox: SandboxForTests;
  let graph: Graph;
  let token: string;
  const scopes = ['User.Read', 'MailboxSettings.ReadWrite', 'People.Read'];

  before(async () => {
    sandbox = await startSandbox();
    token = await sandbox.tokenFor('Adele Vance', scopes);
    graph = graphAs(sandbox, token);
  });
  afterEach(() => sandbox.tenant.faults.clear());
  after(() => sandbox.stop());

  const batch = (requests: unknown) => graph('/$batch', { method: 'POST', body: { requests } });
  async function parts(requests: unknown): Promise<Map<string, Part>> {
    const { status, body } = await batch(requests);
    assert.equal(status, 200, JSON.stringify(body));
    return new Map((body.responses as Part[]).map((part) => [part.id, part]));
  }

  it('carries out each request on its own, whatever becomes of the others', async () => {
    const answers = await parts([
      get('a', '/me?$select=displayName'),
      get('b', 'users/nobody@contoso.com'),
      get('c', '/users'),
      get('d', `${sandbox.url}/v1.0/me/mailboxSettings/timeZone`),
      {
        id: 'e',
        method: 'PATCH',
        url: '/me/mailboxSettings',
        headers: { 'Content-Type': 'application/json' },
        body: { timeFormat: 'HH:mm' },
      },
    ]);
    assert.deepEqual(
      ['a', 'b', 'c', 'd', 'e'].map((id) => answers.get(id)?.status),
      [200, 403, 403, 200, 200],
    );
    assert.equal(answers.get('a')?.body.displayName, 'Adele Vance');
    assert.equal(answers.get('c')?.body.error.code, 'Authorization_RequestDenied');
    assert.equal(answers.get('d')?.body.value, 'Pacific Standard Time');
    assert.match(answers.get('a')?.headers['Content-Type'] ?? '', /^application\/json/);
  });

  it('is spoken by Microsoft’s own client', async () => {
    const content = new BatchRequestContent([
      { id: '1', request: new Request(`${sandbox.url}/v1.0/me`) },
      { id: '2', request: new Request(`${sandbox.url}/v1.0/me/mailboxSettings`), dependsOn: ['1'] },
    ]);
    const { requests } = await content.getContent();
    // The client writes addresses relative to the version.
    const answer = await graphClient(sandbox, token).api('/$batch').post({ requests });
    const responses = new BatchResponseContent(answer).getResponses();
    assert.equal(responses.get('1')?.status, 200);
    const settings = (await responses.get('2')?.json()) as { timeZone?: string } | undefined;
    assert.equal(settings?.timeZone, 'Pacific Standard Time');
  });

  it('runs what depends on another after it, and answers 424 when that one failed', async () => {
    const patch = (id: string, timeFormat: string, dependsOn: string[]) => ({
      id,
      method: 'PATCH',
      url: '/me/mailboxSettings',
      headers: { 'content-type': 'application/json' },
      body: { timeFormat },
      dependsOn,
    });
    const answers = await parts([
      get('read', '/me/mailboxSettings/timeFormat', { dependsOn: ['second'] }),
      patch('second', 'two', ['first']),
      patch('first', 'one', []),
      get('fails', '/me/nonsense'),
      get('after', '/me', { dependsOn: ['fails'] }),
      get('later', '/me', { dependsOn: ['after'] }),
    ]);
    assert.equal(answers.get('read')?.body.value, 'two');
    assert.equal(answers.get('after')?.status, 424);
    assert.equal(answers.get('after')?.body.error.code, 'FailedDependency');
    assert.equal(answers.get('later')?.status, 424);
  });

  it('has at most four requests at one mailbox at once, and refuses none for it', async () => {
    sandbox.tenant.faults.add([{ match: { path: 'mailboxSettings' }, kind: 'latency', ms: 5 }]);
    const answers = await parts(Array.from({ length: 20 }, (_, i) => get(String(i), '/me/mailboxSettings')));
    assert.equal(answers.size, 20);
    for (const { status } of answers.values()) assert.equal(status, 200);
  });

  it('throttles one request alone, with the time to wait in its own headers', async () => {
    sandbox.tenant.faults.add([{ match: { path: '/people' }, kind: 'status', status: 429, retryAfter: 7, times: 1 }]);
    const answers = await parts([get('1', '/me'), get('2', '/me/people')]);
    assert.equal(answers.get('1')?.status, 200);
    assert.equal(answers.get('2')?.status, 429);
    assert.equal(answers.get('2')?.headers['Retry-After'], '7');
  });

  it('finds what a request depends on whatever the case of its id, and answers with the id as it was sent', async () => {
    const answers = await parts([get('First', '/me/nonsense'), get('second', '/me', { dependsOn: ['FIRST'] })]);
    assert.deepEqual(
      ['First', 'second'].map((id) => answers.get(id)?.status),
      [400, 424],
    );
  });

  it('carries what is not JSON as base64, both ways', async () => {
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const own = await sandbox.tokenFor('Adele Vance', ['Files.ReadWrite']);
    const asks = [
      {
        id: 'put',
        method: 'PUT',
        url: '/me/drive/root:/picture.png:/content',
        headers: { 'Content-Type': 'image/png' },
        body: picture.toString('base64'),
      },
      get('read', '/me/drive/root:/picture.png?$select=size,file', { dependsOn: ['put'] }),
    ];
    const { body } = await graphAs(sandbox, own)('/$batch', { method: 'POST', body: { requests: asks } });
    const read = (body.responses as Part[]).find(({ id }) => id === 'read');
    assert.equal(read?.body.size, picture.length);
  });

  const json = { 'content-type': 'application/json' };
  const refused: [what: string, requests: unknown, reason: RegExp][] = [
    ['that is empty', [], /Invalid batch payload/],
    ['that is no list', 'x', /Invalid batch payload/],
    ['of 21 requests', Array.from({ length: 21 }, (_, i) => get(String(i), '/me')), /21 exceeds the limit 20/],
    ['that uses an id twice', [get('1', '/me'), get('1', '/me')], /not unique/],
    ['that uses an id twice, in another case', [get('a', '/me'), get('A', '/me')], /not unique/],
    ['in a batch', [{ id: '1', method: 'POST', url: '/$batch', headers: json, body: { requests: [] } }], /nested/],
    ['that depends on nothing known', [get('1', '/me', { dependsOn: ['9'] })], /not in the batch/],
    ['that goes in a circle', [get('1', '/me', { dependsOn: ['2'] }), get('2', '/me', { dependsOn: ['1'] })], /itself/],
    [
      'with a write without Content-Type',
      [{ id: '1', method: 'PATCH', url: '/me/mailboxSettings', body: {} }],
      /Write request id : 1 does not contain Content-Type header or body/,
    ],
    [
      'with a write without a body',
      [{ id: '1', method: 'POST', url: '/me/mailboxSettings', headers: json }],
      /Write request id : 1 does not contain Content-Type header or body/,
    ],
  ];
  for (const [what, requests, reason] of refused)
    it(`refuses a batch ${what}, and runs nothing of it`, async () => {
      const { status, body } = await batch(requests);
      assert.equal(status, 400);
      assert.match(body.error.message, reason);
    });

  it('takes POST alone, and a token', async () => {
    assert.equal((await graph('/$batch')).status, 405);
    assert.equal((await graphAs(sandbox, undefined)('/$batch', { method: 'POST', body: {} })).status, 401);
  });
});
