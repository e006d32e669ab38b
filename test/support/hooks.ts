import { stopAzurite } from './azurite.ts';

/** How long after the last test something may still hold the process, ms. */
const grace = 20_000;

interface Handle {
  constructor: { name: string };
  spawnfile?: string;
  spawnargs?: string[];
  address?(): object | null;
  remotePort?: number;
}

/** Root hooks of mocha: what the tests share is stopped when all have run. */
export const mochaHooks = {
  async afterAll() {
    await stopAzurite();
    // A test that leaves a server or a browser behind would hold the run forever: say which, and end.
    setTimeout(() => {
      const handles = (process as unknown as { _getActiveHandles(): Handle[] })._getActiveHandles();
      const open = handles.map((h) => [h.constructor.name, h.spawnargs?.slice(0, 3), h.address?.(), h.remotePort]);
      process.stderr.write(
        `The tests left open: ${process.getActiveResourcesInfo().join(' ')} ${JSON.stringify(open)}\n`,
      );
      process.exit();
    }, grace).unref();
  },
};
