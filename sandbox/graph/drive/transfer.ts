import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { errorBody, internal } from '../errors.ts';
import { requestIds } from '../pipeline.ts';
import { blobsOf } from './blobs.ts';
import { itemNotFound } from './faults.ts';
import { driveTables } from './model.ts';
import { renderItem } from './render.ts';
import { drawThumbnail } from './thumbnails.ts';
import { isTicket } from './tickets.ts';
import { liveItem } from './tree.ts';
import { cancelUpload, commit, progressOf, takeRange, uploadSession } from './uploads.ts';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: object | Readable;
}
type Handle = (request: FastifyRequest, headers: Record<string, string>) => Answer | Promise<Answer>;

/**
 * The addresses outside of Graph that Graph hands out: a file's download, an upload session, the monitor of a copy. They
 * carry their own right (`tempauth`) and need no token; an upload session answers 401 to one that comes with it.
 * @see https://learn.microsoft.com/graph/api/driveitem-createuploadsession
 */
export function registerTransfers(app: FastifyInstance, tenant: Tenant): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', async (_request: FastifyRequest, payload: Readable) => payload);
  const route = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, handle: Handle) =>
    app.route({ method, url, handler: (request, reply) => serve(tenant, request, reply, handle) });

  const idOf = ({ params }: FastifyRequest) => (params as { id: string }).id;
  const session = (request: FastifyRequest) => {
    if (request.headers.authorization !== undefined) throw unauthenticated();
    requireTicket(tenant, request, `upload:${idOf(request)}`);
    return uploadSession(tenant, idOf(request));
  };
  const path = '/_api/v2.0/uploadSession/:id';
  const finished = ({ item, created }: Awaited<ReturnType<typeof commit>>): Answer => ({
    status: created ? 201 : 200,
    body: renderItem(tenant, item),
  });
  route('PUT', path, async (request, headers) => {
    const done = await takeRange(tenant, session(request), headers, request.body as Readable);
    return done ? finished(done) : { status: 202, body: progressOf(uploadSession(tenant, idOf(request))) };
  });
  route('POST', path, async (request) => finished(await commit(tenant, session(request))));
  route('GET', path, (request) => ({ status: 200, body: progressOf(session(request)) }));
  route('DELETE', path, async (request) => {
    await cancelUpload(tenant, session(request));
    return { status: 204 };
  });
  route('GET', '/_api/v2.0/monitor/:id', (request) => {
    requireTicket(tenant, request, `monitor:${idOf(request)}`);
    return monitored(tenant, idOf(request));
  });
  route('GET', '/_layouts/15/download.aspx', (request, headers) => download(tenant, request, headers));
  route('GET', '/_layouts/15/getpreview.ashx', (request) => preview(tenant, request));
}

const queryOf = ({ query }: FastifyRequest) => query as Record<string, string | undefined>;

const unauthenticated = () =>
  new GraphFailure(401, 'unauthenticated', 'The caller is not authenticated.', {}, 'invalidToken');

/** @throws GraphFailure 401 for one that is not ours or has run out */
function requireTicket(tenant: Tenant, request: FastifyRequest, subject: string): void {
  if (!isTicket(tenant, subject, queryOf(request).tempauth ?? '')) throw unauthenticated();
}

/** @see https://learn.microsoft.com/graph/long-running-actions-overview */
function monitored(tenant: Tenant, id: string): Answer {
  const { monitors } = driveTables(tenant);
  const monitor = monitors.get(id);
  if (!monitor) throw itemNotFound();
  const { id: _id, ...body } = monitor;
  // The job is queued: whoever looks at once finds it waiting.
  if (monitor.status === 'notStarted') monitors.put({ ...monitor, status: 'inProgress' });
  return { status: monitor.status === 'completed' || monitor.status === 'failed' ? 200 : 202, body };
}

