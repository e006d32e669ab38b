import { asAideError } from '../errors.ts';
import { readJson } from './body.ts';
import type { HttpServer } from './server.ts';

/** An activity of Teams is at most about 100 KB. */
const bodyLimit = 256 * 1024;

/** `POST /api/messages`: the body is read here, everything else about it is decided by `process`. */
export function addMessages(
  http: HttpServer,
  process: (
    request: { method?: string; headers: NodeJS.Dict<string | string[]>; body?: unknown },
    response: {
      writeHead(status: number, headers?: Record<string, string | number>): unknown;
      end(body?: string): unknown;
    },
  ) => Promise<void>,
): void {
  http.route('post', '/api/messages', async (exchange) => {
    const { request, response } = exchange;
    const body = await readJson(request, bodyLimit).catch((error: unknown) => {
      if (asAideError(error).code === 'too_large') throw error;
      // Whether it is JSON is told only to somebody who has proved who they are.
      return undefined;
    });
    await process({ method: request.method, headers: request.headers, body }, response);
  });
}
