import { LRUCache } from 'lru-cache';

/** How much one person may ask for: a bucket of tokens that fills up again all the time. */
export interface RateLimit {
  /** Takes a token. @returns what is in the way; undefined: nothing is */
  take(person: { tenantId: string; userId: string }): Refusal | undefined;
}

export interface Refusal {
  /** Whole seconds until there is a token again. */
  retryAfter: number;
  /** Nothing was refused since the bucket was last half full: only then need it be said. */
  first: boolean;
}

interface Bucket {
  tokens: number;
  /** Milliseconds. */
  at: number;
  told: boolean;
}

/** People whose buckets are kept; of who was away longest it is full again. */
const mostPeople = 20_000;

/**
 * Of one process, in memory. Shared buckets would cost each request a write to the storage, which is the very thing to be spared;
 * of N processes somebody gets N times as much, and what must not happen twice the ledger holds, whoever asks how often.
 * @param perMinute requests in a minute, which may all come at once
 * @param now milliseconds
 */
export function createRateLimit({ perMinute, now = Date.now }: { perMinute: number; now?: () => number }): RateLimit {
  const buckets = new LRUCache<string, Bucket>({ max: mostPeople });
  const perMs = perMinute / 60_000;
  return {
    take({ tenantId, userId }) {
      const key = `${tenantId}.${userId}`;
      const time = now();
      const bucket = buckets.get(key) ?? { tokens: perMinute, at: time, told: false };
      // A clock that was set back fills nothing.
      bucket.tokens = Math.min(perMinute, bucket.tokens + Math.max(0, time - bucket.at) * perMs);
      bucket.at = time;
      buckets.set(key, bucket);
      if (bucket.tokens >= perMinute / 2) bucket.told = false;
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return undefined;
      }
      const first = !bucket.told;
      bucket.told = true;
      return { retryAfter: Math.max(1, Math.ceil((1 - bucket.tokens) / perMs / 1000)), first };
    },
  };
}
