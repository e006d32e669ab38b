import { type Fetch, requestJson } from './http.ts';

/** GET /sandbox/tenant: whom one can be here. */
export interface TenantInfo {
  tenantId: string;
  graph: string;
  apps: { aide: { clientId: string } };
  /** The first of them, and whoever was asked for. */
  people: Person[];
  /** All of them. */
  peopleCount: number;
}

export interface Person {
  id: string;
  userPrincipalName: string;
  displayName: string;
  password: string;
  /** IANA name. */
  timeZone: string;
  jobTitle?: string;
  /** May decide about the organisation's apps. */
  isAdmin?: boolean;
}

/** One Graph call as the traffic view shows it. */
export interface TrafficEntry {
  id: number;
  /** ISO 8601. */
  time: string;
  method: string;
  path: string;
  status: number;
  /** Milliseconds. */
  duration: number;
  app?: string;
  user?: string;
  scopes?: string[] | string;
}

export interface Fault {
  match: { method?: string; path?: string; user?: string; app?: string };
  kind: 'status' | 'latency' | 'drop' | 'claims' | 'consent';
  status?: number;
  /** Seconds. */
  retryAfter?: number;
  /** Milliseconds. */
  ms?: number;
  times?: number;
}

/** The sandbox's own endpoints, which need no token. */
export function createSandboxApi(origin: string, fetcher: Fetch) {
  const call = <T>(method: string, path: string, body?: unknown) =>
    requestJson<T>(fetcher, `${origin}/sandbox/${path}`, { method, body });
  return {
    /** @param as userPrincipalName of somebody who is to be among the people */
    async tenant(as?: string): Promise<TenantInfo> {
      const [tenant, administrators] = await Promise.all([
        call<TenantInfo>('GET', as === undefined ? 'tenant' : `tenant?as=${encodeURIComponent(as)}`),
        call<string[]>('GET', 'administrators'),
      ]);
      const people = tenant.people.map((p) => (administrators.includes(p.id) ? { ...p, isAdmin: true } : p));
      return { ...tenant, people };
    },
    /** At most 200 of those whose name, title or address has these words. */
    people: (search: string) => call<Person[]>('GET', `people?search=${encodeURIComponent(search)}`),
    clock: () => call<{ now: string }>('GET', 'clock'),
    /** @param change an instant, or an ISO 8601 duration to advance by */
    moveClock: (change: { now: string } | { advance: string }) => call<{ now: string }>('POST', 'clock', change),
    traffic: () => call<TrafficEntry[]>('GET', 'traffic'),
    faults: () => call<Fault[]>('GET', 'faults'),
    addFaults: (faults: Fault[]) => call<unknown>('POST', 'faults', faults),
    clearFaults: () => call<unknown>('DELETE', 'faults'),
    reset: () => call<unknown>('POST', 'reset'),
  };
}
export type SandboxApi = ReturnType<typeof createSandboxApi>;
