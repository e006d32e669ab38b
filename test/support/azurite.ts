import { randomBytes } from 'node:crypto';
import { openStorage } from '../../bot/storage/open.ts';
import type { Storage } from '../../bot/storage/storage.ts';
import { startAzurite } from '../../scripts/azurite.mjs';

let running: ReturnType<typeof startAzurite> | undefined;

/** One Azurite for the whole test run, in memory: that of mocha's own process, or started when a test first asks for it. */
export async function azurite(): Promise<string> {
  const { AIDE_TEST_STORAGE: shared } = process.env;
  if (shared) return shared;
  running ??= startAzurite();
  return (await running).connection;
}

/** A storage of its own: nothing of other tests is in it. The prefix opens it again, as a restart would. */
export async function storageForTests(
  prefix = `t${randomBytes(6).toString('hex')}`,
): Promise<Storage & { prefix: string }> {
  return { ...openStorage(await azurite(), { prefix }), prefix };
}

/** Called once, when all tests have run. */
export async function stopAzurite(): Promise<void> {
  if (running) await (await running).stop();
  running = undefined;
}
