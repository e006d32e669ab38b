import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, GraphClientError, type Middleware } from '@microsoft/microsoft-graph-client';
import { retryAfterSeconds } from '../auth/retry-after.ts';
import { happened } from '../telemetry/trace.ts';
import { Call, isRaw, isTransient } from './call.ts';
import type { Gate } from './gate.ts';
import { countAnswer } from './telemetry.ts';

/** An error that the client lets through as it is: any other it turns into one of its own and loses the cause. */
export class Stopped extends GraphClientError {
  readonly reason: unknown;
  constructor(reason: unknown) {
    super('stopped');
    this.reason = reason;
    // The client's class makes every subclass an instance of itself alone.
    Object.setPrototypeOf(this, Stopped.prototype);
  }
}

const callOf = (context: Context): Call => context.middlewareControl?.getMiddlewareOptions(Call) as Call;
const urlOf = ({ request }: Context) => (typeof request === 'string' ? request : request.url);
const answered = (context: Context): Response => {
  if (!context.response) throw new Error('the middleware chain ended without an answer');
  return context.response;
};

/** A handler of the client's chain, as a function of what comes after it. */
export function handler(execute: (context: Context, next: () => Promise<void>) => Promise<void>): Middleware {
  let following: Middleware | undefined;
  return {
    execute: (context) => execute(context, async () => following?.execute(context)),
    setNext(middleware) {
      following = middleware;
    },
  };
}

/**
 * Puts the token on, and answers a challenge of Graph: once with a new token, got with the challenge's claims.
 * The client's own AuthenticationHandler sends no Authorization to a host on plain http, and says nothing about it.
 * @param origin the only place the token may go to
 */
export const authorize = (origin: string): Middleware =>
  handler(async (context, next) => {
    const call = callOf(context);
    const send = async (token: string) => {
      if (new URL(urlOf(context)).origin !== origin) throw new Error('a Graph call to somewhere else than Graph');
      setHeader(context, 'Authorization', `Bearer ${token}`);
      await next();
    };
    try {
      await send(await call.token());
      if (answered(context).status !== 401) return;
      await send(await call.token(renewalFor(answered(context).headers.get('www-authenticate'))));
    } catch (error) {
      throw new Stopped(error);
    }
  });

/** What a 401 asks for. */
export const renewalFor = (challenge: string | null | undefined): { claims: string } | { fresh: true } => {
  const claims = claimsOf(challenge);
  return claims === undefined ? { fresh: true } : { claims };
};

/**
 * The claims of a challenge, JSON as text.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge#claims-challenge-header-format
 */
export function claimsOf(challenge: string | null | undefined): string | undefined {
  if (!challenge || !/error="insufficient_claims"/i.test(challenge)) return undefined;
  const encoded = /claims="([^"]+)"/i.exec(challenge)?.[1];
  if (encoded === undefined) return undefined;
  const text = encoded.trimStart().startsWith('{') ? encoded : Buffer.from(encoded, 'base64').toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}

/**
 * Sends again what may be sent again: 429 always, because it was not processed; a lost answer or a 5xx only when repeating is
 * safe. The client's RetryHandler repeats a POST on 503 as well, never a dropped connection, and waits less than asked.
 */
export const retry = (): Middleware =>
  handler(async (context, next) => {
    const call = callOf(context);
    for (let attempt = 1; ; attempt++) {
      let failure: unknown;
      try {
        context.response = undefined;
        await next();
      } catch (error) {
        failure = error;
      }
      const response = failure === undefined ? answered(context) : undefined;
      const sent = response ? isTransient(response.status) && !refused(response) : wasSent(failure);
      call.lost ||= sent;
      const again = response
        ? response.status === 429 || (isTransient(response.status) && call.repeatable)
        : mayRepeat(failure, call);
      const wait = waitBefore(attempt, response, call);
      if (
        again &&
        attempt < call.limits.attempts &&
        wait <= call.limits.longestWait &&
        Date.now() + wait < call.deadline
      ) {
        happened('retry', { status: response?.status ?? 0, wait });
        await sleep(wait, undefined, { signal: call.signal });
        continue;
      }
      if (failure !== undefined) throw failure;
      return;
    }
  });

