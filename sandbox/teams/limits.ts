/** So many calls in so many seconds. */
export type Window = readonly [calls: number, seconds: number];

/** A bot in one thread. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
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

/** An app at Graph. https://learn.microsoft.com/graph/throttling-limits#microsoft-teams-service-limits */
export const graphLimits = {
  /** All calls for one team or channel. */
  channel: [[4, 1]],
  /** Messages in one channel. */
  channelPosts: [[3000, 86_400]],
  /** Messages in all channels of a tenant, and in all of its chats. */
  channelPostsOfTenant: [[50, 1]],
  chatPostsOfTenant: [[20, 1]],
} as const;

/** Counts calls. */
export interface Limits {
  /**
   * Counts this call, when no window is full.
   * @returns 0, or the seconds until one more would be taken
   */
  count(key: string, windows: readonly Window[]): number;
}

export const noLimits: Limits = { count: () => 0 };

/** @param now milliseconds that only go forward */
export function createLimits(now: () => number = () => performance.now()): Limits {
  const calls = new Map<string, number[]>();
  return {
    count(key, windows) {
      const longest = Math.max(...windows.map(([, seconds]) => seconds));
      const time = now();
      const past = (calls.get(key) ?? []).filter((t) => t > time - longest * 1000);
      calls.set(key, past);
      for (const [allowed, seconds] of windows) {
        const first = past[past.length - allowed];
        const free = first === undefined ? 0 : first + seconds * 1000 - time;
        if (free > 0) return Math.ceil(free / 1000);
      }
      past.push(time);
      return 0;
    },
  };
}
