import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { z } from 'zod';
import { createCipher } from '../../../bot/storage/cipher.ts';
import { createDrafts } from '../../../bot/storage/drafts.ts';
import { openStorage } from '../../../bot/storage/open.ts';
import type { Records, Storage } from '../../../bot/storage/storage.ts';
import { storageForTests } from '../../support/azurite.ts';

describe('storage', () => {
  let storage: Storage;
  let records: Records;
  before(async () => {
    storage = await storageForTests();
    records = storage.records('things');
  });

  it('inserts once and says so the second time', async () => {
    assert.ok(await records.insert('p', 'once', { n: 1 }));
    assert.equal(await records.insert('p', 'once', { n: 2 }), undefined);
    assert.deepEqual((await records.get('p', 'once'))?.value, { n: 1 });
  });

  it('replaces only the version that was read', async () => {
    const first = (await records.insert('p', 'guarded', 1)) ?? '';
    const second = await records.replace('p', 'guarded', 2, first);
    assert.ok(second);
    assert.equal(await records.replace('p', 'guarded', 3, first), undefined);
    assert.equal(await records.replace('p', 'not there', 3, first), undefined);
    assert.equal(await records.delete('p', 'guarded', first), false);
    assert.equal(await records.delete('p', 'guarded', second), true);
    assert.equal(await records.get('p', 'guarded'), undefined);
  });

  it('keeps any key and any value apart', async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }), fc.json(), async (key, json) => {
        const partition = `any${n++}`;
        await records.put(partition, key, json);
        const [row, ...others] = await records.list(partition);
        assert.equal(row?.row, key);
        assert.deepEqual(row?.value, json);
        assert.equal(others.length, 0);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps what is longer than one property holds', async () => {
    const long = 'ä'.repeat(200_000);
    await records.put('p', 'long', { long });
    assert.deepEqual((await records.get('p', 'long'))?.value, { long });
  });

  it('lists in the order of the row keys, at most as many as asked for', async () => {
    for (const row of ['c', 'a', 'b']) await records.put('order', row, row);
    assert.deepEqual(
      (await records.list('order', { top: 2 })).map((r) => r.row),
      ['a', 'b'],
    );
  });

  it('sweeps away what was last written before a time, in every partition, and nothing else', async () => {
    const things = storage.records('sweep');
    await things.put('one', 'old', 1);
    await things.put('two', 'old', { any: 'value' });
    await things.put('two', 'renewed', 1);
    await delay(20);
    const then = new Date();
    await delay(20);
    await things.put('two', 'renewed', 2);
    await things.put('three', 'new', 3);
    assert.equal(await things.sweep(then), 2);
    assert.equal(await things.get('one', 'old'), undefined);
    assert.equal((await things.get('two', 'renewed'))?.value, 2);
    assert.equal((await things.get('three', 'new'))?.value, 3);
    assert.equal(await things.sweep(then), 0);
  });

  it('hands a queue message out again when it is not finished, and not when it is', async () => {
    const queue = storage.queue('work');
    await queue.send({ hello: '<&>' });
    const [message] = await queue.receive({ top: 5, lease: 30 });
    assert.deepEqual(message?.body, { hello: '<&>' });
    assert.deepEqual(await queue.receive({ top: 5, lease: 30 }), []);
    await message?.retry(0);
    const [again] = await queue.receive({ top: 5, lease: 30 });
    assert.equal(again?.attempt, 2);
    await again?.done();
    await again?.done();
    assert.deepEqual(await queue.receive({ top: 5, lease: 1 }), []);
  });

  it('says in plain words that the storage is away', async () => {
    const away = openStorage(
      'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:9/a;QueueEndpoint=http://127.0.0.1:9/a',
    );
    await assert.rejects(away.check(), { name: 'AideError', code: 'unavailable' });
  }).timeout(120_000);

  describe('cipher', () => {
    const key = (id: string) => ({ id, key: randomBytes(32) });

    it('opens what it sealed, for what it was sealed, also after the key changed', () => {
      const [old, fresh] = [key('one'), key('two')];
      const sealed = createCipher([old]).seal('a token', 'obo:1');
      assert.equal(createCipher([fresh, old]).open(sealed, 'obo:1'), 'a token');
      assert.ok(!sealed.includes('a token'));
      assert.throws(() => createCipher([old]).open(sealed, 'obo:2'));
      assert.throws(() => createCipher([fresh]).open(sealed, 'obo:1'), /not configured/);
      assert.throws(() => createCipher([old]).open(`${sealed.slice(0, -2)}AA`, 'obo:1'));
    });
  });

  describe('drafts', () => {
    it('are their owner’s alone', async () => {
      const drafts = createDrafts(storage, createCipher([{ id: 'k', key: randomBytes(32) }]));
      const megan = drafts({ tenantId: 't', userId: 'megan' });
      const id = await megan.put({ subject: 'Budget' });
      const shape = z.object({ subject: z.string() });
      assert.deepEqual(await megan.get(id, shape), { subject: 'Budget' });
      assert.equal(await drafts({ tenantId: 't', userId: 'alex' }).get(id, shape), undefined);
      assert.equal(await drafts({ tenantId: 'other', userId: 'megan' }).get(id, shape), undefined);
      assert.equal(await megan.get(id, z.object({ other: z.string() })), undefined);
    });
  });
});
