import assert from 'node:assert/strict';
import { doors } from './doors/index.ts';
import { fuzz } from './fuzz.ts';
import { routeNames } from './target.ts';
import { type HostileWorld, ownFaults, startHostileWorld } from './world.ts';

/** The short run, the same each time. `npm run fuzz` is the long one, with others; a fault's seed is in its message. */
describe('whatever comes through a door', () => {
  let world: HostileWorld;
  before(async function () {
    this.timeout(120_000);
    world = await startHostileWorld();
  });
  after(() => world.stop());

  const seed = Number(process.env.FUZZ_SEED ?? 1);
  for (const { name } of doors)
    it(`has an answer without a fault of ours: ${name}`, async function () {
      this.timeout(180_000);
      const { faults, sent } = await fuzz(world.target, { seed, inputs: 150, only: [name] });
      const own = ownFaults(world.logged());
      const said = `FUZZ_SEED=${seed}, after ${sent} inputs`;
      assert.deepEqual(faults, [], said);
      assert.deepEqual(own, [], said);
      assert.deepEqual(world.crashes, [], said);
    });

  it('came through a door that is known: every route of the server has one', () => {
    const served = routeNames(world.aide.app.routes).sort();
    const known = doors.flatMap((door) => door.routes(world.target));
    // Aide without its built pages serves fewer of them.
    assert.deepEqual(
      served.filter((route) => !known.includes(route)),
      [],
    );
  });
});
