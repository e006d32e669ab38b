import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../tenant/faults.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { GraphFailure, type GraphReply, type GraphToken } from './area.ts';
import { denied, unauthenticated } from './authorize.ts';
import type { FoundRoute } from './router.ts';
import { workloads } from './workloads.ts';

/** Thrown when the connection is to end without an answer. */
export class Dropped extends Error {}

const codes: Record<number, [code: string, message: string]> = {
  400: ['BadRequest', 'The request is malformed or incorrect.'],
  409: ['Conflict', 'The current state conflicts with what the request expects.'],
  410: ['ResyncRequired', 'Resync is required.'],
  412: ['ErrorIrresolvableConflict', 'The change key passed in the request does not match the current one.'],
  423: ['resourceLocked', 'The resource is locked.'],
  500: ['InternalServerError', 'There was an internal server error while processing the request.'],
  502: ['BadGateway', 'The server received an invalid response from an upstream server.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable. Please try again later.'],
  504: ['GatewayTimeout', 'The server did not receive a timely response from an upstream server.'],
  507: ['quotaLimitReached', 'The maximum storage quota has been reached.'],
};

/**
 * Carries out a fault around `work`. 'latency' delays it, or its answer; 'drop' lets it take effect (unless `when` is 'before') and
 * loses the answer, which is the case that costs careless clients a duplicate; 'garbled' likewise, with an answer that is none;
 * every other kind answers instead of it.
 */
export async function withFault(
  tenant: Tenant,
  fault: Fault | undefined,
  found: FoundRoute,
  token: GraphToken,
  work: () => Promise<GraphReply>,
): Promise<GraphReply> {
  if (!fault) return work();
  if (onTheWire.has(fault.kind)) return faultOnTheWire(fault, work);
  if (fault.kind === 'claims') throw claimsChallenge(tenant);
  const held = token.oid === undefined ? token.roles : token.scp;
  if (fault.kind === 'consent') throw denied(found, found.permission.delegated, held);
  throw statusFailure(tenant, fault, found, held);
}

/** What can happen to any exchange, whatever it is about: a $batch as a whole as well. */
const onTheWire = new Set<Fault['kind']>(['latency', 'drop', 'garbled']);

export async function faultOnTheWire(fault: Fault, work: () => Promise<GraphReply>): Promise<GraphReply> {
  const { kind, when = kind === 'latency' ? 'before' : 'after', ms = 0 } = fault;
  if (kind === 'latency' && when === 'before') await sleep(ms);
  const reply = when === 'after' || kind === 'latency' ? await done(work, kind) : undefined;
  if (kind === 'latency') {
    if (when === 'after') await sleep(ms);
    return reply!;
  }
  if (kind === 'drop') throw new Dropped('the connection is dropped by a fault');
  const { status = 200, contentType = 'text/html; charset=utf-8', body = proxyPage } = fault;
  return { status, headers: { 'content-type': contentType }, body: Buffer.from(body) };
}

/** Where the answer is lost, so is a refusal. */
const done = (work: () => Promise<GraphReply>, kind: Fault['kind']) =>
  kind === 'latency' ? work() : work().catch(() => undefined);

const proxyPage = '<!doctype html><title>Proxy</title><h1>This page is not what you asked for</h1>';

/** A fault that names $batch in its path meets it as a whole: on the wire, or with a status instead of its answer. */
export async function faultOfBatch(fault: Fault, work: () => Promise<GraphReply>): Promise<GraphReply> {
  if (onTheWire.has(fault.kind)) return faultOnTheWire(fault, work);
  const { status = 503, retryAfter } = fault;
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const [code, message] =
    status === 429
      ? ['TooManyRequests', 'Too many requests.']
      : (codes[status] ?? ['UnknownError', 'The request could not be carried out.']);
  throw new GraphFailure(status, code!, message!, headers);
}

/** https://learn.microsoft.com/entra/identity-platform/claims-challenge */
function claimsChallenge(tenant: Tenant): GraphFailure {
  const claims = { access_token: { nbf: { essential: true, value: String(Math.floor(Date.now() / 1000)) } } };
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
  return unauthenticated(
    tenant,
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies',
    `, error="insufficient_claims", claims="${encoded}"`,
  );
}

function statusFailure(tenant: Tenant, fault: Fault, found: FoundRoute, held: string[]): GraphFailure {
  const status = fault.status ?? 503;
  const headers: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  if (status === 401) return unauthenticated(tenant, 'Lifetime validation failed, the token is expired.');
  if (status === 403) return denied(found, found.permission.delegated, held);
  const { missing, throttled } = workloads[found.workload];
  const own: typeof codes = {
    404: [missing, 'The specified object was not found in the store.'],
    429: [throttled, 'Application is over its request limit.'],
  };
  const [code, message] = own[status] ?? codes[status] ?? ['UnknownError', 'The request could not be carried out.'];
  return new GraphFailure(status, code, message, headers);
}
