import { GraphFailure } from './area.ts';

/** Outlook's limit of concurrent calls, for each app and mailbox. https://learn.microsoft.com/graph/throttling-limits */
export const mailboxConcurrency = 4;

export interface Gate {
  /** Runs `work` while it counts as one call; the fifth at the same time is refused with 429. */
  pass<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export function createGate(limit = mailboxConcurrency): Gate {
  const inside = new Map<string, number>();
  return {
    async pass(key, work) {
      const count = inside.get(key) ?? 0;
      if (count >= limit)
        throw new GraphFailure(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', {
          'retry-after': '1',
        });
      inside.set(key, count + 1);
      try {
        return await work();
      } finally {
        const left = (inside.get(key) ?? 1) - 1;
        if (left === 0) inside.delete(key);
        else inside.set(key, left);
      }
    },
  };
}

/** The same limit, but the fifth waits its turn: what Graph does with the requests inside one $batch. */
export function createQueue(limit = mailboxConcurrency): Gate {
  const lanes = new Map<string, { inside: number; waiting: (() => void)[] }>();
  return {
    async pass(key, work) {
      const lane = lanes.get(key) ?? { inside: 0, waiting: [] };
      lanes.set(key, lane);
      if (lane.inside >= limit) await new Promise<void>((go) => lane.waiting.push(go));
      else lane.inside++;
      try {
        return await work();
      } finally {
        // The place goes straight to the next in line, so that nobody slips in between.
        const next = lane.waiting.shift();
        if (next) next();
        else lane.inside--;
      }
    },
  };
}
