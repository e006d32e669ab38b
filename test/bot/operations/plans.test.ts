import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Person } from '../../../bot/features/feature.ts';
import { createPlans, type Plans } from '../../../bot/operations/plans.ts';
import { createCipher } from '../../../bot/storage/cipher.ts';
import type { Storage } from '../../../bot/storage/storage.ts';
import { storageForTests } from '../../support/azurite.ts';

const megan: Person = { tenantId: 'contoso', userId: 'megan' };
const alex: Person = { tenantId: 'contoso', userId: 'alex' };
const cipher = createCipher([{ id: 'k', key: randomBytes(32) }]);
const post = (id: string, at: string, text = 'hello') => ({
  ...{ id, at, action: 'posts.post', title: `Post ${id}` },
  input: { text },
});

describe('plans for later', () => {
  let storage: Storage;
  let plans: Plans;
  beforeEach(async () => {
    storage = await storageForTests();
    plans = createPlans(storage, cipher);
  });

  it('wait in the order of their time, are the person’s own, and can be cancelled', async () => {
    const mine = plans.of(megan);
    await mine.add(post('plan-two', '2026-11-23T10:00:00Z'));
    await mine.add(post('plan-one', '2026-11-23T09:00:00+01:00'));
    assert.deepEqual(
      (await mine.list()).map((p) => [p.id, p.at]),
      [
        ['plan-one', '2026-11-23T08:00:00.000Z'],
        ['plan-two', '2026-11-23T10:00:00.000Z'],
      ],
    );
    assert.deepEqual(await plans.of(alex).list(), []);
    assert.equal(await plans.of(alex).cancel('plan-one'), undefined);
    assert.equal((await mine.cancel('plan-one'))?.state, 'cancelled');
    assert.equal((await mine.cancel('plan-one'))?.state, 'cancelled');
    assert.deepEqual(
      (await plans.due(new Date('2026-11-24T00:00:00Z'), 10)).map((d) => d.id),
      ['plan-two'],
    );
  });

  it('are due at their time and not before, the soonest first', async () => {
    await plans.of(megan).add(post('plan-late', '2026-11-23T10:00:00Z'));
    await plans.of(alex).add(post('plan-soon', '2026-11-23T09:00:00Z'));
    const due = async (now: string) => (await plans.due(new Date(now), 10)).map((d) => d.id);
    assert.deepEqual(await due('2026-11-23T08:59:59.999Z'), []);
    assert.deepEqual(await due('2026-11-23T09:00:00.000Z'), ['plan-soon']);
    assert.deepEqual(await due('2026-11-23T12:00:00.000Z'), ['plan-soon', 'plan-late']);
  });

  it('are the same when they are planned again, and refused with other content', async () => {
    const mine = plans.of(megan);
    await mine.add(post('plan-same', '2026-11-23T10:00:00Z'));
    assert.equal((await mine.add(post('plan-same', '2026-11-23T10:00:00Z'))).state, 'planned');
    await assert.rejects(mine.add(post('plan-same', '2026-11-23T11:00:00Z')), { code: 'key_reused' });
    await assert.rejects(mine.add(post('plan-same', '2026-11-23T10:00:00Z', 'other')), { code: 'key_reused' });
    assert.equal((await plans.due(new Date('2027-01-01'), 10)).length, 1);
  });

  it('leave what they say unreadable in the table', async () => {
    await plans.of(megan).add(post('plan-private', '2026-11-23T10:00:00Z', 'very private words'));
    const raw = await storage.records('plans').get('contoso.megan', 'plan-private');
    assert.doesNotMatch(JSON.stringify(raw), /private words|Post plan/);
  });

  it('change state once, whoever asks, and let only one tell what became of them', async () => {
    await plans.of(megan).add(post('plan-once', '2026-11-23T10:00:00Z'));
    const changed = await Promise.all(
      Array.from({ length: 5 }, () => plans.change(megan, 'plan-once', 'planned', 'running')),
    );
    assert.equal(changed.filter(Boolean).length, 1);
    const claims = await Promise.all(Array.from({ length: 5 }, () => plans.claimTelling(megan, 'plan-once', 1000)));
    assert.deepEqual(claims.filter((c) => c === 'claimed').length, 1);
    assert.equal(await plans.claimTelling(megan, 'plan-once', 62_000), 'claimed');
    await plans.noteTold(megan, 'plan-once');
    assert.equal(await plans.claimTelling(megan, 'plan-once', 999_000), 'told');
  });

  it('wait again after a try that failed, until somebody else is at it, and can be cancelled then', async () => {
    const mine = plans.of(megan);
    await mine.add(post('plan-again', '2026-11-23T10:00:00Z'));
    const first = (await plans.begin(megan, 'plan-again'))!;
    assert.equal(first.plan.state, 'running');
    assert.equal((await mine.cancel('plan-again'))?.state, 'running');
    const second = (await plans.begin(megan, 'plan-again'))!;
    assert.equal(await plans.holds(megan, 'plan-again', first.run), false);
    assert.equal(await plans.pause(megan, 'plan-again', first.run), undefined);
    assert.equal((await plans.pause(megan, 'plan-again', second.run))?.state, 'retrying');
    assert.equal(await plans.holds(megan, 'plan-again', second.run), false);
    const races = await Promise.all([plans.begin(megan, 'plan-again'), mine.cancel('plan-again')]);
    const { state } = (await mine.get('plan-again'))!;
    assert.deepEqual([races[0] !== undefined, races[1]?.state], [state === 'running', state]);
    assert.equal(await plans.begin(megan, 'no-such-plan'), undefined);
  });

  it('are forgotten a month after they have ended, and never while they wait', async () => {
    const mine = plans.of(megan);
    for (const id of ['plan-ended', 'plan-waits']) await mine.add(post(id, '2026-11-23T10:00:00Z'));
    await mine.cancel('plan-ended');
    await plans.forgetOld(megan, new Date('2026-12-20T00:00:00Z'));
    assert(await mine.get('plan-ended'));
    await plans.forgetOld(megan, new Date('2026-12-24T00:00:00Z'));
    assert.equal(await mine.get('plan-ended'), undefined);
    assert(await mine.get('plan-waits'));
  });
});
