import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Calendar, User } from '@microsoft/microsoft-graph-types';
import type { Graph, GraphRequest } from '../../../bot/graph/graph.ts';
import type { World } from '../auth/world.ts';
import { type Door, meeting, openDoor } from './door.ts';

describe('a batch of Graph calls', () => {
  const door = openDoor();
  let world: World;
  let graph: Graph;
  let calls: Door['calls'];
  let inCalendar: Door['inCalendar'];
  beforeEach(() => {
    ({ world, graph, calls, inCalendar } = door());
  });

  const read = (path: string): GraphRequest => ({ method: 'GET', path });

  it('answers in the order of the questions, 20 at a time', async () => {
    const ids = [...world.sandbox.tenant.tables.users.all()].map((u) => u.id);
    const many = [...ids, ...ids, ...ids].slice(0, 45);
    const answers = await graph.batch(many.map((id) => read(`/users/${id}`)));
    assert.deepEqual(
      answers.map((a) => (a.body as User).id),
      many,
    );
    assert.equal(calls('/$batch').length, 3);
    assert.deepEqual(await graph.batch([]), []);
  });

  it('gives an item’s error as its answer', async () => {
    const [good, bad] = await graph.batch([read('/me'), read('/users/nobody@contoso.com')]);
    assert.equal(good?.status, 200);
    assert.equal(bad?.status, 404);
  });

  it('repeats by itself what was throttled', async () => {
    world.faults({ match: { path: '^/v1.0/me/calendar' }, kind: 'status', status: 429, retryAfter: 0, times: 1 });
    const answers = await graph.batch([read('/me'), read('/me/calendar'), read('/me/mailboxSettings')]);
    assert.deepEqual(
      answers.map((a) => a.status),
      [200, 200, 200],
    );
    assert.equal((answers[1]?.body as Calendar | undefined)?.isDefaultCalendar, true);
    const bodies = calls('/$batch').map((c) => JSON.parse(c.requestBody ?? '{}').requests.length);
    assert.deepEqual(bodies, [3, 1]);
  });

  it('takes the page of a proxy in the place of an answer for no answer, and repeats what may be repeated', async () => {
    world.faults({ match: { path: '^/v1.0/me/calendar' }, kind: 'garbled', times: 1 });
    const answers = await graph.batch([read('/me'), read('/me/calendar')]);
    assert.equal((answers[1]?.body as Calendar | undefined)?.isDefaultCalendar, true);
    world.faults({ match: { path: '^/v1.0/me/calendar' }, kind: 'garbled' });
    const [good, bad] = await graph.batch([read('/me'), read('/me/calendar')]);
    assert.deepEqual([good?.status, bad?.status], [200, 502]);
  });

  it('gives a long wait back instead of waiting', async () => {
    world.faults({ match: { path: '^/v1.0/me/calendar' }, kind: 'status', status: 429, retryAfter: 300 });
    const [, busy] = await graph.batch([read('/me'), read('/me/calendar')]);
    assert.equal(busy?.status, 429);
    assert.equal(busy?.headers['retry-after'], '300');
    assert.equal(calls('/$batch').length, 1);
  });

  it('repeats a read on 503 and leaves a write alone', async () => {
    world.faults({ match: { path: '/me/(calendar|events)' }, kind: 'status', status: 503, times: 2 });
    const subject = `Batch ${randomUUID()}`;
    const [, write] = await graph.batch([
      read('/me/calendar'),
      { method: 'POST', path: '/me/events', body: meeting(subject) },
    ]);
    assert.equal(write?.status, 503);
    assert.equal(await inCalendar(subject), 0);
  });

  it('sends bodies and headers of each request', async () => {
    const [answer] = await graph.batch([
      {
        method: 'POST',
        path: '/me/events',
        body: meeting('In a batch'),
        headers: { Prefer: 'outlook.timezone="UTC"' },
      },
    ]);
    assert.equal(answer?.status, 201);
    const [sent] = JSON.parse(calls('/$batch')[0]?.requestBody ?? '{}').requests;
    assert.deepEqual(sent.headers, { 'Content-Type': 'application/json', Prefer: 'outlook.timezone="UTC"' });
  });

  it('answers a challenge to one of its requests', async () => {
    world.faults({ match: { path: '^/v1.0/me/calendar' }, kind: 'claims', times: 1 });
    const before = world.tokenCalls();
    const [, calendar] = await graph.batch([read('/me'), read('/me/calendar')]);
    assert.equal(calendar?.status, 200);
    assert.equal(world.tokenCalls(), before + 1);
  });
});
