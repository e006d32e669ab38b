import { TeamsFailure } from './failure.ts';

/** Calls per seconds. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
export const threadLimits = {
  send: [
    [7, 1],
    [8, 2],
    [60, 30],
    [1800, 3600],
  ],
  read: [
    [14, 1],
    [16, 2],
    [120, 30],
    [3600, 3600],
  ],
} as const;

/** Counts the calls of each bot in each thread. */
export interface Limits {
  /** Counts this call. @throws 429 with Retry-After (seconds) when a window is full */
  count(kind: keyof typeof threadLimits, thread: string): void;
}

export const noLimits: Limits = { count: () => {} };

/** @param now milliseconds that only go forward */
export function createLimits(now: () => number = () => performance.now()): Limits {
  const calls = new Map<string, number[]>();
  return {
    count(kind, thread) {
      const key = `${kind}|${thread}`;
      const windows = threadLimits[kind];
      const longest = windows[windows.length - 1]!;
      const time = now();
      const past = (calls.get(key) ?? []).filter((t) => t > time - longest[1] * 1000);
      calls.set(key, past);
      for (const [allowed, seconds] of windows) {
        const first = past[past.length - allowed];
        const free = first === undefined ? 0 : first + seconds * 1000 - time;
        if (free > 0) {
          const retryAfter = String(Math.ceil(free / 1000));
          throw new TeamsFailure(429, 'TooManyRequests', 'API calls quota exceeded.', { 'retry-after': retryAfter });
        }
      }
      past.push(time);
    },
  };
}
