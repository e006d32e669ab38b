import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';

/** Waits for a turn; turns come in the order they were asked for. */
export type Pacer = (key: string) => Promise<void>;

/**
 * At most `most` turns within any `within` milliseconds, for each key. The turn is taken at once, the waiting comes after, so that any number may ask.
 * For one process: what others send at the same time meets Graph's 429, which the door waits out.
 */
export function createPacer({ most, within }: { most: number; within: number }): Pacer {
  const taken = new LRUCache<string, number[]>({ max: 10_000 });
  return async (key) => {
    const last = taken.get(key) ?? [];
    const now = Date.now();
    const at = last.length < most ? now : Math.max(now, last[0]! + within);
    taken.set(key, [...last.slice(last.length < most ? 0 : 1), at]);
    if (at > now) await sleep(at - now);
  };
}

/**
 * Four calls a second for each app and channel; a little slower, because what leaves in time may arrive closer together.
 * https://learn.microsoft.com/graph/throttling-limits#microsoft-teams-service-limits
 */
export const channelPace: Pacer = createPacer({ most: 4, within: 1200 });
