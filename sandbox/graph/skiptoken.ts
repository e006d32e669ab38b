import { createHmac, timingSafeEqual } from 'node:crypto';
import type { GraphCall } from './area.ts';
import { GraphFailure } from './area.ts';
import { workloads } from './workloads.ts';

/**
 * An opaque $skiptoken: where the next page begins, sealed, so that what a client makes up is refused as Graph refuses it.
 * @param offset items before the next page, in the order of the query
 */
export function sealSkiptoken(call: GraphCall, offset: number): string {
  const body = Buffer.from(JSON.stringify({ o: offset })).toString('base64url');
  return `${body}.${seal(call, body)}`;
}

/** @throws GraphFailure 400 when the token is not one of ours for this path */
export function openSkiptoken(call: GraphCall, token: string): number {
  const [body = '', given = ''] = token.split('.');
  const expected = Buffer.from(seal(call, body));
  const offered = Buffer.from(given);
  if (offered.length !== expected.length || !timingSafeEqual(offered, expected))
    throw new GraphFailure(
      400,
      workloads[call.workload].badToken,
      'Specified page token value has expired and can no longer be included in your request.',
    );
  return (JSON.parse(Buffer.from(body, 'base64url').toString()) as { o: number }).o;
}

// The key is the tenant's id: a page token stays good over a restart, and nothing depends on keeping it secret.
const seal = (call: GraphCall, body: string) =>
  createHmac('sha256', call.tenant.id)
    .update(`${call.url.split('?')[0]?.toLowerCase()}\n${body}`)
    .digest('base64url')
    .slice(0, 22);
