import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Part } from '../app.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { GraphFailure, type GraphReply, type GraphToken } from './area.ts';
import { areas } from './areas/index.ts';
import { authenticate } from './authorize.ts';
import { answerBatch } from './batch.ts';
import { openBlobs } from './drive/blobs.ts';
import { registerTransfers } from './drive/transfer.ts';
import { Dropped, faultOfBatch } from './faults.ts';
import { createGate } from './gate.ts';
import { registerMailUploads } from './mail/uploads.ts';
import {
  answer,
  failed,
  type GraphRequest,
  type GraphResponse,
  jsonType,
  type Pipeline,
  requestIds,
} from './pipeline.ts';
import { createRouter } from './router.ts';
import { openSubscriptions } from './subscriptions/service.ts';

/** Microsoft Graph v1.0 under /v1.0: HTTP in, one call through the pipeline, HTTP out, and a line in the traffic. */
export const registerGraph: Part = async (app, tenant, { dataDir, notifications }) => {
  const closeBlobs = openBlobs(tenant, dataDir);
  const subscriptions = openSubscriptions(tenant, notifications);
  const pipeline: Pipeline = {
    tenant,
    router: createRouter(areas),
    gate: createGate(),
    report: (error) => app.log.error(error),
  };
  await app.register(async (scope) => {
    // Bodies are read here and not by fastify, so that a bad one gets Graph's answer.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) =>
      // A file is not held in memory: whoever takes it reads it as it comes.
      pipeline.router.isRaw(request.method, pathOf(request)) ? payload : collect(payload, app.initialConfig.bodyLimit),
    );
    scope.all('/v1.0', (request, reply) => serve(pipeline, request, reply));
    scope.all('/v1.0/*', (request, reply) => serve(pipeline, request, reply));
    for (const path of ['/beta', '/beta/*'])
      scope.all(path, (request, reply) => {
        const failure = new GraphFailure(400, 'BadRequest', 'Invalid version: beta');
        return send(reply, failed(failure, requestIds(headersOf(request))));
      });
  });
  await app.register(async (scope) => registerTransfers(scope, tenant));
  await app.register(async (scope) => registerMailUploads(scope, tenant));
  return async () => {
    await subscriptions.close();
    await closeBlobs();
  };
};

const pathOf = (request: FastifyRequest) => request.url.slice('/v1.0'.length).split('?')[0] ?? '';

/** @throws with statusCode 413 when there are more bytes than the limit */
async function collect(payload: Readable, limit = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += (chunk as Buffer).length;
    if (size > limit) throw Object.assign(new Error('Request body is too large'), { statusCode: 413 });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

async function serve(pipeline: Pipeline, request: FastifyRequest, reply: FastifyReply) {
  const startedAt = new Date();
  const begin = performance.now();
  const { tenant } = pipeline;
  const headers = headersOf(request);
  const raw = Buffer.isBuffer(request.body) ? request.body : undefined;
  const seen: { token?: GraphToken } = {};
  const response = await respond(pipeline, request, headers, raw, seen).catch((error: unknown) => {
    if (!(error instanceof Dropped)) throw error;
    return undefined;
  });
  const text = response?.body === undefined || isBytes(response.body) ? undefined : JSON.stringify(response.body);
  tenant.traffic.record({
    startedAt,
    duration: performance.now() - begin,
    method: request.method,
    url: tenant.origin + request.url,
    requestHeaders: headers,
    ...(raw && raw.length > 0 ? { requestBody: raw.toString('utf8') } : {}),
    // 0: the connection ended without an answer.
    status: response?.status ?? 0,
    responseHeaders: response?.headers ?? {},
    ...(text === undefined ? {} : { responseBody: text }),
    ...(seen.token ? { token: noteOf(seen.token) } : {}),
  });
  if (!response) {
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  return send(reply, response);
}

async function respond(
  pipeline: Pipeline,
  request: FastifyRequest,
  headers: Record<string, string>,
  raw: Buffer | undefined,
  seen: { token?: GraphToken },
): Promise<GraphResponse> {
  const ids = requestIds(headers);
  try {
    seen.token = await authenticate(pipeline.tenant, headers.authorization);
    const call: GraphRequest = {
      method: request.method,
      url: request.url.slice('/v1.0'.length),
      headers,
      ...(request.body instanceof Readable
        ? { upload: request.body }
        : pipeline.router.isRaw(request.method, pathOf(request))
          ? {}
          : { body: bodyOf(raw, headers['content-type'], pipeline.router.isText(request.method, pathOf(request))) }),
    };
    if (!/^\/\$batch\/?(\?|$)/i.test(call.url)) return await answer(pipeline, call, seen.token);
    if (call.method !== 'POST')
      throw new GraphFailure(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
    const token = seen.token;
    const whole = async () => ({ status: 200, body: await answerBatch(pipeline, call, token) });
    const { status, body, ...reply } = await withFaultOfBatch(pipeline, call, token, whole);
    return {
      status: status ?? 200,
      headers: {
        ...{ 'request-id': ids.requestId, 'client-request-id': ids.clientRequestId, 'content-type': jsonType },
        ...reply.headers,
      },
      body,
    };
  } catch (error) {
    if (error instanceof GraphFailure) return failed(error, ids);
    throw error;
  }
}

function withFaultOfBatch(
  { tenant }: Pipeline,
  { method, url }: GraphRequest,
  { oid, appid }: GraphToken,
  work: () => Promise<GraphReply>,
): Promise<GraphReply> {
  const userPrincipalName = oid === undefined ? undefined : tenant.tables.users.get(oid)?.userPrincipalName;
  const about = { method, path: `/v1.0${url}`, userId: oid, userPrincipalName, appId: appid };
  const fault = tenant.faults.take({ ...about, batch: true });
  return fault ? faultOfBatch(fault, work) : work();
}

/**
 * @param isText text/plain is taken as well
 * @throws GraphFailure 415 for a body that is not JSON, 400 for one that is broken
 */
function bodyOf(raw: Buffer | undefined, contentType = '', isText = false): unknown {
  if (!raw || raw.length === 0) return undefined;
  if (isText && /^text\/plain\b/i.test(contentType)) return raw.toString('utf8');
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(contentType))
    throw new GraphFailure(
      415,
      'UnsupportedMediaType',
      `The content type '${contentType}' is not supported. Use 'application/json'.`,
    );
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw new GraphFailure(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}

function send(reply: FastifyReply, { status, headers, body }: GraphResponse) {
  return reply
    .code(status)
    .headers(headers)
    .send(body === undefined || isBytes(body) ? body : JSON.stringify(body));
}

const isBytes = (body: unknown) => Buffer.isBuffer(body) || body instanceof Readable;

const headersOf = (request: FastifyRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

const noteOf = ({
  appid,
  oid,
  scp,
  roles,
}: GraphToken): NonNullable<Parameters<Tenant['traffic']['record']>[0]['token']> => ({
  appid,
  ...(oid === undefined ? { roles } : { oid, scp: scp.join(' ') }),
});
