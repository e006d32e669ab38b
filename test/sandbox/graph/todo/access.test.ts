import assert from 'node:assert/strict';
import { sharesOf } from '../../../../sandbox/graph/sharing.ts';
import { appToken, graphAs } from '../support.ts';
import { type Owner, openWorld, refusal, type World } from './mailbox.ts';

describe('access to To Do', () => {
  let world: World;
  let megan: Owner;
  let adele: Owner;
  let list: string;
  before(async () => {
    world = await openWorld();
    megan = await world.login('Megan Bowen');
    adele = await world.login('Adele Vance', ['Tasks.ReadWrite', 'Tasks.ReadWrite.Shared']);
    list = await megan.list();
  });
  after(() => world.stop());

  it('ends at one’s own mailbox', async () => {
    const task = await megan.add(list, { title: 'Secret' });
    const foreign = list.replace('/me', `/users/${megan.id}`);
    for (const path of [`/users/${megan.id}/todo/lists`, foreign, `${foreign}/tasks`, `${foreign}/tasks/${task.id}`])
      assert.deepEqual(refusal(await adele.graph(path)), [403, 'ErrorAccessDenied'], path);
    // An id says nothing outside of its mailbox.
    for (const path of [list, `${list}/tasks`, `${list}/tasks/${task.id}`])
      assert.deepEqual(refusal(await adele.graph(path)), [404, 'ErrorItemNotFound'], path);
    const own = await adele.list();
    assert.deepEqual(refusal(await adele.graph(`${own}/tasks/${task.id}`)), [404, 'ErrorItemNotFound']);
    const patch = await adele.graph(`${own}/tasks/${task.id}`, { method: 'PATCH', body: { title: 'Mine' } });
    assert.deepEqual(refusal(patch), [404, 'ErrorItemNotFound']);
  });

  it('is open to whom the mailbox was shared with, for those with the scope', async () => {
    sharesOf(world.tenant).put({ id: `${megan.id}:${adele.id}`, ownerId: megan.id, granteeId: adele.id });
    assert.equal((await adele.graph(`/users/${megan.id}/todo/lists`)).status, 200);
    const plain = await world.login('Adele Vance');
    assert.deepEqual(refusal(await plain.graph(`/users/${megan.id}/todo/lists`)), [403, 'ErrorAccessDenied']);
  });

  it('follows the scopes of the token', async () => {
    const reader = await world.login('Megan Bowen', ['Tasks.Read']);
    assert.equal((await reader.graph(`${list}/tasks`)).status, 200);
    const write = await reader.graph(`${list}/tasks`, { method: 'POST', body: { title: 'x' } });
    assert.deepEqual(refusal(write), [403, 'ErrorAccessDenied']);
    const stranger = await world.login('Megan Bowen', ['Calendars.ReadWrite']);
    assert.deepEqual(refusal(await stranger.graph(list)), [403, 'ErrorAccessDenied']);
    assert.equal((await graphAs(world, undefined)(list)).status, 401);
  });

  it('works for an app by its roles, for anybody', async () => {
    const reads = graphAs(world, await appToken(world, ['Tasks.Read.All']));
    const writes = graphAs(world, await appToken(world, ['Tasks.ReadWrite.All']));
    const path = list.replace('/me', `/users/${megan.id}`);
    assert.equal((await reads(`${path}/tasks`)).status, 200);
    const body = { title: 'From the app' };
    assert.equal((await reads(`${path}/tasks`, { method: 'POST', body })).status, 403);
    assert.equal((await writes(`${path}/tasks`, { method: 'POST', body })).status, 201);
    assert.equal((await reads('/me/todo/lists')).status, 400);
  });

  it('is counted by the mailbox: the fifth call at once is refused, also here', async () => {
    // Each of them takes a while, so that all are there at once.
    world.tenant.faults.add([{ match: { path: '/todo/' }, kind: 'latency', ms: 500 }]);
    const answers = await Promise.all(Array.from({ length: 8 }, () => megan.graph(`${list}/tasks`)));
    world.tenant.faults.clear();
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(refused.length, 4);
    assert(refused.every((answer) => answer.headers.get('retry-after') === '1'));
  });

  it('goes through $batch: ten lists in one round trip', async () => {
    const lists = await Promise.all([1, 2].map((n) => megan.list(`Batch ${n}`)));
    for (const path of lists) await megan.add(path, { title: 'x' });
    const requests = Array.from({ length: 10 }, (_, n) => ({
      id: String(n),
      method: 'GET',
      url: `${lists[n % 2]}/tasks?$filter=status ne 'completed'&$expand=checklistItems`,
    }));
    const { body } = await megan.graph('/$batch', { method: 'POST', body: { requests } });
    const responses = body.responses as { status: number; body: { value: unknown[] } }[];
    assert.deepEqual(
      responses.map(({ status, body: { value } }) => [status, value.length]),
      Array(10).fill([200, 1]),
    );
  });

  it('meets faults on purpose', async () => {
    world.tenant.faults.add([{ match: { path: '/todo/' }, kind: 'status', status: 503, retryAfter: 2, times: 1 }]);
    const { status, headers } = await megan.graph(list);
    assert.deepEqual([status, headers.get('retry-after')], [503, '2']);
    assert.equal((await megan.graph(list)).status, 200);
  });
});
