import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

/** An error answer in the Bot Framework's shape, `{error: {code, message}}`. Thrown from handlers. */
export class TeamsFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** Gives a plugin's routes this error shape, and JSON bodies that may be empty: the SDK sends DELETE with a content type. */
export function answerTeamsErrors(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') return done(null, undefined);
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(new TeamsFailure(400, 'BadSyntax', 'The body is not valid JSON.'));
    }
  });
  app.setErrorHandler((error, request, reply) => {
    const failure = asFailure(error);
    if (failure.status >= 500) request.log.error({ err: error }, 'a request failed');
    return reply.code(failure.status).headers(failure.headers).send(errorBody(failure.code, failure.message));
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(errorBody('NotFound', 'No HTTP resource was found that matches the request.')),
  );
}

export const errorBody = (code: string, message: string) => ({ error: { code, message } });

function asFailure(error: unknown): TeamsFailure {
  if (error instanceof TeamsFailure) return error;
  if (error instanceof z.ZodError) {
    const where = error.issues.map((i) => `${i.path.join('.') || 'body'}: ${i.message}`).join('; ');
    return new TeamsFailure(400, 'BadArgument', where);
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status === 413) return new TeamsFailure(413, 'MessageSizeTooBig', 'Message size too large.');
  if (status < 500) return new TeamsFailure(status, 'BadRequest', (error as Error).message);
  return new TeamsFailure(500, 'ServiceError', 'The service could not complete the request.');
}
