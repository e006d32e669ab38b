import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { build } from 'esbuild';

/** A page that is nothing but TeamsJS: `globalThis.teams`. Tests call the library in it, as an app would. */
export interface TeamsJsApp {
  /** 'http://127.0.0.1:<a free port>' */
  url: string;
  stop(): Promise<void>;
}

const page =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>App</title><button>Press</button><script src="/teams.js"></script></html>';

/** Serves it at every path. */
export async function startTeamsJsApp(): Promise<TeamsJsApp> {
  const { outputFiles } = await build({
    stdin: { contents: "export * from '@microsoft/teams-js'", resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'teams',
  });
  const script = outputFiles[0]?.contents ?? new Uint8Array();
  const server: Server = createServer((request, response) => {
    const isScript = request.url === '/teams.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
