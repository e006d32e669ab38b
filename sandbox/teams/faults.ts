import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { UserRow } from '../tenant/model.ts';
import { TeamsFailure } from './failure.ts';
import type { Teams } from './teams.ts';

const codes: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  412: 'PreconditionFailed',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
};

/** Does what POST /sandbox/faults asked for this call: `status`, `latency`, `drop`, `garbled`; `consent` and `claims` are returned. */
export async function applyFault(
  teams: Teams,
  request: FastifyRequest,
  reply: FastifyReply,
  user?: UserRow,
): Promise<'consent' | 'claims' | undefined> {
  const fault = teams.tenant.faults.take({
    method: request.method,
    path: request.url,
    userId: user?.id,
    userPrincipalName: user?.userPrincipalName,
  });
  switch (fault?.kind) {
    case 'latency':
      await wait(fault.ms ?? 0, undefined, { ref: false });
      return undefined;
    case 'garbled': {
      const {
        status = 200,
        contentType = 'text/html; charset=utf-8',
        body = '<!doctype html><title>Proxy</title>',
      } = fault;
      reply.code(status).type(contentType).send(body);
      return undefined;
    }
    case 'drop':
      reply.hijack();
      request.raw.socket.destroy();
      return undefined;
    case 'status': {
      const status = fault.status ?? 503;
      const headers: Record<string, string> =
        fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      throw new TeamsFailure(status, codes[status] ?? 'ServiceError', 'This is a fault on purpose.', headers);
    }
    default:
      return fault?.kind;
  }
}
