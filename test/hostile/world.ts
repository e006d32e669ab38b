import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createLog } from '../../bot/log.ts';
import { freePort } from '../../scripts/azurite.mjs';
import { type AideForTests, startAide } from '../support/aide.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { catchReplies, type Reply } from './replies.ts';
import { aimAt, type Target } from './target.ts';

/** Aide in this process, with everything that it says kept. */
export interface HostileWorld {
  sandbox: SandboxForTests;
  aide: AideForTests;
  target: Target;
  /** What Aide said in chat, oldest first. */
  replies: Reply[];
  /** Everything that was logged and not taken by `logged`. */
  logText(): string;
  /** Lines of the log since the last time. */
  logged(): Record<string, unknown>[];
  /** Rejections and exceptions that nobody handled. */
  crashes: unknown[];
  stop(): Promise<void>;
}

/** What `npm test` shoots at. Replies to people are taken and thrown away: whom they reach, others test. */
export async function startHostileWorld(
  env: NodeJS.ProcessEnv = {},
  { level }: { level?: string } = {},
): Promise<HostileWorld> {
  const crashes: unknown[] = [];
  const noted = (error: unknown) => void crashes.push(error);
  process.on('unhandledRejection', noted);
  process.on('uncaughtException', noted);
  const url = `http://127.0.0.1:${await freePort()}`;
  const sandbox = await startSandbox({ aide: { ...aideForTests, url }, teams: { rateLimits: false } });
  const { log, logged, text } = logInMemory(level);
  // So generous that what is tried is what comes after the limit.
  const aide = await startAide(sandbox, { log, env: { AIDE_REQUESTS_PER_MINUTE: '1000000', ...env } });
  const { replies } = catchReplies(sandbox.sandbox);
  const target = await aimAt(url, sandbox);
  return {
    sandbox,
    aide,
    target,
    replies,
    logged,
    logText: text,
    crashes,
    async stop() {
      process.off('unhandledRejection', noted);
      process.off('uncaughtException', noted);
      await aide.stop();
      await sandbox.stop();
    },
  };
}

/** Aide's own logger, whose lines go to the test. @param level as in production unless told */
export function logInMemory(level = 'info') {
  let text = '';
  const stream = new Writable({
    write(chunk, _, done) {
      text += chunk;
      done();
    },
  });
  return {
    log: createLog(level, stream),
    text: () => text,
    logged() {
      const lines = text.split('\n').filter(Boolean);
      text = '';
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}

/** Faults of Aide's own, as its log tells them: chat answers them with words, not with a status. */
export const ownFaults = (lines: Record<string, unknown>[]): string[] =>
  lines.filter(({ level }) => Number(level) >= pino.levels.values.error!).map((line) => JSON.stringify(line));
