import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { createCipher } from '../../../bot/storage/cipher.ts';
import { createDeliveries } from '../../../bot/teams/deliveries.ts';
import { storageForTests } from '../../support/azurite.ts';
import { textOf } from '../../support/cards.ts';
import { gate, greeted, startAide } from './support.ts';

describe('an activity that is delivered again', () => {
  it('acts once when the connection breaks before or after the turn', async () => {
    let broken = 2;
    const aide = await startAide({ intercept: async (body) => body?.type === 'message' && broken-- > 0 });
    const megan = await greeted(aide, 'Megan Bowen');
    await megan.say('thanks');
    assert.match(textOf(await megan.next()), /welcome/);
    await aide.stop();
    assert.deepEqual(megan.untaken(), []);
  });

  it('acts once on two servers at the same moment, and both give the same answer', async () => {
    const [one, two] = await servers();
    const key = randomUUID();
    let acts = 0;
    const act = () => {
      acts++;
      const answer = Promise.resolve({ status: 200, body: { acts } });
      return { answer, work: answer };
    };
    const answers = await Promise.all([one, two, one, two].map((server) => server.once(key, act)));
    assert.equal(acts, 1);
    for (const answer of answers) assert.deepEqual(answer, { status: 200, body: { acts: 1 } });
    assert.deepEqual(await two.once(key, act), { status: 200, body: { acts: 1 } });
  });

  it('is acted on by another server when the first one died in the middle', async () => {
    const { storage, cipher } = await shared();
    const key = randomUUID();
    // Its row is there, and nobody renews the lease.
    const first = dying(storage);
    const forever = new Promise<never>(() => {});
    void createDeliveries(first.storage, cipher, { lease: 30 }).once(key, () => ({
      answer: forever,
      work: forever,
    }));
    await first.dead;
    const alive = createDeliveries(storage, cipher, { lease: 30 });
    const answer = Promise.resolve({ status: 201 });
    assert.deepEqual(await alive.once(key, () => ({ answer, work: answer })), { status: 201 });
  });

  it('waits for a slow server that is alive, however long the lease', async () => {
    const [one, two] = await servers(60);
    const key = randomUUID();
    const [begun, finish] = [gate(), gate()];
    const slow = one.once(key, () => {
      begun.open();
      const answer = finish.opened.then(() => ({ status: 200 }));
      return { answer, work: answer };
    });
    await begun.opened;
    // More than a lease later it is still in the first one's hands: the second does not act.
    const second = await two.once(key, () => assert.fail('acted twice'));
    assert.equal(second.status, 200);
    finish.open();
    assert.equal((await slow).status, 200);
  });

  it('may be tried again when the work failed', async () => {
    const [one] = await servers();
    const key = randomUUID();
    const failing = () => {
      const answer = Promise.reject(new Error('no'));
      return { answer, work: answer };
    };
    await assert.rejects(one.once(key, failing));
    await one.settled();
    const answer = Promise.resolve({ status: 200 });
    assert.deepEqual(await one.once(key, () => ({ answer, work: answer })), { status: 200 });
  });

  it('is said once by one server also when it is light', async () => {
    const [one] = await servers();
    const key = randomUUID();
    let acts = 0;
    const act = () => {
      acts++;
      const answer = Promise.resolve({ status: 200 });
      return { answer, work: answer };
    };
    await Promise.all([one.onceLight(key, act), one.onceLight(key, act)]);
    await one.onceLight(key, act);
    assert.equal(acts, 1);
  });
});

type SharedStorage = Awaited<ReturnType<typeof storageForTests>>;

const shared = async () => ({
  storage: await storageForTests(),
  cipher: createCipher([{ id: 'k', key: randomBytes(32) }]),
});

async function servers(lease?: number) {
  const { storage, cipher } = await shared();
  return [createDeliveries(storage, cipher, { lease }), createDeliveries(storage, cipher, { lease })] as const;
}

/** The storage of a server that stops after its first write. */
function dying(storage: SharedStorage): { storage: SharedStorage; dead: Promise<void> } {
  const died = gate();
  return {
    dead: died.opened,
    storage: {
      ...storage,
      records: (name) => {
        const records = storage.records(name);
        return {
          ...records,
          async insert(...row) {
            const etag = await records.insert(...row);
            died.open();
            return etag;
          },
          replace: async () => undefined,
        };
      },
    },
  };
}
