import { setTimeout as pause } from 'node:timers/promises';
import type { OperationView } from '@aide/contracts/operations';
import { branch } from '../random.ts';
import { type Desk, UnknownOutcome } from './desk.ts';
import { type EndState, endStateOf } from './end-state.ts';
import type { Server } from './server.ts';
import { type Work, worksOf } from './work.ts';
import { startWorld, type World } from './world.ts';

/** When a server is killed. */
interface Kill {
  /** Which of the servers. */
  server: number;
  /** 'startup': before it answers; 'work': while people work with it. */
  during: 'startup' | 'work';
  /** Milliseconds after the process began, or after it was ready. */
  after: number;
}

export interface Run {
  /** How many works each person has done. */
  counts: number[];
  kills: number;
  /** Of these, before the server was ready. */
  inStartup: number;
  works: number;
  operations: number;
  unknown: { mark: string; person: string; why: string }[];
  /** Answers that nobody should get. */
  faults: string[];
  /** By person. */
  endStates: Map<string, EndState>;
  /** Milliseconds. */
  duration: number;
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

/** Mixed work of several people, while Aide is killed and started again on the same storage and port; then what they find. */
export async function run({
  program,
  seed,
  kills,
  processes = 1,
  counts,
  progress = () => {},
}: RunOptions): Promise<Run> {
  const began = Date.now();
  const world = await startWorld({ program, processes });
  const ending = { over: false };
  let killing: Promise<number> | undefined;
  try {
    const unknown: Run['unknown'] = [];
    const working = world.desks.map((desk, person) =>
      workAt(world, desk, person, seed, counts?.[person], ending, unknown),
    );
    // A work that fails ends the run at once.
    const failed = new Promise<never>((_, reject) => {
      for (const one of working) one.catch(reject);
    });
    killing = killAll(world.servers, scheduleOf(seed, kills, processes), ending, progress).then((inStartup) => {
      ending.over = true;
      return inStartup;
    });
    const inStartup = await Promise.race([killing, failed]);
    const done = await Promise.all(working);
    await settle(world, kills > 0 ? hidden : 6_000);
    const endStates = new Map<string, EndState>();
    for (const { user } of world.desks)
      endStates.set(user.displayName, await endStateOf(world.sandbox, user.displayName));
    return {
      counts: done,
      kills,
      inStartup,
      works: done.reduce((a, b) => a + b, 0),
      operations: world.desks.reduce((sum, { keys }) => sum + keys.length, 0),
      unknown,
      faults: world.desks.flatMap(({ user, faults }) => faults.map((fault) => `${user.displayName}, ${fault}`)),
      endStates,
      duration: Date.now() - began,
    };
  } finally {
    ending.over = true;
    await killing?.catch(() => undefined);
    await world.stop();
  }
}

/** @returns how many works were done */
async function workAt(
  { place }: World,
  desk: Desk,
  person: number,
  seed: number,
  count: number | undefined,
  ending: { over: boolean },
  unknown: Run['unknown'],
): Promise<number> {
  let done = 0;
  for (const work of worksOf(seed, person, 5)) {
    if (count === undefined ? ending.over : done >= count) break;
    await doWork(work, desk, place, unknown);
    done++;
  }
  return done;
}

async function doWork(work: Work, desk: Desk, place: World['place'], unknown: Run['unknown']): Promise<void> {
  try {
    await work.do(desk, place);
  } catch (error) {
    if (!(error instanceof UnknownOutcome))
      throw new Error(`${work.kind} of ${desk.user.displayName}: ${(error as Error).message}`, { cause: error });
    unknown.push({ mark: work.mark, person: desk.user.displayName, why: whyOf(error.operation) });
  }
}

const whyOf = ({ action, problem }: OperationView) => `${action}: ${problem?.detail ?? ''}`;

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

/** Milliseconds for which the queue hides what a dead server had in hand, and some more. */
const hidden = 42_000;

/**
 * Until nothing is on its way any more: mail on hold, plans whose time has come, what dead servers left to be looked after.
 * @param quiet ms in which nothing has happened
 */
async function settle({ sandbox, desks }: World, quiet: number): Promise<void> {
  sandbox.tenant.clock.advance('PT1H');
  let before = '';
  for (let since = Date.now(), tries = 0; Date.now() - since < quiet; tries++) {
    if (tries > 200) throw new Error('it does not come to rest');
    await pause(1500);
    const writes = sandbox.tenant.traffic.list().filter(({ method, url }) => method !== 'GET' && !/\$batch/.test(url));
    const now = `${writes.at(-1)?.id} ${await openOf(desks)}`;
    if (now !== before || !now.endsWith(' 0')) since = Date.now();
    before = now;
  }
}

/** Operations that have not ended. */
async function openOf(desks: Desk[]): Promise<number> {
  const open = await Promise.all(desks.map((desk) => desk.open()));
  return open.reduce((a, b) => a + b, 0);
}
