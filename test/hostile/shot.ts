import { Agent, request } from 'node:http';
import { connect } from 'node:net';

/** One request, as it is sent. */
export interface Shot {
  /** For the report: which of its door's ways this is. */
  what: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer;
  /** Instead of all that: these bytes, over a connection of their own. */
  raw?: Buffer;
}

export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** What an answer is awaited for, ms: who hangs, has failed. */
const patience = 60_000;

export interface Gun {
  /** undefined: the connection was closed without a word. */
  fire(shot: Shot): Promise<Answer | undefined>;
  close(): void;
}

/** Sends shots to one address. Node's own client, because `fetch` corrects what it is given. */
export function createGun(url: string): Gun {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });

  const ask = ({ method, path, headers: given, body }: Shot) =>
    new Promise<Answer | undefined>((resolve, reject) => {
      // Without it Node says nothing about the body of a DELETE, and the bytes would be the next request.
      const headers = body === undefined ? given : { ...given, 'content-length': String(Buffer.byteLength(body)) };
      const sent = request(
        { host: hostname, port, agent, method, path, headers, insecureHTTPParser: false, timeout: patience },
        (response) => {
          const { statusCode: status = 0, headers: answered } = response;
          const chunks: Buffer[] = [];
          const done = () => resolve({ status, headers: answered, body: Buffer.concat(chunks).toString('utf8') });
          // A stream of events has no end.
          if (String(answered['content-type']).startsWith('text/event-stream')) {
            response.destroy();
            return done();
          }
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', done);
          response.on('error', done);
        },
      );
      let answered = false;
      sent.on('response', () => {
        answered = true;
      });
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${patience} ms`)));
      sent.on('error', (error: NodeJS.ErrnoException) => {
        if (answered) return;
        // Refused while it was still being sent: the answer was lost on the way, which is the sender's own doing.
        if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return resolve(undefined);
        reject(error);
      });
      sent.end(body);
    });

  const throwIn = (raw: Buffer) =>
    new Promise<Answer | undefined>((resolve) => {
      const chunks: Buffer[] = [];
      const socket = connect({ host: hostname, port: Number(port) }, () => socket.end(raw));
      socket.setTimeout(patience, () => socket.destroy());
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('error', () => {});
      socket.on('close', () => {
        const body = Buffer.concat(chunks).toString('latin1');
        const status = /^HTTP\/1\.1 (\d{3})/.exec(body)?.[1];
        resolve(status === undefined ? undefined : { status: Number(status), headers: {}, body });
      });
    });

  return {
    fire: (shot) => (shot.raw ? throwIn(shot.raw) : ask(shot)),
    close: () => agent.destroy(),
  };
}

/** For the report: enough to send it again, without what proves somebody's identity. */
export const describeShot = ({ what, method, path, headers, body, raw }: Shot): string => {
  const { authorization, ...others } = headers;
  const shown = {
    what,
    request: `${method} ${path}`,
    headers: { ...others, ...(authorization ? { authorization: `${authorization.slice(0, 12)}…` } : {}) },
    body: body === undefined ? undefined : String(body).slice(0, 4_000),
    raw: raw?.toString('latin1').slice(0, 2_000),
  };
  return JSON.stringify(shown, null, 1);
};
