import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Sandbox } from '../../sandbox/app.ts';

/** Takes messages of bots and answers as the Bot Connector does, without doing anything: what is measured is the bot. */
export interface Sink {
  /** How many messages came since the last time. */
  take(): number;
}

/**
 * Puts a sink before the sandbox's Bot Connector; everything else of the sandbox (keys, tokens, Graph) stays as it is, at the
 * same address, because a bot sends its replies to no other.
 */
export function sinkReplies({ app }: Sandbox): Sink {
  let count = 0;
  const handlers = app.server.listeners('request') as RequestListener[];
  app.server.removeAllListeners('request');
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'POST' || !request.url?.startsWith('/connector/v3/conversations/')) {
      for (const handle of handlers) handle(request, response);
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // On a busy machine Aide also says that it is typing.
      if (Buffer.concat(chunks).includes('"type":"message"')) count++;
      const body = JSON.stringify({ id: String(1_700_000_000_000 + count) });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
      response.end(body);
    });
  });
  return {
    take() {
      const taken = count;
      count = 0;
      return taken;
    },
  };
}
