import type { Graph } from '../api/graph.ts';
import { HttpError } from '../api/http.ts';

export interface BatchRequest {
  method?: string;
  /** Begins behind the version: 'me/messages/…'. */
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
}
interface Part {
  id: string;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** https://learn.microsoft.com/graph/json-batching */
const most = 20;
/** How often a request that was throttled is sent. */
const attempts = 3;

/**
 * Many requests in few round trips; those that were throttled are sent again after the time that the service asked for.
 * @returns what each answered, in the order of the requests
 * @throws HttpError of the first one that failed, after all were sent
 */
export async function batch<T = unknown>(graph: Graph, requests: readonly BatchRequest[]): Promise<T[]> {
  const parts = new Map<number, Part>();
  for (let from = 0; from < requests.length; from += most) {
    let open = requests.slice(from, from + most).map((_, i) => from + i);
    for (let attempt = 1; open.length > 0; attempt++) {
      const { responses } = await graph.call<{ responses: Part[] }>('$batch', {
        method: 'POST',
        body: { requests: open.map((i) => numbered(i, requests[i]!)) },
      });
      for (const part of responses) parts.set(Number(part.id), part);
      const throttled = responses.filter(({ status }) => status === 429);
      open = attempt < attempts ? throttled.map(({ id }) => Number(id)) : [];
      const waits = throttled.map(({ headers }) => Number(headers?.['Retry-After']) || 1);
      if (open.length > 0) await new Promise((done) => setTimeout(done, Math.min(Math.max(...waits), 30) * 1000));
    }
  }
  return requests.map((_, i) => {
    const part = parts.get(i);
    if (!part || part.status >= 400) throw new HttpError(part?.status ?? 0, part?.body);
    return part.body as T;
  });
}

const numbered = (id: number, { method = 'GET', url, headers, body }: BatchRequest) => ({
  id: String(id),
  method,
  url: `/${url}`,
  headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
  ...(body === undefined ? {} : { body }),
});
