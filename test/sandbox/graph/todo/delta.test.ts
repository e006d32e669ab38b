import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Json, type Owner, openWorld, refusal, type World } from './mailbox.ts';

describe('delta queries of To Do', () => {
  let world: World;
  let megan: Owner;
  before(async () => {
    world = await openWorld();
    megan = await world.login('Megan Bowen');
  });
  after(() => world.stop());

  /** A whole round: all its pages, and the link for the next. */
  async function round(start: string): Promise<{ items: Json[]; link: string; pages: number }> {
    const items: Json[] = [];
    for (let [next, pages] = [start, 1]; ; pages++) {
      const { status, body } = await megan.graph(next);
      assert.equal(status, 200, JSON.stringify(body));
      items.push(...body.value);
      assert.notEqual('@odata.deltaLink' in body, '@odata.nextLink' in body);
      if (body['@odata.deltaLink']) return { items, link: String(body['@odata.deltaLink']), pages };
      next = String(body['@odata.nextLink']);
    }
  }

  it('tell of all tasks first, then of what is new, changed and deleted', async () => {
    const list = await megan.list();
    const path = `${list}/tasks`;
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((title) => megan.add(list, { title })));
    const first = await round(`${path}/delta`);
    assert.equal(first.items.length, 3);
    assert.deepEqual((await round(first.link)).items, []);
    await megan.change(`${path}/${a?.id}`, { title: 'A' });
    await megan.graph(`${path}/${b?.id}`, { method: 'DELETE' });
    await megan.graph(`${path}/${c?.id}/checklistItems`, { method: 'POST', body: { displayName: 'Step' } });
    const { id } = await megan.add(list, { title: 'd' });
    const second = await round(first.link);
    assert.deepEqual(
      second.items.map((item) => item.title ?? item['@removed']),
      ['A', { reason: 'deleted' }, 'c', 'd'],
    );
    assert.equal(second.items.at(-1)?.id, id);
    // The same link tells the same again: a client that lost the answer has lost nothing.
    assert.deepEqual(
      (await round(first.link)).items.map((item) => item.id),
      second.items.map((item) => item.id),
    );
  });

  it('say nothing of what was deleted before the first call, and all of what is deleted between its pages', async () => {
    const list = await megan.list();
    const gone = await megan.add(list, { title: 'gone' });
    await megan.graph(`${list}/tasks/${gone.id}`, { method: 'DELETE' });
    const tasks = [];
    for (const title of ['a', 'b', 'c']) tasks.push(await megan.add(list, { title }));
    const { body } = await megan.graph(`${list}/tasks/delta?$top=2`);
    assert.deepEqual(
      body.value.map((task) => task.title),
      ['a', 'b'],
    );
    await megan.graph(`${list}/tasks/${tasks[0]?.id}`, { method: 'DELETE' });
    const rest = await round(String(body['@odata.nextLink']));
    assert.deepEqual(
      rest.items.map((item) => item.title ?? item.id),
      ['c', tasks[0]?.id],
    );
  });

  it('keep the relations and the page size that the first call asked for', async () => {
    const list = await megan.list();
    for (const title of ['a', 'b', 'c']) await megan.add(list, { title });
    const first = await round(`${list}/tasks/delta?$expand=checklistItems&$top=1`);
    assert.equal(first.pages, 3);
    assert(first.items.every((item) => Array.isArray(item.checklistItems)));
    await megan.add(list, { title: 'd' });
    assert.deepEqual((await round(first.link)).items[0]?.checklistItems, []);
  });

  it('tell of lists as well', async () => {
    const { link, items } = await round('/me/todo/lists/delta');
    assert(items.some(({ wellknownListName }) => wellknownListName === 'defaultList'));
    const list = await megan.list('New');
    const { link: later, items: added } = await round(link);
    assert.deepEqual(
      added.map(({ displayName }) => displayName),
      ['New'],
    );
    await megan.graph(list, { method: 'DELETE' });
    assert.deepEqual(
      (await round(later)).items.map((item) => item['@removed']),
      [{ reason: 'deleted' }],
    );
  });

  it('begin anew for a token that is made up, too old or from before a reset', async () => {
    const list = await megan.list();
    const gone = [410, 'syncStateNotFound'];
    assert.deepEqual(refusal(await megan.graph(`${list}/tasks/delta?$deltatoken=made.up`)), gone);
    const { link } = await round(`${list}/tasks/delta`);
    world.tenant.clock.advance('P31D');
    assert.deepEqual(refusal(await megan.graph(link)), gone);
    world.tenant.clock.reset();
    const lists = await round('/me/todo/lists/delta');
    world.tenant.reset();
    const again = await world.login('Megan Bowen');
    assert.deepEqual(refusal(await again.graph(lists.link)), gone);
    megan = again;
  });

  it('keep a copy true whatever happens between the rounds', async function () {
    this.timeout(120_000);
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const) }),
      fc.record({ kind: fc.constantFrom('change' as const, 'delete' as const), at: fc.nat(20) }),
      fc.record({ kind: fc.constant('sync' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const list = await megan.list();
        const copy = new Map<string, unknown>();
        let link = `${list}/tasks/delta?$top=2`;
        const sync = async () => {
          const { items, link: next } = await round(link);
          for (const item of items) {
            if (item['@removed']) copy.delete(String(item.id));
            else copy.set(String(item.id), item.title);
          }
          link = next;
        };
        let n = 0;
        for (const { kind, ...rest } of [...steps, { kind: 'sync' as const }]) {
          const tasks = await megan.all(`${list}/tasks?$top=100`);
          const chosen = 'at' in rest && tasks.length > 0 ? `${list}/tasks/${tasks[rest.at % tasks.length]?.id}` : '';
          if (kind === 'add') await megan.add(list, { title: `t${n++}` });
          else if (kind === 'sync') await sync();
          else if (kind === 'delete' && chosen) await megan.graph(chosen, { method: 'DELETE' });
          else if (chosen) await megan.change(chosen, { title: `t${n++}` });
        }
        const now = await megan.all(`${list}/tasks?$top=100`);
        assert.deepEqual(copy, new Map([...copy.keys()].map((id) => [id, now.find((task) => task.id === id)?.title])));
        assert.equal(copy.size, now.length);
      }),
      { numRuns: 12 },
    );
  });
});
