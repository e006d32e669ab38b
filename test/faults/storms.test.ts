import assert from 'node:assert/strict';
import { run } from './storms/run.ts';
import { compare } from './work/compare.ts';
import { copyOfServer } from './work/server.ts';
import { mayNotLook } from './work/world.ts';

/** Of bad weather; `npm run storms` is the long version. */
const minutes = 0.4;

describe('the built server, in all weathers', function () {
  this.timeout(600_000);

  it('leaves everybody with what the same work in peace leaves them with, and says what it cannot do yet', async () => {
    const seed = Number(process.env.STORMS_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const copy = await copyOfServer();
    try {
      const leaseSeconds = 8;
      const stormy = await run({ program: copy.program, seed, minutes, leaseSeconds });
      const calm = await run({ program: copy.program, seed, minutes: 0, leaseSeconds, counts: stormy.counts });
      assert.deepEqual([...compare(stormy, calm), ...stormy.faults, ...calm.faults], []);
      // Where it may look, it finds out.
      assert.deepEqual(
        stormy.unknown.filter(({ person }) => person !== mayNotLook),
        [],
      );
      assert.ok(stormy.told.size > 0, 'the weather was bad enough to be told of');
    } catch (error) {
      throw new Error(`with STORMS_SEED=${seed}`, { cause: error });
    } finally {
      await copy.remove();
    }
  });
});
