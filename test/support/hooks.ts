import { configureGlobal } from 'fast-check';
import { azurite, stopAzurite } from './azurite.ts';
import { whatIsShown } from './chromium.ts';
import { beginFile, beginRun, endFile, endRun } from './run.ts';
import { gatherTraffic } from './traffic.ts';

// The same data each time: whether a commit passes is not left to chance. Others are drawn with AIDE_TEST_SEED=<a number>.
configureGlobal({ seed: Number(process.env.AIDE_TEST_SEED ?? 1) });

/** How long after the last test something may still hold the process, ms. */
const grace = 20_000;

interface Handle {
  constructor: { name: string };
  spawnfile?: string;
  spawnargs?: string[];
  address?(): object | null;
  remotePort?: number;
}

// A process of mocha's pool gets a second to end (workerpool, workerTerminateTimeout); to write down what was covered takes longer. While
// it does, nothing listens any more, and with a listener the signal does not end it.
if (process.env.MOCHA_WORKER_ID !== undefined) process.on('SIGTERM', () => process.exit());

/** In mocha's own process, before all; with `--parallel` the tests run in others, which get its environment. */
export async function mochaGlobalSetup(this: { isParallelMode?(): boolean }): Promise<void> {
  await beginRun();
  // One for all processes. Where there is one process only, it is started when a test asks for it.
  if (this.isParallelMode?.()) process.env.AIDE_TEST_STORAGE = await azurite();
}

/** In mocha's own process, after all. */
export async function mochaGlobalTeardown(): Promise<void> {
  await gatherTraffic();
  await endRun();
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
}

/** Around all tests of this process; with `--parallel`, around those of each file. */
export const mochaHooks = { beforeAll: beginFile, beforeEach: tellWhatIsShown, afterAll: endFile };

/** To stderr when the test fails, before anything is closed: people of the sandbox and made-up mail, nothing that is secret. */
function tellWhatIsShown(this: { currentTest?: { fn?: (...args: never[]) => unknown; title: string } }): void {
  const test = this.currentTest;
  const run = test?.fn;
  if (!test || !run || run.length > 0) return;
  test.fn = async function (this: unknown) {
    try {
      return await run.call(this);
    } catch (error) {
      const shown = await whatIsShown();
      if (shown !== '') process.stderr.write(`\nWindows when this failed: ${test.title}\n${shown}\n`);
      throw error;
    }
  };
}
