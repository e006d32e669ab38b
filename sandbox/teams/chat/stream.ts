import type { ServerResponse } from 'node:http';
import type { StreamEvent } from '../protocol.ts';

/** Milliseconds between comments that keep the connection from looking dead. */
const heartbeat = 15_000;
/** Bytes that may wait for a client that does not read; then it is dropped and has to come back. */
const patience = 8 * 2 ** 20;

/** Server-sent events to one open client, until it goes. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function streamTo(
  response: ServerResponse,
  subscribe: (send: (event: StreamEvent) => void) => () => void,
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const write = (text: string) => {
    if (response.writableLength > patience) response.destroy();
    else response.write(text);
  };
  const beat = setInterval(() => write(': still here\n\n'), heartbeat);
  const unsubscribe = subscribe((event) => write(`data: ${JSON.stringify(event)}\n\n`));
  response.on('close', () => {
    clearInterval(beat);
    unsubscribe();
  });
  // Tells the client that nothing is missed from here on.
  write(': open\n\n');
}
