import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { GraphFailure, type GraphToken } from './area.ts';
import { createQueue } from './gate.ts';
import { answer, failed, type GraphRequest, type GraphResponse, type Pipeline, requestIds } from './pipeline.ts';

/** https://learn.microsoft.com/graph/json-batching */
const most = 20;
const item = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  method: z.string().transform((method) => method.toUpperCase()),
  url: z.string().min(1),
  headers: z.record(z.string(), z.string()).nullish(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.union([z.string(), z.number()]).transform(String)).nullish(),
});
type Item = z.infer<typeof item>;
const payload = z.object({ requests: z.array(item).min(1) });

interface Part {
  id: string;
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}

/**
 * Answers POST /$batch: each request goes the whole way of a request of its own, at most four at a mailbox at once, and
 * the answers stand in the order in which they were ready.
 * @throws GraphFailure 400 when the batch itself is not in order: then none of its requests runs
 */
export async function answerBatch(
  pipeline: Pipeline,
  outer: GraphRequest,
  token: GraphToken,
): Promise<{ responses: Part[] }> {
  const items = read(outer.body);
  const queue = createQueue();
  const responses: Part[] = [];
  const running = new Map<string, Promise<GraphResponse>>();

  async function run(request: Item): Promise<GraphResponse> {
    const before = await Promise.all((request.dependsOn ?? []).map((id) => running.get(keyOf(id))));
    const broken = before.some((response) => response === undefined || response.status >= 400);
    const headers = headersOf(outer, request);
    const response = broken
      ? failed(
          new GraphFailure(424, 'FailedDependency', 'The request depends on a request that failed.'),
          requestIds(headers),
        )
      : await answer(
          pipeline,
          { method: request.method, url: urlOf(pipeline, request), headers, body: request.body },
          token,
          queue,
        );
    responses.push(await partOf(request.id, response));
    return response;
  }
  // Dependencies stand before what depends on them, so that each finds its promise.
  for (const request of inOrder(items)) running.set(keyOf(request.id), run(request));
  await Promise.all(running.values());
  return { responses };
}

/** Letters' case makes no difference in an id. https://learn.microsoft.com/graph/json-batching */
const keyOf = (id: string) => id.toLowerCase();

function read(body: unknown): Item[] {
  const parsed = payload.safeParse(body);
  if (!parsed.success) throw bad('Invalid batch payload format.');
  const { requests } = parsed.data;
  if (requests.length > most)
    throw bad(`Number of requests in the batch ${requests.length} exceeds the limit ${most}.`);
  const ids = new Set<string>();
  for (const { id, method, url, headers, body: inner } of requests) {
    if (ids.has(keyOf(id))) throw bad(`Request id ${id} is not unique.`);
    ids.add(keyOf(id));
    if (/^\/?(v1\.0\/)?\$batch\b/i.test(url)) throw bad(`Batch request id : ${id} is nested, which is not supported.`);
    const typed = Object.keys(headers ?? {}).some((name) => name.toLowerCase() === 'content-type');
    // A write without a body is refused too, although the same call alone is fine: send {} with it.
    if (/^(POST|PATCH|PUT)$/.test(method) && (!typed || inner === undefined || inner === null))
      throw bad(`Write request id : ${id} does not contain Content-Type header or body.`);
  }
  for (const { id, dependsOn } of requests)
    for (const other of dependsOn ?? [])
      if (!ids.has(keyOf(other))) throw bad(`Request id ${id} depends on ${other}, which is not in the batch.`);
  return requests;
}

/** Topological order; what stands first stays first. @throws GraphFailure 400 for a circle */
function inOrder(items: Item[]): Item[] {
  const byId = new Map(items.map((request) => [keyOf(request.id), request]));
  const done = new Set<Item>();
  const visit = (request: Item, above: Set<Item>) => {
    if (done.has(request)) return;
    if (above.has(request)) throw bad(`Request id ${request.id} depends on itself.`);
    for (const id of request.dependsOn ?? []) visit(byId.get(keyOf(id))!, new Set([...above, request]));
    done.add(request);
  };
  for (const request of items) visit(request, new Set());
  return [...done];
}

function headersOf(outer: GraphRequest, request: Item): Record<string, string> {
  const own = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const id = outer.headers['client-request-id'];
  return { ...(id === undefined ? {} : { 'client-request-id': id }), ...Object.fromEntries(own) };
}

/** Relative as the documentation wants it; a full address of this service works as well. */
function urlOf({ tenant }: Pipeline, { url }: Item): string {
  const relative = url.startsWith(`${tenant.origin}/`) ? url.slice(tenant.origin.length) : url;
  const path = relative.startsWith('/') ? relative : `/${relative}`;
  return path.replace(/^\/v1\.0(?=\/)/i, '');
}

async function partOf(id: string, { status, headers, body }: GraphResponse): Promise<Part> {
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [headerCase(name), value]));
  const bytes = body instanceof Readable ? await buffer(body) : body;
  // What is not JSON travels as base64.
  return {
    id,
    status,
    headers: named,
    ...(bytes === undefined ? {} : { body: Buffer.isBuffer(bytes) ? bytes.toString('base64') : bytes }),
  };
}
const headerCase = (name: string) =>
  name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());

const bad = (message: string) => new GraphFailure(400, 'BadRequest', message);
