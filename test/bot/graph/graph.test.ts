import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import type { Event, User } from '@microsoft/microsoft-graph-types';
import { pino } from 'pino';
import { createGraphs } from '../../../bot/graph/create.ts';
import type { Graph } from '../../../bot/graph/graph.ts';
import { assertContract } from '../../support/contract.ts';
import { impatient, type World } from '../auth/world.ts';
import { type Door, failing, meeting, openDoor, scopes, serve } from './door.ts';

describe('the door to Graph', () => {
  const door = openDoor();
  let world: World;
  let graph: Graph;
  let calls: Door['calls'];
  beforeEach(() => {
    ({ world, graph, calls } = door());
  });

  it('reads as the person, and says which request of ours it was', async () => {
    const me = await graph.get<User>('/me', { $select: 'displayName,mail' });
    assert.equal(me.displayName, 'Megan Bowen');
    const [call] = calls('/me');
    assert.equal(call?.requestHeaders['user-agent'], 'ISV|Aide|Aide/0.1');
    assert.match(call?.requestHeaders['client-request-id'] ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(call?.token?.oid, world.person('Megan Bowen').userId);
  });

  it('creates, changes and deletes', async () => {
    const created = await graph.post<Event>('/me/events', meeting('Door'));
    assert.ok(created.id);
    const changed = await graph.patch<Event>(`/me/events/${created.id}`, { subject: 'Door 2' });
    assert.equal(changed.subject, 'Door 2');
    await graph.delete(`/me/events/${created.id}`);
    assert.equal((await failing(graph.get(`/me/events/${created.id}`))).code, 'not_found');
  });

  it('follows next links to the end, or as far as it is asked', async () => {
    const all = await graph.list<User>('/users', { $select: 'id,displayName', $top: 5 });
    assert.equal(all.length, world.sandbox.tenant.tables.users.size);
    assert.equal(new Set(all.map((u) => u.id)).size, all.length);
    assert.ok(calls('/users').length > 2);
    world.sandbox.tenant.traffic.clear();
    assert.equal((await graph.list('/users', { $top: 5 }, { max: 7 })).length, 7);
    assert.equal(calls('/users').length, 2);
  });

  it('says what is missing: consent, the thing itself, access', async () => {
    world.consent(['User.Read']);
    const without = await world.graph('Alex Wilber', scopes);
    const error = await failing(without.get('/me'));
    assert.equal(error.code, 'consent_required');
    assert.deepEqual(
      error.details.scopes,
      scopes.filter((scope) => scope !== 'User.Read'),
    );
    world.consent(scopes);
    assert.ok(await without.get('/me'), 'the same door works once consent is given');
    assert.equal((await failing(graph.get('/me/events/nothing'))).code, 'not_found');
    assert.equal((await failing(graph.get('/users/nobody@contoso.com'))).code, 'not_found');
    assert.equal((await failing(graph.get(`/users/${world.person('Lee Gu').userId}/events`))).code, 'forbidden');
  });

  it('needs a sign-in when nobody is signed in, and makes no call', async () => {
    const nobody = world.graphs({
      person: world.person('Megan Bowen'),
      assertion: async () => 'not a token',
      scopes,
      requestId: randomUUID(),
      log: world.log,
    });
    assert.equal((await failing(nobody.get('/me'))).code, 'signin_required');
    assert.equal(calls().length, 0);
  });

  it('writes a line for each call that names nobody and nothing', async () => {
    let text = '';
    const sink = new Writable({
      write(chunk, _, done) {
        text += chunk;
        done();
      },
    });
    const logged = await world.graph('Megan Bowen', scopes, { log: pino({ level: 'trace' }, sink) });
    await logged.list('/users', { $filter: "mail eq 'LeeG@contoso.com'" });
    await failing(logged.get('/users/LeeG@contoso.com/events'));
    const created = await logged.post<Event>('/me/events', meeting('Secret subject'));
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.filter((l) => l.msg === 'graph').map((l) => [l.method, l.path, l.status]),
      [
        ['GET', '/users', 200],
        ['GET', '/users/{id}/events', 403],
        ['POST', '/me/events', 201],
      ],
    );
    assert.ok(lines.every((l) => l.msg !== 'graph' || (typeof l.ms === 'number' && l.graphRequestId)));
    for (const secret of ['LeeG', 'contoso.com', 'Secret', 'eyJ', created.id ?? '?'])
      assert.ok(!text.includes(secret), secret);
  });

  it('sends its token to Graph and to nobody else', async () => {
    const seen: (string | undefined)[] = [];
    const evil = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.setHeader('content-type', 'application/json').end('{"value":[]}');
    });
    const liar = await serve((_, response) => {
      const body = { value: [], '@odata.nextLink': `${evil.url}/v1.0/me/events?$skip=1` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
    const lying = createGraphs({
      cloud: { ...world.cloud, graph: liar.url },
      onBehalfOf: world.onBehalfOf,
      limits: impatient,
    });
    const deceived = await world.graph('Megan Bowen', scopes, { graphs: lying });
    await assert.rejects(deceived.list('/me/events'), /leads away/);
    assert.deepEqual(seen, []);
    evil.close();
    liar.close();
  });

  it('sends and understands only what Graph’s published contract knows', async function () {
    const { id } = await graph.post<Event>('/me/events', meeting('Contract'), { repeatable: true });
    await graph.patch(`/me/events/${id}`, { subject: 'Contract 2' });
    await graph.list('/users', { $select: 'id,displayName', $top: 5 });
    await graph.batch([
      { method: 'GET', path: '/me' },
      { method: 'GET', path: `/me/events/${id}` },
      { method: 'PATCH', path: `/me/events/${id}`, body: { subject: 'Contract 3' } },
    ]);
    await graph.delete(`/me/events/${id}`);
    await failing(graph.get(`/me/events/${id}`));
    if (!(await assertContract(world.sandbox.tenant))) this.skip();
  });
});
