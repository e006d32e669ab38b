import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Sandbox } from '../../sandbox/app.ts';

/** What Aide said in chat. */
export interface Reply {
  conversationId: string;
  body: Record<string, unknown>;
}

/**
 * Stands before the sandbox's Bot Connector and keeps what bots say, so that neither a chat's history nor Teams' own limits are in the way of
 * thousands of turns. Everything else of the sandbox stays as it is.
 * @param most replies that are kept; the oldest go
 */
export function catchReplies({ app }: Sandbox, most = 2_000): { replies: Reply[] } {
  const replies: Reply[] = [];
  let count = 0;
  const handlers = app.server.listeners('request') as RequestListener[];
  app.server.removeAllListeners('request');
  app.server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    const conversationId = /^\/connector\/v3\/conversations\/([^/?]+)\/activities/.exec(request.url ?? '')?.[1];
    if (conversationId === undefined || request.method === 'GET') {
      for (const handle of handlers) handle(request, response);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    if (
      text !== '' &&
      replies.push({ conversationId: decodeURIComponent(conversationId), body: JSON.parse(text) }) > most
    )
      replies.splice(0, most / 2);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: String(1_700_000_000_000 + ++count) }));
  });
  return { replies };
}
