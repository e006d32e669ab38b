import { setTimeout as pause } from 'node:timers/promises';
import type { OperationView } from '@aide/contracts/operations';
import type { Desk } from './desk.ts';
import { type EndState, endStateOf } from './end-state.ts';
import { UnknownOutcome } from './patience.ts';
import type { Told } from './told.ts';
import { type Work, worksOf } from './works.ts';
import { people, type World } from './world.ts';

/** What became of several people's work. */
export interface Outcome {
  /** How many works each person has done. */
  counts: number[];
  works: number;
  operations: number;
  unknown: { mark: string; person: string; why: string }[];
  /** Answers that nobody should get. */
  faults: string[];
  /** What people read instead of what they had asked for. */
  told: Told;
  /** By person. */
  endStates: Map<string, EndState>;
  /** Milliseconds. */
  duration: number;
}

export interface WorkOptions {
  seed: number;
  /** How many works each person does; absent: new ones until what happens meanwhile is over. */
  counts?: number[] | undefined;
  /** What happens to them while they work. It ends early when `ending` is over. */
  meanwhile(ending: { over: boolean }): Promise<void>;
}

/** Mixed work of several people; then, when it has come to rest, what they find. */
export async function atWork(world: World, { seed, counts, meanwhile }: WorkOptions): Promise<Outcome> {
  const began = Date.now();
  const ending = { over: false };
  const happening = meanwhile(ending);
  try {
    const unknown: Outcome['unknown'] = [];
    const working = world.desks.map((desk, person) =>
      workAt(world, desk, person, seed, counts?.[person], ending, unknown),
    );
    // A work that fails ends the run at once.
    const failed = new Promise<never>((_, reject) => {
      for (const one of working) one.catch(reject);
    });
    await Promise.race([happening, failed]);
    ending.over = true;
    const done = await Promise.all(working);
    await settle(world);
    const endStates = new Map<string, EndState>();
    for (const { user } of world.desks)
      endStates.set(user.displayName, await endStateOf(world.sandbox, user.displayName));
    const told: Told = new Map();
    for (const desk of world.desks)
      for (const [what, times] of desk.told) told.set(what, (told.get(what) ?? 0) + times);
    return {
      counts: done,
      works: done.reduce((a, b) => a + b, 0),
      operations: world.desks.reduce((sum, { keys }) => sum + keys.length, 0),
      unknown,
      faults: world.desks.flatMap(({ user, faults }) => faults.map((fault) => `${user.displayName}, ${fault}`)),
      told,
      endStates,
      duration: Date.now() - began,
    };
  } finally {
    ending.over = true;
    await happening.catch(() => undefined);
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
  unknown: Outcome['unknown'],
): Promise<number> {
  let done = 0;
  for (const work of worksOf(seed, person, people.length)) {
    if (count === undefined ? ending.over : done >= count) break;
    await doWork(work, desk, place, unknown);
    done++;
  }
  return done;
}

async function doWork(work: Work, desk: Desk, place: World['place'], unknown: Outcome['unknown']): Promise<void> {
  try {
    await work.do(desk, place);
  } catch (error) {
    if (!(error instanceof UnknownOutcome))
      throw new Error(`${work.kind} of ${desk.user.displayName}: ${(error as Error).message}`, { cause: error });
    unknown.push({ mark: work.mark, person: desk.user.displayName, why: whyOf(error.operation) });
  }
}

const whyOf = ({ action, problem }: OperationView) => `${action}: ${problem?.detail ?? ''}`;

/** Milliseconds in which nothing has happened. */
const quiet = 3_000;

/** Until nothing is on its way any more: mail on hold, plans whose time has come, what was left to be looked after. */
async function settle({ sandbox, desks, waiting }: World): Promise<void> {
  sandbox.tenant.clock.advance('PT1H');
  let before = '';
  for (let since = Date.now(), tries = 0; Date.now() - since < quiet; tries++) {
    if (tries > 600) throw new Error(`it does not come to rest: ${before}`);
    await pause(1000);
    const writes = sandbox.tenant.traffic.list().filter(({ method, url }) => method !== 'GET' && !/\$batch/.test(url));
    const open = (await openOf(desks)) + (await waiting());
    const now = `${writes.at(-1)?.id} ${open}`;
    if (now !== before || open > 0) since = Date.now();
    before = now;
  }
}

/** Operations that have not ended. */
async function openOf(desks: Desk[]): Promise<number> {
  const open = await Promise.all(desks.map((desk) => desk.open()));
  return open.reduce((a, b) => a + b, 0);
}
