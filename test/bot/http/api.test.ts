import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { issueToken } from '../../../sandbox/entra/tokens.ts';
import { callApi, startWorld, type WorldForTests } from '../../support/aide.ts';
import { aideForTests } from '../../support/sandbox.ts';

const scope = `api://${aideForTests.domain}/botid-${aideForTests.botId}/access_as_user`;

describe('the REST API', () => {
  let world: WorldForTests;
  let megan: string;
  let alex: string;
  before(async () => {
    world = await startWorld();
    megan = await world.sandbox.tokenFor('Megan Bowen', [scope]);
    alex = await world.sandbox.tokenFor('Alex Wilber', [scope]);
  });
  after(() => world.stop());
  beforeEach(() => world.sandbox.tenant.faults.clear());

  const api = (path: string, options: Parameters<typeof callApi>[2] = {}) =>
    callApi(world.aide, path, { token: megan, ...options });
  const addressOf = (name: string) => world.sandbox.person(name).mail;
  const tomorrow = () => {
    const start = new Date(world.sandbox.tenant.clock.now().getTime() + 86_400_000);
    return { start: start.toISOString(), end: new Date(start.getTime() + 4 * 86_400_000).toISOString() };
  };
  const wish = () => ({ required: [{ address: addressOf('Alex Wilber') }], durationMinutes: 30, window: tomorrow() });
  const appointment = (subject = 'Budget') => {
    const { start } = tomorrow();
    return {
      subject,
      start,
      end: new Date(Date.parse(start) + 1_800_000).toISOString(),
      required: [{ address: addressOf('Alex Wilber') }],
    };
  };
  const book = (key: string, body: unknown = appointment(), options: Parameters<typeof callApi>[2] = {}) =>
    api('/api/actions/schedule.book', { key, body, ...options });
  const calendarOf = async (name: string) => {
    const token = await world.sandbox.tokenFor(name, ['Calendars.Read']);
    const { start, end } = tomorrow();
    const url = `${world.sandbox.url}/v1.0/me/calendarView?startDateTime=${start}&endDateTime=${end}&$top=200`;
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
    return ((await answer.json()) as { value: { subject: string; isCancelled: boolean }[] }).value;
  };

  it('proposes times from real free/busy in one Graph round trip', async () => {
    const trafficBefore = world.sandbox.tenant.traffic.list().length;
    const first = await api('/api/queries/schedule.propose', { body: wish() });
    assert.equal(first.status, 200, first.text);
    assert.ok(first.body.proposals.length > 0);
    assert.deepEqual(first.body.unknown, []);
    assert.ok(world.sandbox.tenant.traffic.list().length > trafficBefore);
    const known = world.sandbox.tenant.traffic.list().length;
    await api('/api/queries/schedule.propose', { body: wish() });
    assert.equal(world.sandbox.tenant.traffic.list().length - known, 1);
  });

  it('books once per Idempotency-Key, shows it in both calendars, and takes it back', async () => {
    const key = randomUUID();
    const body = appointment('Once only');
    const answers = await Promise.all([book(key, body), book(key, body), book(key, body)]);
    for (const answer of answers) {
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.body.state, 'done');
      assert.deepEqual(answer.body.receipt, answers[0]?.body.receipt);
    }
    assert.equal(answers[0]?.body.operation, key);
    for (const name of ['Megan Bowen', 'Alex Wilber'])
      assert.equal((await calendarOf(name)).filter((e) => e.subject === 'Once only').length, 1, name);
    const undone = await api(`/api/operations/${key}/undo`, { method: 'POST' });
    assert.equal(undone.status, 200, undone.text);
    assert.equal(undone.body.state, 'undone');
    assert.equal((await calendarOf('Megan Bowen')).filter((e) => e.subject === 'Once only').length, 0);
    const listed = await api('/api/operations');
    assert.equal(listed.body.operations.find((o: { operation: string }) => o.operation === key).state, 'undone');
  });

  it('only proposes with ?mode=propose, and performs it when it is confirmed', async () => {
    const proposed = await api('/api/actions/schedule.book?mode=propose', { body: appointment('Maybe') });
    assert.equal(proposed.status, 200, proposed.text);
    assert.equal(proposed.body.state, 'proposed');
    assert.match(proposed.body.proposal.title, /Maybe/);
    assert.equal(proposed.body.proposal.undo, 'compensating');
    assert.equal((await calendarOf('Megan Bowen')).filter((e) => e.subject === 'Maybe').length, 0);
    const confirmed = await api(`/api/operations/${proposed.body.operation}/confirm`, { method: 'POST' });
    assert.equal(confirmed.body.state, 'done', confirmed.text);
    assert.equal((await calendarOf('Megan Bowen')).filter((e) => e.subject === 'Maybe').length, 1);
  });

  it('refuses a write without a key, a key with another body, and another person’s operation', async () => {
    const missing = await api('/api/actions/schedule.book', { body: appointment() });
    assert.equal(missing.status, 400);
    assert.equal(missing.body.code, 'key_missing');
    const key = randomUUID();
    await book(key, appointment('A'));
    const reused = await book(key, appointment('B'));
    assert.equal(reused.status, 409);
    assert.equal(reused.body.code, 'key_reused');
    for (const path of [`/api/operations/${key}/undo`, `/api/operations/${key}/confirm`]) {
      const answer = await api(path, { token: alex, method: 'POST' });
      assert.equal(answer.status, 404);
    }
    assert.equal((await api(`/api/operations/${key}`, { token: alex })).status, 404);
  });

  it('answers bad input with problem+json that names each field', async () => {
    const reversed = await api('/api/queries/schedule.propose', {
      body: { ...wish(), window: { start: '2026-12-02T10:00:00Z', end: '2026-12-01T10:00:00Z' } },
    });
    assert.equal(reversed.status, 400);
    assert.match(reversed.headers.get('content-type') ?? '', /application\/problem\+json/);
    assert.equal(reversed.body.type, 'urn:aide:error:invalid_input');
    assert.equal(reversed.body.issues[0].path, 'window');
    assert.ok(reversed.body.remedy);
    assert.equal((await api('/api/queries/schedule.propose', { body: { ...wish(), durationMinutes: 5 } })).status, 400);
    assert.equal((await api('/api/queries/schedule.propose', { body: '{' })).status, 400);
    assert.equal(
      (await api('/api/queries/schedule.propose', { body: '{}', headers: { 'Content-Type': 'text/plain' } })).status,
      415,
    );
    const big = await api('/api/queries/schedule.propose', { body: JSON.stringify({ x: 'x'.repeat(3_000_000) }) });
    assert.equal(big.status, 413);
    assert.equal((await api('/api/nothing')).status, 404);
    assert.equal((await api('/api/queries/schedule.propose')).status, 405);
    assert.equal((await api('/api/operations?top=0')).status, 400);
  });

  it('refuses who is not signed in, and every token that is not the person’s for this API', async () => {
    const { tenant } = world.sandbox;
    const user = world.sandbox.person('Megan Bowen');
    const token = async (change: object) =>
      (
        await issueToken(tenant, {
          audience: aideForTests.clientId,
          clientId: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
          user,
          scopes: ['access_as_user'],
          ...change,
        })
      ).token;
    const tokens = {
      none: undefined,
      nonsense: 'abc',
      'for Graph': await world.sandbox.tokenFor('Megan Bowen', ['User.Read']),
      expired: await token({ lifetime: -3600 }),
      'without the scope': await token({ scopes: ['other'] }),
      'of an app': await token({ user: undefined, scopes: undefined, roles: ['x'] }),
      forged: `${(await token({})).slice(0, -8)}AAAAAAAA`,
    };
    for (const [name, value] of Object.entries(tokens)) {
      const answer = await callApi(world.aide, '/api/operations', { token: value });
      assert.equal(answer.status, 401, name);
      assert.ok(['signin_required', 'token_invalid'].includes(answer.body.code), name);
      assert.match(answer.headers.get('www-authenticate') ?? '', /Bearer/);
    }
  });

  it('says which consent is missing, and where a browser gives it', async () => {
    const { grants } = world.sandbox.tenant.tables;
    const granted = [...grants.all()].filter((g) => g.clientId === aideForTests.clientId);
    for (const grant of granted) grants.delete(grant.id);
    try {
      const token = await world.sandbox.tokenFor('Lidia Holloway', [scope]);
      const answer = await api('/api/queries/schedule.agenda', { token, body: { window: tomorrow() } });
      assert.equal(answer.status, 403, answer.text);
      assert.equal(answer.body.code, 'consent_required');
      assert.match(answer.body.connectUrl, /\/auth\/start\?ticket=/);
      const start = await fetch(answer.body.connectUrl, { redirect: 'manual' });
      assert.equal(start.status, 302);
      assert.match(start.headers.get('location') ?? '', /oauth2\/v2\.0\/authorize/);
    } finally {
      for (const grant of granted) grants.put(grant);
    }
  });

  it('passes a claims challenge on with its claims', async () => {
    world.sandbox.tenant.faults.add([{ match: { path: '^/v1.0/me/calendarView' }, kind: 'claims' }]);
    world.sandbox.tenant.faults.add([{ match: { path: '/oauth2/v2.0/token' }, kind: 'claims' }]);
    const answer = await api('/api/queries/schedule.agenda', { body: { window: tomorrow() } });
    assert.equal(answer.status, 401, answer.text);
    assert.equal(answer.body.code, 'claims_challenge');
    assert.match(answer.headers.get('www-authenticate') ?? '', /error="insufficient_claims", claims="/);
    assert.match(answer.body.connectUrl, /\/auth\/start\?ticket=/);
  });

  it('waits out a short throttle and says a long one with Retry-After', async () => {
    world.sandbox.tenant.faults.add([
      { match: { path: '^/v1.0/me/calendarView' }, kind: 'status', status: 429, retryAfter: 1, times: 1 },
    ]);
    assert.equal((await api('/api/queries/schedule.agenda', { body: { window: tomorrow() } })).status, 200);
    world.sandbox.tenant.faults.add([
      { match: { path: '^/v1.0/me/calendarView' }, kind: 'status', status: 429, retryAfter: 300 },
    ]);
    const answer = await api('/api/queries/schedule.agenda', { body: { window: tomorrow() } });
    assert.equal(answer.status, 429);
    assert.equal(answer.headers.get('retry-after'), '300');
  });

  it('says not found for an event that is gone, and does not reach somebody else’s', async () => {
    const key = randomUUID();
    const booked = await book(key, appointment('Mine'));
    const { eventId, id } = booked.body.receipt.result;
    const event = eventId ?? id;
    assert.ok(event, JSON.stringify(booked.body.receipt));
    const others = await api('/api/actions/schedule.cancel', {
      token: alex,
      key: randomUUID(),
      body: { eventId: event },
    });
    assert.equal(others.status, 404, others.text);
    const gone = await api('/api/actions/schedule.cancel', { key: randomUUID(), body: { eventId: 'AAMkGone=' } });
    assert.equal(gone.status, 404);
    assert.equal(gone.body.code, 'not_found');
  });

  it('describes itself, every action and query of the registry included', async () => {
    const { status, body } = await callApi(world.aide, '/api/openapi.json');
    assert.equal(status, 200);
    assert.equal(body.openapi, '3.1.0');
    for (const path of [
      'actions/schedule.book',
      'actions/schedule.cancel',
      'queries/schedule.propose',
      'operations/{id}/undo',
    ])
      assert.ok(body.paths[`/api/${path}`], path);
  });

  it('is alive, and says what is missing when it is not ready', async () => {
    assert.equal((await callApi(world.aide, '/healthz')).status, 200);
    assert.deepEqual((await callApi(world.aide, '/readyz')).body, { status: 'ready', missing: [] });
  });

  it('carries the caller’s request id through, and sends headers that keep pages safe', async () => {
    const id = randomUUID();
    const answer = await callApi(world.aide, '/healthz', { headers: { 'client-request-id': id } });
    assert.equal(answer.headers.get('request-id'), id);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    const forged = await callApi(world.aide, '/healthz', { headers: { 'client-request-id': '"level":60' } });
    assert.notEqual(forged.headers.get('request-id'), '"level":60');
  });
});
