import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { answering, startProgram } from '../../../scripts/processes.mjs';
import { ensureBuilt } from '../../support/built.ts';

const root = join(import.meta.dirname, '../../..');

/** Aide as it is deployed: the built server, a process of its own. */
export interface Server {
  /** Begins; `ready` says when it answers. */
  start(): void;
  /** @throws when it stopped by itself */
  ready(): Promise<void>;
  /** SIGKILL, at once; resolves when it is gone. */
  kill(): Promise<void>;
}

export function createServer(options: { program: string; env: NodeJS.ProcessEnv; url: string; log: string }): Server {
  let running: ReturnType<typeof startProgram> | undefined;
  return {
    start() {
      running = startProgram('Aide', [options.program], options.env, options.log);
    },
    async ready() {
      if (running) await answering(`${options.url}/readyz`, running);
    },
    async kill() {
      const child = running?.child;
      running = undefined;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/**
 * A copy of the built server, beside the original, so that it finds its packages and pages: what is built meanwhile does not change what
 * is tested.
 */
export async function copyOfServer(): Promise<{ program: string; remove(): Promise<void> }> {
  await ensureBuilt('bot/dist');
  const program = join(root, `bot/dist/under-test-${randomUUID()}.js`);
  await copyFile(join(root, 'bot/dist/index.js'), program);
  return { program, remove: () => rm(program, { force: true }) };
}
