import { randomUUID } from 'node:crypto';
import restify, { type Request, type Response, type Server } from 'restify';
import { AideError, asAideError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { problemHeaders, problemOf } from './problem.ts';

/** One request on its way through, with its own id in every log line. */
export interface Exchange {
  request: Request;
  response: Response;
  requestId: string;
  log: Logger;
}

/** Answers, or throws; what is thrown becomes problem+json here and nowhere else. */
export type Handler = (exchange: Exchange) => Promise<void>;

export interface HttpServer {
  server: Server;
  /** `del` is DELETE. */
  route(method: 'get' | 'post' | 'put' | 'del', path: string, handler: Handler): void;
}

/** Sent with everything. Pages that are shown in frames set their own frame-ancestors. */
const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'Cache-Control': 'no-store',
};

/** @param connectUrlFor where a browser can give what an error says is missing; undefined for errors that no browser mends */
export function createHttpServer(options: {
  log: Logger;
  secure: boolean;
  connectUrlFor(error: AideError, exchange: Exchange): Promise<string | undefined>;
}): HttpServer {
  const { log, secure, connectUrlFor } = options;
  const server = restify.createServer({ name: 'Aide', handleUncaughtExceptions: false });

  const begin = (request: Request, response: Response): Exchange => {
    const given = request.headers['client-request-id'];
    // A caller's id is taken when it is one; anything else could forge log lines.
    const requestId = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    response.setHeader('request-id', requestId);
    return { request, response, requestId, log: log.child({ requestId }) };
  };

  const fail = async (exchange: Exchange, thrown: unknown) => {
    const { response, requestId, request } = exchange;
    const error = asAideError(thrown);
    const level = error.status >= 500 ? 'error' : 'info';
    exchange.log[level](
      { code: error.code, upstream: error.details.upstream, err: level === 'error' ? error : undefined },
      'refused',
    );
    if (response.headersSent) return void response.end();
    const connectUrl = await connectUrlFor(error, exchange).catch(() => undefined);
    for (const [name, value] of Object.entries(problemHeaders(error))) response.setHeader(name, value);
    response.setHeader('Content-Type', 'application/problem+json');
    // What is still coming of a body that was refused is not wanted.
    if (!request.readableEnded) response.setHeader('Connection', 'close');
    response.writeHead(error.status);
    response.end(JSON.stringify(problemOf(error, requestId, connectUrl)));
  };

  const run = async (exchange: Exchange, handler: Handler) => {
    const started = performance.now();
    try {
      await handler(exchange);
    } catch (error) {
      await fail(exchange, error);
    }
    const { request, response } = exchange;
    const ms = Math.round(performance.now() - started);
    exchange.log.info(
      { method: request.method, route: request.getRoute()?.path, status: response.statusCode, ms },
      'request',
    );
  };

  const refuse =
    (code: 'not_found' | 'method_not_allowed', userMessage: string) =>
    (request: Request, response: Response, _: unknown, done: () => void) => {
      const remedy = 'GET /api/openapi.json describes what there is.';
      void fail(begin(request, response), new AideError(code, { userMessage, remedy })).then(done);
    };
  server.on('NotFound', refuse('not_found', 'There is nothing at this address.'));
  server.on('MethodNotAllowed', refuse('method_not_allowed', 'This address does not take that method.'));
  // A client that speaks no HTTP, or hangs up, is its own affair.
  server.on('clientError', (_: Error, socket: { destroy(): void }) => socket.destroy());

  return {
    server,
    route(method, path, handler) {
      server[method](path, async (request: Request, response: Response) => run(begin(request, response), handler));
    },
  };
}

export function sendJson(
  { response }: Exchange,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Content-Type', 'application/json');
  response.writeHead(status);
  response.end(JSON.stringify(body));
}
