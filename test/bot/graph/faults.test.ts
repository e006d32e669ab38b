import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Event } from '@microsoft/microsoft-graph-types';
import { createGraphs } from '../../../bot/graph/create.ts';
import type { Graph, GraphRequest } from '../../../bot/graph/graph.ts';
import { impatient, type World } from '../auth/world.ts';
import { type Door, failing, meeting, openDoor, scopes, serve, tomorrow } from './door.ts';

describe('the door to Graph, when Graph', () => {
  const door = openDoor();
  let world: World;
  let graph: Graph;
  let calls: Door['calls'];
  let inCalendar: Door['inCalendar'];
  beforeEach(() => {
    ({ world, graph, calls, inCalendar } = door());
  });

  describe('is busy', () => {
    it('comes back as told, also with what may not be repeated', async () => {
      world.faults({ match: { path: '^/v1.0/me' }, kind: 'status', status: 429, retryAfter: 0, times: 2 });
      const subject = `Busy ${randomUUID()}`;
      await graph.post('/me/events', { ...meeting(subject), transactionId: undefined });
      assert.equal(calls('/me/events').length, 3);
      assert.equal(await inCalendar(subject), 1);
    });

    it('tells when to come back instead of waiting for minutes', async () => {
      world.faults({ match: { path: '^/v1.0/me' }, kind: 'status', status: 429, retryAfter: 300 });
      const error = await failing(graph.get('/me'));
      assert.equal(error.code, 'throttled');
      assert.equal(error.details.retryAfter, 300);
      assert.equal(calls('/me').length, 1);
    });

    it('gives up after four times', async () => {
      world.faults({ match: { path: '^/v1.0/me' }, kind: 'status', status: 429, retryAfter: 0 });
      assert.equal((await failing(graph.get('/me'))).code, 'throttled');
      assert.equal(calls('/me').length, 4);
    });

    it('runs at most four calls to a mailbox at once, and is not refused for more', async () => {
      await Promise.all(Array.from({ length: 12 }, () => graph.get('/me/mailboxSettings')));
      assert.ok(calls().every((c) => c.status === 200));
    });

    it('has two batches take turns, because each may use all four', async () => {
      const requests = Array.from({ length: 6 }, (): GraphRequest => ({ method: 'GET', path: '/me/mailboxSettings' }));
      const answers = await Promise.all([graph.batch(requests), graph.batch(requests), graph.get('/me/calendar')]);
      assert.ok(answers[0].concat(answers[1]).every((a) => a.status === 200));
      assert.ok(calls().every((c) => !c.responseBody?.includes('"status":429')));
    });
  });

  describe('stumbles', () => {
    it('repeats a read', async () => {
      world.faults({ match: { path: '^/v1.0/me' }, kind: 'status', status: 503, times: 2 });
      assert.ok(await graph.get('/me'));
      assert.equal(calls('/me').length, 3);
    });

    it('does not repeat a write that could double, and says that it is not known', async () => {
      world.faults({ match: { method: 'POST', path: '/me/events' }, kind: 'status', status: 504 });
      assert.equal((await failing(graph.post('/me/events', meeting('Once')))).code, 'uncertain');
      assert.equal(calls('/me/events').length, 1);
      world.sandbox.tenant.faults.clear();
      world.faults({ match: { method: 'POST' }, kind: 'status', status: 503, retryAfter: 5 });
      const refused = await failing(graph.post('/me/events', meeting('Refused')));
      assert.equal(refused.code, 'unavailable');
      assert.equal(refused.details.retryAfter, 5);
    });

    it('repeats a write with a key of its own, and it happens once', async () => {
      world.faults({ match: { method: 'POST', path: '/me/events' }, kind: 'drop', times: 1 });
      const event = meeting(`Keyed ${randomUUID()}`);
      const created = await graph.post<Event>('/me/events', event, { repeatable: true });
      assert.ok(created.id);
      assert.equal(await inCalendar(event.subject), 1);
    });

    it('does not know what became of a write whose answer was lost', async () => {
      world.faults({ match: { method: 'POST', path: '/me/events' }, kind: 'drop' });
      const lost = meeting(`Lost ${randomUUID()}`);
      assert.equal((await failing(graph.post('/me/events', lost))).code, 'uncertain');
      assert.equal((await failing(graph.post('/me/events', lost, { repeatable: true }))).code, 'uncertain');
      assert.equal(await inCalendar(lost.subject), 1);
    });

    it('takes "not there" after a lost answer to a delete as deleted', async () => {
      const { id } = await graph.post<Event>('/me/events', meeting('Gone'));
      world.faults({ match: { method: 'DELETE' }, kind: 'drop', times: 1 });
      await graph.delete(`/me/events/${id}`);
      assert.equal((await failing(graph.delete(`/me/events/${id}`))).code, 'not_found');
    });

    it('is unavailable, not uncertain, for a read whose answers were all lost', async () => {
      world.faults({ match: { path: '^/v1.0/me' }, kind: 'drop' });
      assert.equal((await failing(graph.get('/me'))).code, 'unavailable');
      const reading = { schedules: ['AdeleV@contoso.com'], startTime: tomorrow(8), endTime: tomorrow(9) };
      assert.equal((await failing(graph.post('/me/calendar/getSchedule', reading))).code, 'unavailable');
    });

    it('stops waiting in time, and frees the mailbox for the next call', async () => {
      let silent = true;
      const slow = await serve((_, response) => {
        if (!silent) response.setHeader('content-type', 'application/json').end('{}');
      });
      const limits = { ...impatient, attempt: 100, call: 300 };
      const hasty = createGraphs({ cloud: { ...world.cloud, graph: slow.url }, onBehalfOf: world.onBehalfOf, limits });
      const waiting = await world.graph('Megan Bowen', scopes, { graphs: hasty });
      // Six: two of them never come to their turn.
      const stuck = Array.from({ length: 6 }, () => failing(waiting.get('/me/mailboxSettings')));
      for (const error of await Promise.all(stuck)) assert.equal(error.code, 'timeout');
      assert.equal((await failing(waiting.post('/me/events', meeting('Slow')))).code, 'uncertain');
      silent = false;
      assert.deepEqual(await waiting.get('/me/calendar'), {});
      slow.close();
    });

    it('says that nothing was changed when there is no connection at all', async () => {
      const closed = await serve(() => {});
      closed.close();
      const away = createGraphs({
        cloud: { ...world.cloud, graph: closed.url },
        onBehalfOf: world.onBehalfOf,
        limits: impatient,
      });
      const offline = await world.graph('Megan Bowen', scopes, { graphs: away });
      assert.equal((await failing(offline.post('/me/events', meeting('Never')))).code, 'unavailable');
    });
  });

  describe('wants another token', () => {
    it('gets one with the claims it asks for, once', async () => {
      const before = world.tokenCalls();
      world.faults({ match: { path: '^/v1.0/me' }, kind: 'claims', times: 1 });
      assert.ok(await graph.get('/me'));
      assert.equal(world.tokenCalls(), before + 1);
      assert.equal(calls('/me').length, 2);
    });

    it('carries the challenge to the person when Entra ID wants them', async () => {
      const asked = await world.graph('Megan Bowen', scopes);
      await asked.get('/me');
      world.faults(
        { match: { path: '^/v1.0/me' }, kind: 'claims' },
        { match: { path: '/oauth2/v2.0/token' }, kind: 'claims' },
      );
      const error = await failing(asked.get('/me'));
      assert.equal(error.code, 'claims_challenge');
      assert.ok(JSON.parse(error.details.claims ?? '').access_token);
    });

    it('hands the challenge on when even the new token does not do', async () => {
      world.faults({ match: { path: '^/v1.0/me' }, kind: 'claims' });
      assert.equal((await failing(graph.get('/me'))).code, 'claims_challenge');
      assert.equal(calls('/me').length, 2);
    });

    it('tries a fresh one when the last is not taken', async () => {
      world.faults({ match: { path: '^/v1.0/me' }, kind: 'status', status: 401, times: 1 });
      assert.ok(await graph.get('/me'));
      world.faults({ match: { path: '^/v1.0/me' }, kind: 'status', status: 401 });
      assert.equal((await failing(graph.get('/me'))).code, 'signin_required');
    });
  });
});
