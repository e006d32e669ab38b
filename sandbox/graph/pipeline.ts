import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { UserRow } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { type GraphCall, GraphFailure, type GraphReply, type GraphToken } from './area.ts';
import { authorize } from './authorize.ts';
import { errorBody, internal, type RequestIds } from './errors.ts';
import { unlessKnown } from './etag.ts';
import { Dropped, withFault } from './faults.ts';
import type { Gate } from './gate.ts';
import { appliedByOutlook, parsePrefer } from './prefer.ts';
import { parseQuery } from './query.ts';
import type { FoundRoute, Router } from './router.ts';

/** A request as it comes over HTTP or out of a $batch. */
export interface GraphRequest {
  method: string;
  /** After '/v1.0', encoded: '/me/events?$top=5'. */
  url: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  body?: unknown;
  /** The body of a raw route, as it comes in. */
  upload?: Readable;
}

export interface GraphResponse {
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}

export interface Pipeline {
  tenant: Tenant;
  router: Router;
  gate: Gate;
  /** Told of what no handler meant to throw. */
  report(error: unknown): void;
}

export const jsonType =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/**
 * Carries out one Graph request: path, person, scopes, gate, faults, options, handler, headers. Errors become answers.
 * @param queue where requests of one $batch wait for their turn at a mailbox; absent outside of one
 * @throws Dropped when a fault wants the connection to end without an answer
 */
export async function answer(
  pipeline: Pipeline,
  request: GraphRequest,
  token: GraphToken,
  queue?: Gate,
): Promise<GraphResponse> {
  const ids = requestIds(request.headers);
  try {
    const reply = await reach(pipeline, request, token, queue);
    const status = reply.status ?? (reply.body === undefined ? 204 : 200);
    const json = reply.body !== undefined && !Buffer.isBuffer(reply.body) && !(reply.body instanceof Readable);
    return {
      status,
      headers: { ...idHeaders(ids), ...(json ? { 'content-type': jsonType } : {}), ...reply.headers },
      body: reply.body,
    };
  } catch (error) {
    if (error instanceof Dropped) throw error;
    if (!(error instanceof GraphFailure)) pipeline.report(error);
    return failed(error instanceof GraphFailure ? error : internal(), ids);
  }
}

export const failed = (failure: GraphFailure, ids: RequestIds): GraphResponse => ({
  status: failure.status,
  headers: { ...idHeaders(ids), 'content-type': 'application/json', ...failure.headers },
  body: errorBody(failure, ids),
});

export function requestIds(headers: Record<string, string>): RequestIds {
  const requestId = randomUUID();
  return { requestId, clientRequestId: headers['client-request-id'] ?? requestId };
}

const idHeaders = ({ requestId, clientRequestId }: RequestIds) => ({
  'request-id': requestId,
  'client-request-id': clientRequestId,
});

async function reach(
  { tenant, router, gate }: Pipeline,
  request: GraphRequest,
  token: GraphToken,
  queue: Gate | undefined,
): Promise<GraphReply> {
  const { method, url } = request;
  const [path = '', search = ''] = split(url);
  const found = router.find(method, path);
  const me = token.oid === undefined ? undefined : tenant.tables.users.get(token.oid);
  const user = found.user === undefined ? undefined : userOf(tenant, found.user, token, me);
  authorize(tenant, found, token, user);
  if (user === null) throw unknownUser(found.user ?? '');

  const work = () => {
    const fault = tenant.faults.take({
      method,
      path: `/v1.0${url}`,
      userId: token.oid,
      userPrincipalName: me?.userPrincipalName,
      appId: token.appid,
    });
    // Calendars, people and settings do not wait for the mail.
    if (user && /\{user\}\/(messages|mailFolders)/.test(found.route.path)) tenant.openMailbox(user);
    return withFault(tenant, fault, found, token, async () => {
      // Calls that arrived together are all counted by the gate before the first of them is done.
      await nextTurn();
      return handle({ tenant, request, search, token, found, me, user });
    });
  };
  if (!found.route.mailbox) return work();
  const key = `${token.appid}:${user?.id ?? ''}`;
  return queue ? queue.pass(key, () => gate.pass(key, work)) : gate.pass(key, work);
}

interface Reached {
  tenant: Tenant;
  request: GraphRequest;
  search: string;
  token: GraphToken;
  found: FoundRoute;
  me?: UserRow;
  user?: UserRow;
}

async function handle({ tenant, request, search, token, found, me, user }: Reached): Promise<GraphReply> {
  const { method, url, headers, body } = request;
  const { query, plain } = parseQuery(search, found, headers);
  const prefer = parsePrefer(headers.prefer);
  const call: GraphCall = {
    tenant,
    method,
    url,
    route: found.route,
    type: found.type,
    workload: found.workload,
    params: found.params,
    query,
    plain,
    headers,
    prefer,
    body: found.route.raw ? undefined : body,
    upload: found.route.raw ? uploadOf(request) : undefined,
    token,
    // Routes without {user} in their path have no use for it; the type says so for those that have.
    user: user as UserRow,
    me,
  };
  const reply = unlessKnown(call, await found.route.handle(call));
  // What an action answers is the point of it; what a client has written it knows.
  const isWritten = method === 'PATCH' || method === 'PUT' || reply.status === 201;
  const minimal = prefer.return === 'minimal' && isWritten && typeof reply.body === 'object';
  const applied = [
    ...(reply.headers?.['preference-applied'] ? [reply.headers['preference-applied']] : []),
    ...(found.route.mailbox ? appliedByOutlook(prefer) : []),
    ...(minimal ? ['return=minimal'] : []),
  ];
  return {
    ...(minimal ? { status: 204 } : { status: reply.status, body: reply.body }),
    headers: { ...reply.headers, ...(applied.length > 0 ? { 'preference-applied': applied.join(', ') } : {}) },
  };
}

/** In a $batch bytes are a base64 string, and JSON is JSON. */
function uploadOf({ upload, body }: GraphRequest): Readable {
  if (upload) return upload;
  if (body === undefined) return Readable.from([]);
  return Readable.from([
    typeof body === 'string' ? Buffer.from(body, 'base64') : Buffer.from(JSON.stringify(body), 'utf8'),
  ]);
}

const split = (url: string) => {
  const at = url.indexOf('?');
  return at < 0 ? [url] : [url.slice(0, at), url.slice(at + 1)];
};

/** @returns null when there is no such user: said only after the token's scopes were found good */
function userOf(tenant: Tenant, name: string, token: GraphToken, me: UserRow | undefined): UserRow | null {
  if (name !== 'me')
    return tenant.tables.users.get(name) ?? tenant.tables.users.by('upn', name.toLowerCase())[0] ?? null;
  if (token.oid === undefined)
    throw new GraphFailure(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
  return me ?? null;
}

const unknownUser = (name: string) =>
  new GraphFailure(
    404,
    'Request_ResourceNotFound',
    `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
  );
