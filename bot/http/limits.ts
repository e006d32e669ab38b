import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setSecurityHeaders } from './security-headers.ts';

/** How much time a client has, and how much it may say before it is listened to. */
export interface ServerLimits {
  /** Milliseconds for the headers of a request: who sends a byte now and then would hold a connection for ever. */
  headers: number;
  /** Milliseconds for all of a request: a part of an upload, over a slow line. JSON has less (body.ts). */
  request: number;
  /** Milliseconds between two looks for those who are too slow. */
  look: number;
  /** Headers that are read; their size Node limits to 16 KiB. */
  headerCount: number;
}

export const usualLimits: ServerLimits = { headers: 15_000, request: 300_000, look: 5_000, headerCount: 100 };

/** What `http.createServer` takes as `connectionsCheckingInterval`, it reads from here when it begins to listen. */
export type HttpListener = Server & { connectionsCheckingInterval?: number };

/**
 * What no route ever sees, so that no route can forget it: clients that take their time, and wishes for another protocol.
 * https://nodejs.org/api/http.html#serverheaderstimeout
 * @param secure whether Aide is reached by https
 */
export function guardServer(server: HttpListener, secure: boolean, limits: ServerLimits): void {
  server.headersTimeout = limits.headers;
  server.requestTimeout = limits.request;
  server.connectionsCheckingInterval = limits.look;
  server.maxHeadersCount = limits.headerCount;
  // restify takes the connection out of Node's hands, and of its time limits, and then leaves it alone. Without a listener Node answers as if
  // nobody had asked to upgrade.
  server.removeAllListeners('upgrade');
  server.on('checkExpectation', (_, response) => {
    setSecurityHeaders(response, secure);
    response.writeHead(417, { Connection: 'close' });
    response.end();
  });
}

const refusals: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * The last word to a client that speaks no HTTP, or takes too long to: its status and nothing else, for there is no request that it could
 * belong to. https://nodejs.org/api/http.html#event-clienterror
 */
export function refuseClient(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = refusals[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
