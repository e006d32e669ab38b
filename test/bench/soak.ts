import { setTimeout as wait } from 'node:timers/promises';
import { createDriver, type Driver } from './driver.ts';
import { signEverybodyIn } from './signed-in.ts';
import type { World } from './world.ts';

/** Heap of Aide over a long run of mixed turns. */
export interface Soak {
  turns: number;
  /** Bytes after a garbage collection, at equal times after the warm-up. */
  heap: number[];
  /** By how much it grows, bytes per 1,000 turns: the slope of the straight line that fits best. */
  slope: number;
  /** Growth over the whole run, as a part of what was there at its beginning. */
  growth: number;
}

/** Grown by more than this in the whole run, it grows. */
export const mostGrowth = 0.05;

const sentences = ['help', "what's on tomorrow", 'find 30 minutes with Alex Wilber tomorrow', 'tasks', 'I want a pony'];

/**
 * Drives mixed turns and looks at what stays in memory. Caches that are bounded fill in the warm-up, which is a fifth of the time.
 * @param seconds how long
 */
export async function soak(world: World, seconds: number, samples = 20): Promise<Soak> {
  await signEverybodyIn(world);
  const aide = await world.startAide({}, { args: ['--expose-gc'] });
  const drivers = await Promise.all(sentences.map((text) => createDriver(world, text)));
  const round = 10;
  let turns = 0;
  const until = async (end: number) => {
    do {
      for (const driver of drivers) turns += await driven(driver, aide.url, round);
    } while (performance.now() < end);
  };
  const begun = performance.now();
  const at = (part: number) => begun + seconds * 1000 * part;
  await until(at(0.2));
  const warm = turns;
  const heap: number[] = [];
  const done: number[] = [];
  for (let i = 1; i <= samples; i++) {
    await until(at(0.2 + (0.8 * i) / samples));
    // What was answered is still being written down.
    await wait(200);
    heap.push((await aide.usage()).heap);
    done.push(turns - warm);
  }
  await aide.stop();
  const slope = slopeOf(done, heap);
  return { turns, heap, slope: slope * 1000, growth: (slope * (turns - warm)) / (heap[0] ?? 1) };
}

async function driven(driver: Driver, url: string, turns: number): Promise<number> {
  await driver.drive(url, turns, 4);
  return turns;
}

/** Least squares. */
export function slopeOf(xs: number[], ys: number[]): number {
  const mean = (of: number[]) => of.reduce((sum, n) => sum + n, 0) / of.length;
  const [x, y] = [mean(xs), mean(ys)];
  const over = xs.reduce((sum, one, i) => sum + (one - x) * ((ys[i] ?? 0) - y), 0);
  const under = xs.reduce((sum, one) => sum + (one - x) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

export const soakText = ({ turns, heap, slope, growth }: Soak): string => {
  const mb = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  return [
    `${turns} turns; heap after garbage collection: ${heap.map(mb).join(', ')}`,
    `slope ${mb(slope)} per 1,000 turns, ${(growth * 100).toFixed(1)} % over the run: ${
      growth <= mostGrowth ? 'it does not grow' : 'IT GROWS'
    }`,
  ].join('\n');
};
