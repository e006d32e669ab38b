import assert from 'node:assert/strict';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { type Graph, graphAs, graphClient } from './support.ts';

describe('Faults of Graph', () => {
  let sandbox: SandboxForTests;
  let graph: Graph;
  let token: string;

  before(async () => {
    sandbox = await startSandbox();
    token = await sandbox.tokenFor('Adele Vance', ['User.Read', 'MailboxSettings.ReadWrite', 'People.Read']);
    graph = graphAs(sandbox, token);
  });
  afterEach(() => sandbox.tenant.faults.clear());
  after(() => sandbox.stop());

  it('throttle with the time to wait, as often as asked', async () => {
    sandbox.tenant.faults.add([
      { match: { path: '^/v1.0/me$', method: 'get' }, kind: 'status', status: 429, retryAfter: 3, times: 1 },
    ]);
    const { status, headers, body } = await graph('/me');
    assert.equal(status, 429);
    assert.equal(headers.get('retry-after'), '3');
    assert.equal(body.error.code, 'TooManyRequests');
    assert.equal((await graph('/me')).status, 200);
  });

  it('hit only the person they are for', async () => {
    const alex = graphAs(sandbox, await sandbox.tokenFor('Alex Wilber', ['User.Read']));
    sandbox.tenant.faults.add([{ match: { user: 'AlexW@contoso.com' }, kind: 'status', status: 503 }]);
    assert.equal((await graph('/me')).status, 200);
    const { status, body } = await alex('/me');
    assert.equal(status, 503);
    assert.equal(body.error.code, 'ServiceUnavailable');
  });

  it('challenge for claims, in base64, for the client to pass on', async () => {
    sandbox.tenant.faults.add([{ match: {}, kind: 'claims' }]);
    const { status, headers } = await graph('/me');
    assert.equal(status, 401);
    const challenge = headers.get('www-authenticate') ?? '';
    assert.match(challenge, /error="insufficient_claims"/);
    const [, claims = ''] = /claims="([^"]+)"/.exec(challenge) ?? [];
    assert.deepEqual(Object.keys(JSON.parse(Buffer.from(claims, 'base64').toString())), ['access_token']);
  });

  it('take consent away', async () => {
    sandbox.tenant.faults.add([{ match: {}, kind: 'consent' }]);
    const { status, body } = await graph('/me/mailboxSettings');
    assert.equal(status, 403);
    assert.equal(body.error.code, 'ErrorAccessDenied');
  });

  it('lose the answer of a call that took effect', async () => {
    sandbox.tenant.faults.add([{ match: { method: 'PATCH' }, kind: 'drop', times: 1 }]);
    sandbox.tenant.traffic.clear();
    await assert.rejects(graph('/me/mailboxSettings', { method: 'PATCH', body: { dateFormat: 'dropped' } }));
    assert.equal((await graph('/me/mailboxSettings/dateFormat')).body.value, 'dropped');
    assert.equal(sandbox.tenant.traffic.list()[0]?.status, 0);
  });

  it('make Microsoft’s own client see an error with Graph’s code', async () => {
    sandbox.tenant.faults.add([{ match: {}, kind: 'status', status: 500 }]);
    await assert.rejects(graphClient(sandbox, token).api('/me').get(), {
      statusCode: 500,
      code: 'InternalServerError',
    });
  });

  it('are not needed for the gate: the fifth call at the same time at one mailbox is refused', async () => {
    sandbox.tenant.faults.add([{ match: {}, kind: 'latency', ms: 500 }]);
    const people = Array.from({ length: 6 }, () => graph('/me/people'));
    const directory = Array.from({ length: 6 }, () => graph('/me'));
    const answers = await Promise.all(people);
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(refused.length, 2);
    assert.equal(refused[0]?.body.error.code, 'ApplicationThrottled');
    assert.equal(refused[0]?.body.error.message, 'Application is over its MailboxConcurrency limit.');
    assert.equal(refused[0]?.headers.get('retry-after'), '1');
    for (const { status } of await Promise.all(directory)) assert.equal(status, 200);
    assert.equal((await graph('/me/people')).status, 200);
  });
});
