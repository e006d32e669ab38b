import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/bootstrap.mjs';
import type { Cleanup } from './cleanup.ts';

export interface Usage {
  /** Microseconds of CPU since the process began. */
  cpu: number;
  /** Bytes. */
  rss: number;
  /** Bytes; of what is needed only, when node was given --expose-gc. */
  heap: number;
}

/** A program that is measured from outside, in a process of its own. */
export interface Server {
  name: string;
  /** 'http://127.0.0.1:<port>' */
  url: string;
  /** Milliseconds from spawn to the first right answer. */
  startup: number;
  usage(): Promise<Usage>;
  /** Where its log is. */
  logFile: string;
  /** The end of its log. */
  lastWords(): string;
  stop(): Promise<void>;
}

export interface Program {
  name: string;
  /** What node is given. */
  args: string[];
  env: NodeJS.ProcessEnv;
  url: string;
  /** What is asked for, and the status that means it is up: ['/readyz', 200]. */
  ready: [path: string, status: number];
  /** What it says goes there. */
  logFile: string;
}

const patience = 30_000;

/** @throws Error with the program's last words when it does not come up */
export async function startServer(program: Program, cleanup: Cleanup): Promise<Server> {
  const { name, args, env, url, logFile } = program;
  const usageModule = pathToFileURL(join(import.meta.dirname, 'usage.mjs')).href;
  const log = openSync(logFile, 'w');
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', usageModule, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const server: Server = {
    name,
    url,
    startup: 0,
    logFile,
    async usage() {
      const answer = once(child, 'message');
      child.send('usage');
      return (await answer)[0] as Usage;
    },
    lastWords: () => readFileSync(logFile, 'utf8').slice(-3000),
    async stop() {
      if (hasEnded(child)) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
  cleanup.add(server.stop);
  try {
    await answering(program, child);
  } catch (error) {
    throw new Error(`${name} ${(error as Error).message}:\n${server.lastWords()}`);
  }
  server.startup = performance.now() - begun;
  return server;
}

async function answering({ url, ready: [path, status] }: Program, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (hasEnded(child)) throw new Error('stopped');
    const answer = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === status) return;
    await wait(10);
  }
  throw new Error('does not answer');
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
