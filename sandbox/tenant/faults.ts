import { z } from 'zod';

/** A fault asked for by POST /sandbox/faults: what it matches, and what happens instead of an answer. */
export const fault = z.object({
  match: z
    .object({
      method: z.string().optional(),
      /** Regular expression, tried on the path with its query, e.g. '^/v1.0/me/events'. */
      path: z.string().optional(),
      /** Object id or userPrincipalName of the person the token is for. */
      user: z.string().optional(),
      /** Client id of the app that calls. */
      app: z.string().optional(),
    })
    .default({}),
  kind: z.enum(['status', 'latency', 'drop', 'claims', 'consent']),
  status: z.number().int().min(100).max(599).optional(),
  /** Seconds. */
  retryAfter: z.number().min(0).optional(),
  /** Latency in milliseconds. */
  ms: z.number().min(0).max(600_000).optional(),
  /** How often; absent = until cleared. */
  times: z.number().int().positive().optional(),
});
export type Fault = z.infer<typeof fault>;

export interface Faults {
  add(faults: Fault[]): void;
  clear(): void;
  list(): Fault[];
  /** The first fault that fits this call, counted down. `path` is the path with its query. */
  take(call: {
    method: string;
    path: string;
    userId?: string;
    userPrincipalName?: string;
    appId?: string;
  }): Fault | undefined;
}

export function createFaults(): Faults {
  let faults: (Fault & { pattern?: RegExp })[] = [];
  return {
    add(more) {
      faults.push(
        ...more.map((f) => ({ ...f, pattern: f.match.path === undefined ? undefined : new RegExp(f.match.path) })),
      );
    },
    clear() {
      faults = [];
    },
    list: () => faults.map(({ pattern: _, ...f }) => f),
    take({ method, path, userId, userPrincipalName, appId }) {
      const found = faults.find(
        (f) =>
          (f.match.method === undefined || f.match.method.toUpperCase() === method.toUpperCase()) &&
          (f.pattern === undefined || f.pattern.test(path)) &&
          (f.match.app === undefined || f.match.app === appId) &&
          (f.match.user === undefined ||
            f.match.user === userId ||
            f.match.user.toLowerCase() === userPrincipalName?.toLowerCase()),
      );
      if (found?.times !== undefined && --found.times === 0) faults.splice(faults.indexOf(found), 1);
      return found;
    },
  };
}
