import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

describe('sandbox: its own endpoints', () => {
  let s: SandboxForTests;
  before(async () => {
    s = await startSandbox();
  });
  after(() => s.stop());
  beforeEach(() => s.tenant.reset());

  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(s.url + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const exchange = (url: string, oid = s.person('Megan Bowen').id) => ({
    startedAt: new Date('2026-05-04T08:00:00Z'),
    duration: 12,
    method: 'GET',
    url,
    requestHeaders: { authorization: 'Bearer secret', accept: 'application/json' },
    status: 200,
    responseHeaders: { 'content-type': 'application/json' },
    responseBody: '{}',
    token: { scp: 'User.Read Calendars.Read', oid, appid: s.tenant.aide.clientId },
  });

  it('tells who is here and how to sign in as them', async () => {
    const { body } = await call('GET', '/sandbox/tenant');
    assert.deepEqual(Object.keys(body), ['tenantId', 'graph', 'apps', 'people', 'peopleCount', 'teams']);
    assert.equal(body.graph, `${s.url}/v1.0`);
    assert.deepEqual(body.apps, {
      aide: { clientId: s.tenant.aide.clientId, botId: s.tenant.aide.botId, apiScope: s.tenant.aide.apiScope },
      script: { clientId: 'c0ffee00-5c41-4b0a-8a5e-5c2197000001' },
    });
    for (const person of body.people)
      assert.deepEqual(Object.keys(person), [
        'id',
        'userPrincipalName',
        'displayName',
        'jobTitle',
        'password',
        'timeZone',
      ]);
    assert.equal(body.people.at(-1).displayName, 'MOD Administrator');
    assert(body.teams.every((t: { channels: { displayName: string }[] }) => t.channels.length > 0));
  });

  it('shows the photo of a person by id or name, and nothing for those who have none', async () => {
    const photo = (person: string) => fetch(`${s.url}/sandbox/people/${encodeURIComponent(person)}/photo`);
    const adele = await photo(s.person('Adele Vance').id);
    assert.deepEqual([adele.status, adele.headers.get('content-type')], [200, 'image/jpeg']);
    const image = Buffer.from(await adele.arrayBuffer());
    assert.equal(image.subarray(0, 3).toString('hex'), 'ffd8ff');
    assert.deepEqual(Buffer.from(await (await photo('adelev@CONTOSO.com')).arrayBuffer()), image);
    for (const person of ['Megan Bowen'].map((name) => s.person(name).id).concat('somebody@fabrikam.com', '../tenant'))
      assert.equal((await photo(person)).status, 204, person);
  });

  it('lists the traffic in short, and in full as HAR without any token', async () => {
    s.tenant.traffic.record(exchange(`${s.url}/v1.0/me?$select=id`));
    const { body: lines } = await call('GET', '/sandbox/traffic');
    const [{ id, ...line }] = lines;
    assert.equal(typeof id, 'number');
    assert.deepEqual(line, {
      time: '2026-05-04T08:00:00.000Z',
      method: 'GET',
      path: '/v1.0/me?$select=id',
      status: 200,
      duration: 12,
      app: 'Aide',
      user: 'Megan Bowen',
      scopes: ['User.Read', 'Calendars.Read'],
    });
    const { body: har } = await call('GET', '/sandbox/traffic.har');
    assert.equal(har.log.version, '1.2');
    assert.equal(har.log.entries[0]._token.scp, 'User.Read Calendars.Read');
    assert(!JSON.stringify(har).includes('secret'));
  });

  it('streams the traffic as it comes', async () => {
    const open = request(`${s.url}/sandbox/traffic/stream`).end();
    const [response] = await once(open, 'response');
    assert.match(response.headers['content-type'], /^text\/event-stream/);
    response.setEncoding('utf8');
    await once(response, 'data');
    s.tenant.traffic.record(exchange(`${s.url}/v1.0/me/events`));
    const [event] = await once(response, 'data');
    const data = /^data: (.*)$/m.exec(event)?.[1];
    assert.equal(JSON.parse(data ?? '').path, '/v1.0/me/events');
    open.destroy();
  });

  it('takes faults as a list, and says what is wrong with one', async () => {
    const faults = [{ match: { path: '^/v1.0/me' }, kind: 'status', status: 503, retryAfter: 2, times: 1 }];
    assert.deepEqual((await call('POST', '/sandbox/faults', faults)).body, faults);
    assert.deepEqual((await call('GET', '/sandbox/faults')).body, faults);
    assert.equal((await call('DELETE', '/sandbox/faults')).status, 204);
    assert.deepEqual((await call('GET', '/sandbox/faults')).body, []);
    for (const [bad, reason] of [
      [{}, /expected array/],
      [[{ kind: 'explode' }], /^0\.kind: /],
      [[{ kind: 'status', match: { path: '(' } }], /^0\.match\.path: is not a regular expression/],
      [[{ kind: 'status', status: 99 }], /^0\.status: /],
      [[{ kind: 'latency', milliseconds: 5 }], /milliseconds/],
    ] as const) {
      const { status, body } = await call('POST', '/sandbox/faults', bad);
      assert.equal(status, 400);
      assert.match(body.reasons[0], reason);
    }
  });

  it('moves its clock to an instant or by a duration, and back with a reset', async () => {
    const set = await call('POST', '/sandbox/clock', { now: '2031-01-06T09:00:00+01:00' });
    assert.match(set.body.now, /^2031-01-06T08:00:00/);
    const later = await call('POST', '/sandbox/clock', { advance: 'P1DT30M' });
    assert.match(later.body.now, /^2031-01-07T08:30:0/);
    assert.match((await call('GET', '/sandbox/clock')).body.now, /^2031-01-07T/);
    for (const bad of [
      {},
      { now: 'tomorrow' },
      { now: '2031-01-06T09:00:00' },
      { advance: '2 days' },
      { advance: 5 },
      [],
    ])
      assert.equal((await call('POST', '/sandbox/clock', bad)).status, 400, JSON.stringify(bad));
    assert.equal((await call('POST', '/sandbox/reset')).status, 204);
    assert.equal(s.tenant.clock.offset, 0);
  });

  it('sets how much somebody’s OneDrive may hold, which the drive tells', async () => {
    const { userPrincipalName: person } = s.person('Lee Gu');
    assert.equal((await call('POST', '/sandbox/quota', { person, total: 5000 })).status, 200);
    const authorization = `Bearer ${await s.tokenFor('Lee Gu', ['Files.Read'])}`;
    const drive = await call('GET', '/v1.0/me/drive', undefined, { authorization });
    assert.deepEqual(drive.body.quota, { deleted: 0, remaining: 5000, state: 'normal', total: 5000, used: 0 });
    assert.equal((await call('POST', '/sandbox/quota', { person: 'nobody', total: 1 })).status, 404);
    assert.equal((await call('POST', '/sandbox/quota', { person, total: -1 })).status, 400);
  });

  it('goes back to the seed, and tells every part', async () => {
    let told = 0;
    const stop = s.tenant.onReset(() => told++);
    s.tenant.tables.users.delete(s.person('Lee Gu').id);
    s.tenant.faults.add([{ match: {}, kind: 'drop' }]);
    s.tenant.traffic.record(exchange(`${s.url}/v1.0/me`));
    await call('POST', '/sandbox/reset');
    stop();
    assert.equal(told, 1);
    assert(s.person('Lee Gu'));
    assert.deepEqual(s.tenant.faults.list(), []);
    assert.deepEqual(s.tenant.traffic.list(), []);
  });

  it('is alive, and not for pages of other sites', async () => {
    assert.equal((await call('GET', '/healthz')).status, 200);
    const origin = 'https://evil.example';
    assert.equal((await call('POST', '/sandbox/reset', undefined, { origin })).status, 403);
    assert.equal((await call('GET', '/sandbox/tenant', undefined, { origin })).status, 403);
    assert.equal((await call('GET', '/sandbox/tenant', undefined, { origin: s.url })).status, 200);
    assert.equal((await call('POST', '/sandbox/faults', '{"not json')).status, 400);
  });
});
