import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What happens to connections: they go through, are refused (broken off at once), or are taken and never answered. */
export type Wire = 'through' | 'refuses' | 'hangs';

/** A network between Aide and its storage that fails when it is told to. */
export interface Network {
  /** The same connection string by way of here. */
  connection: string;
  /** From now on; what is open is broken off, or stops. */
  be(state: Wire): void;
  stop(): Promise<void>;
}

/** @param connection of Azurite */
export async function startNetwork(connection: string): Promise<Network> {
  let state: Wire = 'through';
  const open = new Set<Socket>();
  const wires = await Promise.all(
    [...connection.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => wire(Number(port))),
  );

  async function wire(port: number) {
    const server = createServer((near) => {
      if (state === 'refuses') return void near.destroy();
      const far = connect(port, '127.0.0.1');
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(from);
        from.on('data', (bytes) => state === 'through' && to.write(bytes));
        from.on('error', () => to.destroy());
        from.on('close', () => {
          open.delete(from);
          to.destroy();
        });
      }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { server, port, by: (server.address() as AddressInfo).port };
  }

  return {
    connection: wires.reduce((text, { port, by }) => text.replace(`127.0.0.1:${port}`, `127.0.0.1:${by}`), connection),
    be(next) {
      // What hung has lost bytes: it can only be broken off.
      const broken = next === 'refuses' || state === 'hangs';
      state = next;
      if (broken) for (const socket of open) socket.destroy();
    },
    async stop() {
      for (const socket of open) socket.destroy();
      await Promise.all(
        wires.map(async ({ server }) => {
          const closed = once(server, 'close');
          server.close();
          await closed;
        }),
      );
    },
  };
}
