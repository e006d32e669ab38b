import { randomBytes } from 'node:crypto';
import { type App, type AppDeps, createApp } from '../../bot/app.ts';
import { type Config, readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { openStorage } from '../../bot/storage/open.ts';
import { freePort } from '../../scripts/azurite.mjs';
import { azurite } from './azurite.ts';
import { aideForTests, type SandboxForTests, startSandbox } from './sandbox.ts';

export interface AideForTests {
  app: App;
  /** 'http://127.0.0.1:<a free port>' */
  url: string;
  config: Config;
  /** The prefix of its tables: another Aide with the same one shares all state. */
  prefix: string;
  stop(): Promise<void>;
}

export interface AideOptions extends Partial<AppDeps> {
  prefix?: string;
  /** Default: the one that the sandbox was told of Aide. */
  port?: number;
  env?: NodeJS.ProcessEnv;
}

/** Aide as `npm start` runs it, on a sandbox of the tests. */
export async function startAide(
  { url: sandboxUrl, tenant }: SandboxForTests,
  options: AideOptions = {},
): Promise<AideForTests> {
  const {
    prefix = `a${randomBytes(6).toString('hex')}`,
    port = portOf(tenant.aide.botEndpoint),
    env,
    ...deps
  } = options;
  const storage = await azurite();
  const url = `http://127.0.0.1:${port}`;
  const config = readConfig({
    ...environmentFor(sandboxUrl, tenant.id),
    AIDE_STORAGE: storage,
    AIDE_URL: url,
    ...env,
  });
  const app = await createApp(config, {
    log: createLog(process.env.TEST_LOG ?? 'silent'),
    storage: openStorage(storage, { prefix }),
    ...deps,
  });
  await new Promise<void>((resolve) => app.server.listen(port, '127.0.0.1', resolve));
  app.start();
  return { app, url, config, prefix, stop: () => app.stop() };
}

export interface WorldForTests {
  sandbox: SandboxForTests;
  aide: AideForTests;
  stop(): Promise<void>;
}

/** A sandbox tenant and Aide on it. */
export async function startWorld(options: AideOptions = {}): Promise<WorldForTests> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const sandbox = await startSandbox({ aide: { ...aideForTests, url } });
  const aide = await startAide(sandbox, options);
  const world: WorldForTests = {
    sandbox,
    aide,
    async stop() {
      // The one that runs now: tests put another in its place when they restart Aide.
      await world.aide.stop();
      await sandbox.stop();
    },
  };
  return world;
}

const portOf = (address: string) => Number(new URL(address).port);
const encryptionKey = `k1:${randomBytes(32).toString('base64')}`;

/** What `npm start` would set. */
export function environmentFor(sandboxUrl: string, tenantId: string): NodeJS.ProcessEnv {
  return {
    AIDE_CLOUD: 'sandbox',
    SANDBOX_URL: sandboxUrl,
    AIDE_CLOCK: `${sandboxUrl}/sandbox/clock`,
    AIDE_URL: aideForTests.url,
    AIDE_TENANT_ID: tenantId,
    AIDE_CLIENT_ID: aideForTests.clientId,
    AIDE_CLIENT_SECRET: aideForTests.clientSecret,
    AIDE_API_URI: `api://${aideForTests.domain}/botid-${aideForTests.botId}`,
    AIDE_BOT_ID: aideForTests.botId,
    AIDE_BOT_SECRET: aideForTests.botSecret,
    // As env/.env.sandbox has it.
    AIDE_TEAMS_APP_ID: '6f1c3b52-8d0e-4a57-9a0d-3f6d2b1e7c01',
    AIDE_ENCRYPTION_KEYS: encryptionKey,
    AIDE_STORAGE: 'set by the test',
  };
}

/** Calls the REST API. @param token of the person for our API */
export async function callApi(
  { url }: { url: string },
  path: string,
  {
    token,
    body,
    key,
    method = body === undefined ? 'GET' : 'POST',
    headers = {},
  }: { token?: string; body?: unknown; key?: string; method?: string; headers?: Record<string, string> } = {},
) {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(key ? { 'Idempotency-Key': key } : {}),
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
  });
  const text = await answer.text();
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every form
  const json = (answer.headers.get('content-type') ?? '').includes('json') ? (JSON.parse(text) as any) : undefined;
  return { status: answer.status, headers: answer.headers, body: json, text };
}
