import { type Fetch, requestJson } from './http.ts';

export interface GraphRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
}

export interface Graph {
  /** @param path begins behind the version: 'me/calendarView?…'; or a whole address, as next links are */
  call<T>(path: string, request?: GraphRequest): Promise<T>;
  /** Every page of a collection. */
  all<T>(path: string, request?: GraphRequest): Promise<T[]>;
}

/** Graph for the signed-in person. */
export function createGraph(root: string, token: () => Promise<string>, fetcher: Fetch): Graph {
  const call: Graph['call'] = async (path, request = {}) =>
    requestJson(fetcher, path.startsWith('http') ? path : `${root}/${path}`, { ...request, token: await token() });
  return { call, all: allWith(call) };
}

/** Reads a collection page by page. */
export const allWith =
  (call: Graph['call']): Graph['all'] =>
  async <T>(path: string, request: GraphRequest = {}) => {
    const items: T[] = [];
    for (let next: string | undefined = path; next; ) {
      const page: { value: T[]; '@odata.nextLink'?: string } = await call(next, request);
      items.push(...page.value);
      next = page['@odata.nextLink'];
    }
    return items;
  };
