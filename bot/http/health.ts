import { asAideError } from '../errors.ts';
import { type HttpServer, sendJson } from './server.ts';

/** Each thing that Aide needs, with a check that throws when it does not answer. */
export type Checks = Record<string, () => Promise<void>>;

export function addHealth(http: HttpServer, checks: Checks): void {
  http.route('get', '/healthz', async (exchange) => sendJson(exchange, 200, { status: 'alive' }));
  http.route('get', '/readyz', async (exchange) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        try {
          await check();
          return [];
        } catch (error) {
          exchange.log.warn({ check: name, err: asAideError(error) }, 'not ready');
          return [name];
        }
      }),
    );
    const missing = results.flat();
    sendJson(exchange, missing.length === 0 ? 200 : 503, {
      status: missing.length === 0 ? 'ready' : 'not ready',
      missing,
    });
  });
}
