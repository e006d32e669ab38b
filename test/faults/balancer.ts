import { once } from 'node:events';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Several servers behind one address, each request to the next of them that listens. */
export interface Balancer {
  url: string;
  /** Ports in the order in which they were given requests. */
  served: number[];
  /** The answer to the next request for this path is lost on its way back. Resolves when it is. */
  lose(path: string): Promise<void>;
  stop(): Promise<void>;
}

/** As a load balancer does it: whoever refuses the connection is passed over; what was sent is never sent again. */
export async function startBalancer(ports: number[]): Promise<Balancer> {
  const served: number[] = [];
  let turn = 0;
  let losing: { path: string; lost(): void } | undefined;
  const server = createServer((incoming, outgoing) => {
    const begin = turn++;
    const offer = (tries: number) => {
      const port = ports[(begin + tries) % ports.length]!;
      const { method, url, headers } = incoming;
      const outward = ask({ host: '127.0.0.1', port, method, path: url, headers, agent: false });
      let connected = false;
      outward.on('socket', (socket) =>
        socket.once('connect', () => {
          connected = true;
          served.push(port);
          incoming.pipe(outward);
        }),
      );
      outward.on('response', (answer) => {
        if (losing && losing.path === url) {
          losing.lost();
          losing = undefined;
          outgoing.destroy();
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.on('error', () => outgoing.destroy());
      });
      outward.on('error', () => {
        if (!connected && tries + 1 < ports.length) offer(tries + 1);
        // In the middle of it: nobody knows what became of it, and the caller is not told a lie.
        else outgoing.destroy();
      });
      outgoing.on('close', () => outward.destroy());
    };
    offer(0);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    served,
    lose: (path) =>
      new Promise((lost) => {
        losing = { path, lost };
      }),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