/** 503 with Retry-After says "too busy", like 429: nothing was done. Without, it may be anything. */
const refused = (response: Response) => response.status === 503 && response.headers.has('retry-after');

/** Errors of a connection that was never made: nothing can have happened. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH']);
const wasSent = (failure: unknown) => {
  const { code } = ((failure as Error | undefined)?.cause ?? {}) as { code?: string };
  return !(failure instanceof WaitedTooLong) && !(code !== undefined && notSent.has(code));
};
const mayRepeat = (failure: unknown, call: Call) => !call.signal.aborted && (call.repeatable || !wasSent(failure));

/** Milliseconds. */
export function waitBefore(attempt: number, response: Response | undefined, { limits }: Pick<Call, 'limits'>): number {
  const named = retryAfterSeconds(response?.headers.get('retry-after'));
  if (named !== undefined) return named * 1000;
  const backoff = limits.firstWait * 2 ** (attempt - 1);
  return backoff / 2 + (Math.random() * backoff) / 2;
}

/** The turn at the gate did not come in time: nothing was sent. */
export class WaitedTooLong extends Error {}

/**
 * An answer that says "done" and is not Graph's: the page of a proxy, or half of one. A TypeError, as all that befalls a connection.
 */
export class Garbled extends TypeError {}

/** Waits for the mailbox's turn. Behind the retries, so that nobody holds a permit while sleeping. */
export const passGate = (gate: Gate): Middleware =>
  handler(async (context, next) => {
    const call = callOf(context);
    let entered = false;
    try {
      await gate.run(call.mailbox, call.permits, call.signal, async () => {
        entered = true;
        await next();
      });
    } catch (error) {
      throw entered ? error : new WaitedTooLong('the gate', { cause: error });
    }
  });

/**
 * Limits one request's time, reads its whole body (an answer that breaks off is a lost one), and writes one line about it. Of a body
 * that is handed on as a stream only the headers have to come in time: it may take as long as it takes.
 */
export const exchange = (): Middleware =>
  handler(async (context, next) => {
    const call = callOf(context);
    const started = performance.now();
    const line = { method: call.method, path: call.path };
    const ms = () => Math.round(performance.now() - started);
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new DOMException('no answer', 'TimeoutError')), call.limits.attempt);
    call.attempts++;
    try {
      const signal = call.streams ? late.signal : AbortSignal.any([call.signal, late.signal]);
      // Graph's own answers are where it is asked: nothing is fetched from where a redirect points.
      context.options = { ...context.options, signal, redirect: 'error' };
      await next();
      const { status, headers, ok } = answered(context);
      if (!call.streams || !ok) {
        const body = status === 204 || status === 304 ? null : await answered(context).arrayBuffer();
        call.json = jsonOf(body, headers);
        if (ok && body?.byteLength && !call.json && !isRaw(call.path)) throw new Garbled('an answer that is not JSON');
        context.response = new Response(body, { status, headers });
      }
      countAnswer(call.method, status, ms());
      call.log.info({ ...line, status, ms: ms(), graphRequestId: headers.get('request-id') }, 'graph');
    } catch (error) {
      countAnswer(call.method, undefined, ms());
      call.log.warn({ ...line, ms: ms(), failed: (error as Error).name }, 'graph');
      throw error;
    } finally {
      clearTimeout(timer);
    }
  });

/** undefined: it is none. */
function jsonOf(body: ArrayBuffer | null, headers: Headers): { value: unknown } | undefined {
  if (!body?.byteLength || !/^application\/([\w.+-]+\+)?json\b/i.test(headers.get('content-type') ?? ''))
    return undefined;
  try {
    return { value: JSON.parse(new TextDecoder().decode(body)) };
  } catch {
    return undefined;
  }
}

function setHeader(context: Context, name: string, value: string): void {
  context.options = { ...context.options, headers: { ...(context.options?.headers as object), [name]: value } };
}
