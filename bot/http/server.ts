import { randomUUID } from 'node:crypto';
import { SpanKind } from '@opentelemetry/api';
import restify, { type Request, type Response, type Server } from 'restify';
import { AideError, asAideError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { failed, traced } from '../telemetry/trace.ts';
import { guardServer, type HttpListener, refuseClient, type ServerLimits, usualLimits } from './limits.ts';
import { problemHeaders, problemOf } from './problem.ts';
import { setSecurityHeaders } from './security-headers.ts';

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
  routes: readonly Route[];
  /** `del` is DELETE. */
  route(method: Route['method'], path: string, handler: Handler): void;
}

/** An address that is answered, as it was registered: '/api/operations/:id'. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'del';
  path: string;
}

/** @param connectUrlFor where a browser can give what an error says is missing; undefined for errors that no browser mends */
export function createHttpServer(options: {
  log: Logger;
  secure: boolean;
  connectUrlFor(error: AideError, exchange: Exchange): Promise<string | undefined>;
  limits?: ServerLimits;
}): HttpServer {
  const { log, secure, connectUrlFor, limits = usualLimits } = options;
  const server = restify.createServer({ name: 'Aide', handleUncaughtExceptions: false });
  const routes: Route[] = [];
  guardServer(server.server as HttpListener, secure, limits);

  const begin = (request: Request, response: Response): Exchange => {
    const given = request.headers['client-request-id'];
    // A caller's id is taken when it is one; anything else could forge log lines.
    const requestId = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    setSecurityHeaders(response, secure);
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

  /** Continues the caller's trace. https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server */
  const run = (exchange: Exchange, { method, path }: Route, handler: Handler) => {
    const { traceparent } = exchange.request.headers;
    const from = { traceparent: typeof traceparent === 'string' ? traceparent : undefined };
    const verb = exchange.request.method ?? method.toUpperCase();
    const attributes = { 'http.request.method': verb, 'http.route': path };
    return traced(`${verb} ${path}`, { kind: SpanKind.SERVER, attributes, from }, async (span) => {
      await answer(exchange, handler);
      const { statusCode } = exchange.response;
      span.setAttribute('http.response.status_code', statusCode);
      if (statusCode >= 500) failed(span, String(statusCode));
    });
  };

  const answer = async (exchange: Exchange, handler: Handler) => {
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
    (code: 'not_found' | 'method_not_allowed', userMessage: string) => (request: Request, response: Response) => {
      const remedy = 'GET /api/openapi.json describes what there is.';
      // restify's callback is not called: it knows only of answers given by `send`, and would give one of its own after ours, whose error
      // nobody could catch.
      void fail(begin(request, response), new AideError(code, { userMessage, remedy }));
    };
  server.on('NotFound', refuse('not_found', 'There is nothing at this address.'));
  server.on('MethodNotAllowed', refuse('method_not_allowed', 'This address does not take that method.'));
  server.on('clientError', refuseClient);

  return {
    server,
    routes,
    route(method, path, handler) {
      const route: Route = { method, path };
      routes.push(route);
      server[method](path, async (request: Request, response: Response) =>
        run(begin(request, response), route, handler),
      );
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
