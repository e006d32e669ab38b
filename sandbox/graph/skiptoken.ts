import { createHmac, timingSafeEqual } from 'node:crypto';
import type { GraphCall } from './area.ts';
import { GraphFailure } from './area.ts';
import { workloads } from './workloads.ts';

/**
 * An opaque $skiptoken: where the next page begins, sealed, so that what a client makes up is refused as Graph refuses it.
 * @param offset items before the next page, in the order of the query
 */
export const sealSkiptoken = (call: GraphCall, offset: number): string => sealState(call, { o: offset });

/** @throws GraphFailure 400 when the token is not one of ours for this path */
export function openSkiptoken(call: GraphCall, token: string): number {
  const state = openState<{ o: number }>(call, token);
  if (typeof state?.o !== 'number')
    throw new GraphFailure(
      400,
      workloads[call.workload].badToken,
      'Specified page token value has expired and can no longer be included in your request.',
    );
  return state.o;
}

/** Any state that a client carries from one call of a path to the next, sealed for this path. */
export function sealState(call: GraphCall, state: object): string {
  const body = Buffer.from(JSON.stringify(state)).toString('base64url');
  return `${body}.${seal(call, body)}`;
}

/** @returns undefined when the token is not one of ours for this path; what is in it, its maker knows */
export function openState<T extends object>(call: GraphCall, token: string): Partial<T> | undefined {
  const [body = '', given = ''] = token.split('.');
  const expected = Buffer.from(seal(call, body));
  const offered = Buffer.from(given);
  if (offered.length !== expected.length || !timingSafeEqual(offered, expected)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Partial<T>;
}

// The key is the tenant's id: a page token stays good over a restart, and nothing depends on keeping it secret.
const seal = (call: GraphCall, body: string) =>
  createHmac('sha256', call.tenant.id)
    .update(`${call.url.split('?')[0]?.toLowerCase()}\n${body}`)
    .digest('base64url')
    .slice(0, 22);
