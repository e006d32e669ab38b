import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What Azure App Service has for its apps: an address that gives the identity's tokens to whoever knows the header. */
export interface Platform {
  asked: URLSearchParams[];
  /** What it gives from now on; a token that says whose it is unless told. */
  give(token: (asked: URLSearchParams) => string | Promise<string>): void;
}

let running: Promise<Platform> | undefined;

/**
 * One for the whole run, never closed: msal-node finds out once in a process where its managed identity is asked for, and stays
 * with it.
 */
export function platform(): Promise<Platform> {
  running ??= start();
  return running;
}

async function start(): Promise<Platform> {
  const asked: URLSearchParams[] = [];
  let give = (wanted: URLSearchParams): string | Promise<string> => `of ${wanted.get('client_id')}`;
  const server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    asked.push(searchParams);
    const right = request.headers['x-identity-header'] === 'from the platform';
    const body = {
      access_token: await give(searchParams),
      expires_on: String(Math.floor(Date.now() / 1000) + 3600),
      resource: searchParams.get('resource'),
      token_type: 'Bearer',
    };
    response.writeHead(right ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(right ? body : {}));
  }).listen(0, '127.0.0.1');
  server.unref();
  await once(server, 'listening');
  process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`;
  process.env.IDENTITY_HEADER = 'from the platform';
  return {
    asked,
    give(token) {
      give = token;
    },
  };
}