function preview(tenant: Tenant, request: FastifyRequest): Answer {
  const { UniqueId: id = '', size = '' } = queryOf(request);
  requireTicket(tenant, request, `preview:${id}:${size}`);
  const item = liveItem(tenant, id);
  const bytes = item && drawThumbnail(tenant, item, size);
  if (!bytes) throw itemNotFound();
  const headers = { 'content-type': 'image/jpeg', 'content-length': String(bytes.length) };
  return { status: 200, headers, body: Readable.from([bytes]) };
}

function download(tenant: Tenant, request: FastifyRequest, headers: Record<string, string>): Answer {
  const subject = queryOf(request).UniqueId ?? '';
  requireTicket(tenant, request, `download:${subject}`);
  const { versions } = driveTables(tenant);
  const version = versions.get(subject);
  const item = liveItem(tenant, version?.itemId ?? subject);
  if (!item) throw itemNotFound();
  const { size, content } = version ?? item;
  const shared = {
    'content-type': item.mimeType ?? 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(item.name)}`,
    'accept-ranges': 'bytes',
  };
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  if (from === undefined)
    return { status: 200, headers: { ...shared, 'content-length': String(size) }, body: blobsOf(tenant).read(content) };
  const start = Number(from);
  const end = Math.min(to ? Number(to) : size - 1, size - 1);
  if (start > end)
    throw new GraphFailure(416, 'invalidRange', 'The range is not satisfiable.', {
      'content-range': `bytes */${size}`,
    });
  return {
    status: 206,
    headers: { ...shared, 'content-range': `bytes ${start}-${end}/${size}`, 'content-length': String(end - start + 1) },
    body: blobsOf(tenant).read(content, { start, end }),
  };
}

/** One request: faults, answer, and a line in the traffic, without the bytes. */
async function serve(tenant: Tenant, request: FastifyRequest, reply: FastifyReply, handle: Handle) {
  const startedAt = new Date();
  const begin = performance.now();
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const answer = await faulted(tenant, request, headers, handle);
  tenant.traffic.record({
    startedAt,
    duration: performance.now() - begin,
    method: request.method,
    url: tenant.origin + request.url,
    requestHeaders: headers,
    status: answer?.status ?? 0,
    responseHeaders: answer?.headers ?? {},
  });
  if (!answer) {
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  return reply
    .code(answer.status)
    .headers(answer.headers ?? {})
    .send(answer.body);
}

/** @returns undefined when a fault ends the connection without an answer: what was asked has been done all the same */
async function faulted(
  tenant: Tenant,
  request: FastifyRequest,
  headers: Record<string, string>,
  handle: Handle,
): Promise<Answer | undefined> {
  const fault = tenant.faults.take({ method: request.method, path: request.url, appId: '' });
  const run = () => answered(request, headers, handle);
  if (fault?.kind === 'drop') {
    await run();
    return undefined;
  }
  if (fault?.kind === 'latency') await sleep(fault.ms ?? 0);
  if (fault?.kind === 'status') {
    const failure = new GraphFailure(
      fault.status ?? 503,
      fault.status === 429 ? 'activityLimitReached' : 'serviceNotAvailable',
      'The service is temporarily unavailable.',
    );
    const wait: Record<string, string> =
      fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
    return refusal(failure, headers, wait);
  }
  return run();
}

async function answered(request: FastifyRequest, headers: Record<string, string>, handle: Handle): Promise<Answer> {
  try {
    return await handle(request, headers);
  } catch (error) {
    // A body that breaks off: nobody is there any more to be told.
    if (!(error instanceof GraphFailure)) request.log.warn({ err: error }, 'a transfer ended early');
    return refusal(error instanceof GraphFailure ? error : internal(), headers);
  }
}

const refusal = (
  failure: GraphFailure,
  headers: Record<string, string>,
  more: Record<string, string> = {},
): Answer => ({
  status: failure.status,
  headers: { ...failure.headers, ...more },
  body: errorBody(failure, requestIds(headers)),
});
