import type { FastifyReply } from 'fastify';
import type { Tenant } from '../tenant/tenant.ts';
import { describeExchange } from './describe.ts';

/** Milliseconds between two comments that keep the connection open. */
const heartbeat = 15_000;
/** A client that does not read is let go before what waits for it grows beyond this many bytes. */
const backlog = 1 << 20;

/** GET /sandbox/traffic/stream: each Graph call, when it has been answered, as one server-sent event. */
export function streamTraffic(tenant: Tenant, reply: FastifyReply): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  raw.write(': open\n\n');
  const timer = setInterval(() => raw.write(': \n\n'), heartbeat).unref();
  const stop = tenant.traffic.onExchange((exchange) => {
    if (raw.writableLength > backlog) return raw.destroy();
    raw.write(`id: ${exchange.id}\ndata: ${JSON.stringify(describeExchange(tenant, exchange))}\n\n`);
  });
  raw.once('close', () => {
    clearInterval(timer);
    stop();
  });
}
