import type { ApiCaller, TokenValidator } from '../auth/validate.ts';
import type { Caller } from '../context.ts';
import { AideError } from '../errors.ts';
import type { Context } from '../features/feature.ts';
import { preferredLocale } from '../locale.ts';
import type { RateLimit } from '../rate-limit.ts';
import type { Exchange } from './server.ts';

export interface CallerDeps {
  validate: TokenValidator;
  rateLimit: RateLimit;
  /** Who called, noted for the error that may follow. */
  noteCaller(exchange: Exchange, caller: ApiCaller): void;
}

/** Who makes a request of the REST API. @throws AideError signin_required, token_invalid, tenant_refused, throttled */
export type CallerOf = (exchange: Exchange) => Promise<Caller>;

export const createCallerOf =
  (deps: CallerDeps): CallerOf =>
  async (exchange) => {
    const { request, requestId, log } = exchange;
    const caller = await deps.validate(request.headers.authorization);
    deps.noteCaller(exchange, caller);
    const refusal = deps.rateLimit.take(caller.person);
    if (refusal) throw tooMany(refusal.retryAfter);
    return {
      person: caller.person,
      surface: surfaceOf(request.headers['aide-surface']),
      locale: () => preferredLocale(request.headers['accept-language']),
      requestId,
      log,
      assertion: async () => caller.assertion,
    };
  };

const surfaceOf = (header: unknown): Context['surface'] => (header === 'tab' || header === 'outlook' ? header : 'api');

const tooMany = (retryAfter: number) =>
  new AideError(
    'throttled',
    {
      message: 'more requests of one person than are taken',
      userMessage: 'You ask for more than Aide takes from one person at a time.',
      remedy: `Nothing was done. Go on in ${retryAfter} s.`,
    },
    { retryAfter },
  );
