import assert from 'node:assert/strict';
import { journalOf } from '../../../../sandbox/graph/delta/journal.ts';
import { createTenant } from '../../../../sandbox/tenant/create.ts';
import { aideForTests } from '../../../support/sandbox.ts';
import { type Follower, idsOf, openWorld, refusal, type World } from './support.ts';

const scopes = ['Mail.ReadWrite', 'Calendars.ReadWrite', 'Files.ReadWrite', 'Tasks.ReadWrite', 'User.Read.All'];
/** Each kind of service, and how it says that a client has to begin anew. */
const services: [path: string, code: string, location?: RegExp][] = [
  ['/me/mailFolders/inbox/messages/delta', 'syncStateNotFound'],
  ['/me/mailFolders/delta', 'syncStateNotFound'],
  ['/me/calendarView/delta?startDateTime=2031-03-01T00:00:00Z&endDateTime=2031-04-01T00:00:00Z', 'syncStateNotFound'],
  ['/me/todo/lists/delta', 'syncStateNotFound'],
  ['/me/drive/root/delta', 'resyncRequired', /\/v1\.0\/me\/drive\/root\/delta$/],
  ['/users/delta', 'syncStateNotFound', /\/v1\.0\/users\/delta\?\$deltatoken=$/],
];

describe('the tokens of delta queries', () => {
  let world: World;
  let megan: Follower;
  let alex: Follower;
  before(async () => {
    world = await openWorld();
    megan = await world.login('Megan Bowen', scopes);
    alex = await world.login('Alex Wilber', scopes);
  });
  afterEach(() => world.tenant.clock.reset());
  after(() => world.stop());

  for (const [path, code, location] of services) {
    it(`of ${path.split('?')[0]} are of their owner and their resource, and good until they are made to expire`, async () => {
      const { link } = await megan.round(path);
      assert.equal((await megan.graph(link)).status, 200);
      const expectResync = async (answer: Awaited<ReturnType<Follower['graph']>>) => {
        assert.deepEqual(refusal(answer), [410, code]);
        if (location) assert.match(answer.headers.get('location') ?? '', location);
      };
      await expectResync(await alex.graph(link));
      await expectResync(await megan.graph(link.replace(/token=.{5}/, (start) => `${start}x`)));
      const { status } = await fetch(`${world.url}/sandbox/delta/expire`, { method: 'POST' });
      assert.equal(status, 204);
      await expectResync(await megan.graph(link));
      const fresh = await megan.round(path);
      assert.equal((await megan.graph(fresh.link)).status, 200);
      world.tenant.clock.advance('P31D');
      await expectResync(await megan.graph(fresh.link));
    });
  }

  it('of the directory are good for seven days', async () => {
    const { link } = await megan.round('/users/delta');
    world.tenant.clock.advance('P6D');
    assert.equal((await megan.graph(link)).status, 200);
    world.tenant.clock.advance('P2D');
    assert.equal((await megan.graph(link)).status, 410);
  });

  it('are good for nothing after a reset, on pages as well', async () => {
    const { body } = await megan.graph('/me/drive/root/delta?$top=2');
    const page = String(body['@odata.nextLink']);
    assert.equal((await megan.graph(page)).status, 200);
    world.tenant.reset();
    megan = await world.login('Megan Bowen', scopes);
    alex = await world.login('Alex Wilber', scopes);
    assert.deepEqual(refusal(await megan.graph(page)), [410, 'resyncRequired']);
  });

  it('that are empty begin anew', async () => {
    const all = await megan.round('/me/mailFolders/delta');
    assert.equal((await megan.round('/me/mailFolders/delta?$deltatoken=')).items.length, all.items.length);
  });

  it('of a page give the same page again, while others write', async () => {
    const draft = () => megan.do('POST', '/me/mailFolders/drafts/messages', { subject: 'x' });
    for (let n = 0; n < 5; n++) await draft();
    const { body } = await megan.graph('/me/mailFolders/drafts/messages/delta?$top=2');
    const link = String(body['@odata.nextLink']);
    const first = await megan.graph(link);
    await draft();
    assert.deepEqual(idsOf((await megan.graph(link)).body.value), idsOf(first.body.value));
  });

  it('of a drive may be a time', async () => {
    const before = world.tenant.clock.now().toISOString();
    world.tenant.clock.advance('PT1M');
    const file = await megan.do('POST', '/me/drive/root/children', { name: 'Later', folder: {} });
    const { items, link } = await megan.round(`/me/drive/root/delta?token=${encodeURIComponent(before)}`);
    assert.deepEqual(idsOf(items), [file.id]);
    await megan.do('DELETE', `/me/drive/items/${file.id}`);
    assert.deepEqual(
      (await megan.round(link)).items.map(({ id, deleted }) => [id, deleted]),
      [[file.id, { state: 'deleted' }]],
    );
  });
});

describe('the journal of changes', () => {
  const tenant = () => createTenant(aideForTests, () => 'http://127.0.0.1:1');

  it('costs nothing where nobody follows, and begins with whoever does', () => {
    const { store, ...rest } = tenant();
    const table = store.table<{ id: string; n: number }>('numbers');
    table.put({ id: 'a', n: 1 });
    const journal = journalOf({ store, ...rest } as ReturnType<typeof tenant>, 'numbers');
    assert.equal(journal.last, 0);
    table.put({ id: 'a', n: 2 });
    table.put({ id: 'b', n: 1 });
    table.put({ id: 'a', n: 3 });
    table.delete('b');
    assert.deepEqual(
      [...(journal.since(0) ?? [])],
      [
        [
          'a',
          [
            { id: 'a', n: 1 },
            { id: 'a', n: 2 },
          ],
        ],
        ['b', [undefined, { id: 'b', n: 1 }]],
      ],
    );
    assert.deepEqual([...(journal.since(3) ?? [])], [['b', [{ id: 'b', n: 1 }]]]);
    assert.equal(journal.since(5), undefined);
  });

  it('forgets the oldest changes when there are many', () => {
    const one = tenant();
    const table = one.store.table<{ id: string; n: number }>('numbers');
    const journal = journalOf(one, 'numbers');
    for (let n = 0; n < 50_000; n++) table.put({ id: 'a', n });
    assert.equal(journal.last, 50_000);
    assert.equal(journal.since(5_000), undefined);
    assert.equal(journal.since<{ id: string; n: number }>(40_000)?.get('a')?.length, 10_000);
  });
});
