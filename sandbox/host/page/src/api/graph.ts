import { type Fetch, requestJson } from './http.ts';

export interface GraphRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
}

/** Graph for the signed-in person. `path` begins behind the version: 'me/calendarView?…'. */
export function createGraph(root: string, token: () => Promise<string>, fetcher: Fetch) {
  const call = async <T>(path: string, request: GraphRequest = {}) =>
    requestJson<T>(fetcher, path.startsWith('http') ? path : `${root}/${path}`, { ...request, token: await token() });
  return {
    call,
    /** Every page of a collection. */
    async all<T>(path: string, request: GraphRequest = {}): Promise<T[]> {
      const items: T[] = [];
      for (let next: string | undefined = path; next; ) {
        const page: { value: T[]; '@odata.nextLink'?: string } = await call(next, request);
        items.push(...page.value);
        next = page['@odata.nextLink'];
      }
      return items;
    },
  };
}
export type Graph = ReturnType<typeof createGraph>;
