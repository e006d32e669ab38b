import { setTimeout as pause } from 'node:timers/promises';
import { branch } from '../random.ts';
import { atWork, type Outcome } from '../work/people.ts';
import type { Server } from '../work/server.ts';
import { startWorld } from '../work/world.ts';

/** When a server is killed. */
interface Kill {
  /** Which of the servers. */
  server: number;
  /** 'startup': before it answers; 'work': while people work with it. */
  during: 'startup' | 'work';
  /** Milliseconds after the process began, or after it was ready. */
  after: number;
}

export interface Run extends Outcome {
  kills: number;
  /** Of these, before the server was ready. */
  inStartup: number;
}

export interface RunOptions {
  program: string;
  seed: number;
  /** Kills; 0: the run that it is compared with. */
  kills: number;
  processes?: number;
  /** How many works each person does; absent: new ones until the kills are over. */
  counts?: number[];
  progress?(text: string): void;
}

/** The schedule of a seed: two of five in the startup, the others at work; every length between a blink and some works. */
export function scheduleOf(seed: number, kills: number, processes: number): Kill[] {
  const next = branch(seed, 'kills');
  return Array.from({ length: kills }, () => {
    const server = Math.floor(next() * processes);
    return next() < 0.4
      ? { server, during: 'startup', after: Math.round(next() * 900) }
      : { server, during: 'work', after: Math.round(30 + next() ** 2 * 2500) };
  });
}

/** Milliseconds that a Graph call takes at least, before it is carried out and after it: wide windows to be killed in. */
const latency = 60;

/** Mixed work of several people, while Aide is killed and started again on the same storage and port; then what they find. */
export async function run({
  program,
  seed,
  kills,
  processes = 1,
  counts,
  progress = () => {},
}: RunOptions): Promise<Run> {
  const world = await startWorld({ program, processes, log: 'kills', leaseSeconds: 2 });
  try {
    const match = { path: '^/v1\\.0/', app: world.sandbox.tenant.aide.clientId };
    world.sandbox.tenant.faults.add([
      { match, kind: 'latency', ms: latency, when: 'after', every: 2 },
      { match, kind: 'latency', ms: latency },
    ]);
    let inStartup = 0;
    const outcome = await atWork(world, {
      seed,
      counts,
      async meanwhile(ending) {
        inStartup = await killAll(world.servers, scheduleOf(seed, kills, processes), ending, progress);
      },
    });
    return { ...outcome, kills, inStartup };
  } finally {
    await world.stop();
  }
}

/**
 * Each server lives as long as its schedule says, and is started again at once: a kill at work is one, a kill in the startup takes
 * the server that runs with it and is two. @returns how many were killed while they started
 */
async function killAll(
  servers: Server[],
  schedule: Kill[],
  ending: { over: boolean },
  progress: (text: string) => void,
): Promise<number> {
  let inStartup = 0;
  let done = 0;
  for (const { server: at, during, after } of schedule) {
    const server = servers[at]!;
    if (ending.over || done >= schedule.length) break;
    if (during === 'startup') {
      // The one that runs dies at once, its successor before it stands.
      await server.kill();
      server.start();
      inStartup++;
      done++;
    }
    await pause(after);
    await server.kill();
    server.start();
    done++;
    await server.ready();
    progress(`${done} of ${schedule.length} kills`);
  }
  return inStartup;
}
