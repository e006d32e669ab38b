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
  /** garbled: an answer that is none, e.g. the page of a proxy in the place of JSON. */
  kind: z.enum(['status', 'latency', 'drop', 'claims', 'consent', 'garbled']),
  /** drop, latency, garbled: before the call is carried out, or after it. Default: latency before, the others after. */
  when: z.enum(['before', 'after']).optional(),
  /** garbled: the Content-Type and the text; default an HTML page. `status` is its status, default 200. */
  contentType: z.string().max(200).optional(),
  body: z.string().max(10_000).optional(),
  status: z.number().int().min(100).max(599).optional(),
  /** Seconds. */
  retryAfter: z.number().min(0).optional(),
  /** Latency in milliseconds. */
  ms: z.number().min(0).max(600_000).optional(),
  /** How often; absent = until cleared. */
  times: z.number().int().positive().optional(),
  /** Of the calls that fit, each how-manieth: 2 = every other one, beginning with the first. Absent = each. */
  every: z.number().int().min(1).max(1000).optional(),
  /** Of the calls that fit, about this part, by lot: 0.5 = half of them. Absent = all. */
  share: z.number().gt(0).max(1).optional(),
  /** Entra ID's token endpoint, kind `status`: the number after AADSTS, e.g. 50173. */
  code: z.number().int().positive().optional(),
});
export type Fault = z.infer<typeof fault>;

export interface Faults {
  add(faults: Fault[]): void;
  clear(): void;
  list(): Fault[];
  /** The first fault that fits this call, counted down. */
  take(call: FaultyCall): Fault | undefined;
}

export interface FaultyCall {
  method: string;
  /** With its query. */
  path: string;
  userId?: string;
  userPrincipalName?: string;
  appId?: string;
  /** A $batch is met as a whole only by a fault whose path names it; any other meets its requests one by one. */
  batch?: boolean;
}

/** @param random from 0 to 1, for faults that meet by lot */
export function createFaults(random: () => number = Math.random): Faults {
  let faults: (Fault & { pattern?: RegExp; seen: number })[] = [];
  return {
    add(more) {
      faults.push(
        ...more.map((f) => ({
          ...f,
          pattern: f.match.path === undefined ? undefined : new RegExp(f.match.path),
          seen: 0,
        })),
      );
    },
    clear() {
      faults = [];
    },
    list: () => faults.map(({ pattern: _, seen: __, ...f }) => f),
    take({ method, path, userId, userPrincipalName, appId, batch = false }) {
      const found = faults.find(
        (f) =>
          (!batch || f.match.path?.includes('$batch') === true) &&
          (f.match.method === undefined || f.match.method.toUpperCase() === method.toUpperCase()) &&
          (f.pattern === undefined || f.pattern.test(path)) &&
          (f.match.app === undefined || f.match.app === appId) &&
          (f.match.user === undefined ||
            f.match.user === userId ||
            f.match.user.toLowerCase() === userPrincipalName?.toLowerCase()) &&
          // Counted only when all the rest fits; who is passed over leaves the call to the next fault.
          f.seen++ % (f.every ?? 1) === 0 &&
          (f.share === undefined || random() < f.share),
      );
      if (found?.times !== undefined && --found.times === 0) faults.splice(faults.indexOf(found), 1);
      return found;
    },
  };
}
