import assert from 'node:assert/strict';
import { run, scheduleOf } from './kills/run.ts';
import { compare } from './work/compare.ts';
import { copyOfServer } from './work/server.ts';
import { worksOf } from './work/works.ts';
import { mayNotLook } from './work/world.ts';

/** `npm run kills` is the long version. */
const kills = 10;

describe('the built server, killed at any moment', function () {
  this.timeout(600_000);

  it('is killed by the same schedule and asked for the same work when the seed is the same', () => {
    assert.deepEqual(scheduleOf(7, 50, 2), scheduleOf(7, 50, 2));
    assert.notDeepEqual(scheduleOf(7, 50, 2), scheduleOf(8, 50, 2));
    const marks = (seed: number) => {
      const works = worksOf(seed, 1, 5);
      return Array.from({ length: 40 }, () => {
        const { kind, mark } = works.next().value!;
        return `${kind} ${mark}`;
      });
    };
    assert.deepEqual(marks(7), marks(7));
  });

  it(`leaves everybody with what the same work without ${kills} kills leaves them with`, async () => {
    const seed = Number(process.env.KILLS_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const copy = await copyOfServer();
    try {
      const killed = await run({ program: copy.program, seed, kills });
      const calm = await run({ program: copy.program, seed, kills: 0, counts: killed.counts });
      assert.deepEqual([...compare(killed, calm), ...killed.faults, ...calm.faults], []);
      // Where it may look, it finds out.
      assert.deepEqual(
        killed.unknown.filter(({ person }) => person !== mayNotLook),
        [],
      );
    } catch (error) {
      throw new Error(`with KILLS_SEED=${seed}`, { cause: error });
    } finally {
      await copy.remove();
    }
  });
});
