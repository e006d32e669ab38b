import type { ApiCaller, TokenValidator } from '../auth/validate.ts';
import type { Caller } from '../context.ts';
import type { Context } from '../features/feature.ts';
import type { Exchange } from './server.ts';

export interface CallerDeps {
  validate: TokenValidator;
  /** Who called, noted for the error that may follow. */
  noteCaller(exchange: Exchange, caller: ApiCaller): void;
}

/** Who makes a request of the REST API. @throws AideError token_invalid, tenant_refused */
export type CallerOf = (exchange: Exchange) => Promise<Caller>;

export const createCallerOf =
  (deps: CallerDeps): CallerOf =>
  async (exchange) => {
    const { request, requestId, log } = exchange;
    const caller = await deps.validate(request.headers.authorization);
    deps.noteCaller(exchange, caller);
    return {
      person: caller.person,
      surface: surfaceOf(request.headers['aide-surface']),
      requestId,
      log,
      assertion: async () => caller.assertion,
    };
  };

const surfaceOf = (header: unknown): Context['surface'] => (header === 'tab' || header === 'outlook' ? header : 'api');
