import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startAzurite } from '../../scripts/azurite.mjs';
import { root } from '../../scripts/bootstrap.mjs';
import { environments, sandboxNames, secretsIn } from '../../scripts/processes.mjs';
import { type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { buildMinimal } from './build-minimal.ts';
import { buildProgram } from './build-program.ts';
import type { Cleanup } from './cleanup.ts';
import { type Server, startServer } from './server.ts';
import { type Sink, sinkReplies } from './sink.ts';

/**
 * What the rows share: a sandbox tenant in this process, and Azurite, Aide as it is built and the echo bot in processes of
 * their own, all set up as `npm start` does it.
 */
export interface World {
  sandbox: SandboxForTests;
  /** Takes what bots say in chat. */
  sink: Sink;
  /** @param env settings that differ from those of npm start @param how another build of it, more arguments for node */
  startAide(env?: NodeJS.ProcessEnv, how?: { file?: string; args?: string[] }): Promise<Server>;
  startEcho(): Promise<Server>;
  /** Aide's server with the least that a tab and a pane are in the places of its own. */
  startMinimal(): Promise<Server>;
  /** The sandbox as a program; its data is kept from one start to the next. */
  startSandboxProcess(): Promise<Server>;
  /** Connection string of the storage. */
  storage: string;
  cleanup: Cleanup;
}

export async function openWorld(cleanup: Cleanup): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aide-bench-'));
  cleanup.add(() => rm(dataDir, { recursive: true, force: true }));
  const [aidePort, echoPort, minimalPort] = [await freePort(), await freePort(), await freePort()];
  const secondSandboxPort = await freePort();
  const azurite = await startAzurite();
  cleanup.add(azurite.stop);
  const minimalPages = join(dataDir, 'minimal');
  const names = sandboxNames();
  const secrets = secretsIn(dataDir);
  const sandbox = await startSandbox({
    aide: {
      clientId: names.AAD_APP_CLIENT_ID!,
      clientSecret: secrets.clientSecret,
      botId: names.BOT_ID!,
      botSecret: secrets.botSecret,
      domain: names.AIDE_DOMAIN!,
      url: `http://127.0.0.1:${aidePort}`,
    },
  });
  cleanup.add(sandbox.stop);
  const env = environments({
    port: aidePort,
    sandboxPort: Number(new URL(sandbox.url).port),
    storage: azurite.connection,
    dataDir: join(dataDir, 'sandbox'),
    secrets,
  });
  // Few people do here what thousands do elsewhere.
  const aideEnv = { ...env.aide(sandbox.tenant.id), AIDE_REQUESTS_PER_MINUTE: '1000000' };
  const start = (
    name: string,
    args: string[],
    port: number,
    programEnv: NodeJS.ProcessEnv,
    ready: [path: string, status: number],
  ) => {
    const url = `http://127.0.0.1:${port}`;
    return startServer({ name, args, env: programEnv, url, ready, logFile: join(dataDir, `${name}.log`) }, cleanup);
  };
  return {
    sandbox,
    sink: sinkReplies(sandbox.sandbox),
    startAide: (more = {}, { file = join(root, 'bot/dist/index.js'), args = [] } = {}) =>
      start('Aide', ['--enable-source-maps', ...args, file], aidePort, { ...aideEnv, ...more }, ['/readyz', 200]),
    // It has no page for this; that it is up is all there is to know.
    startEcho: async () =>
      start('echo bot', [await buildProgram('echo')], echoPort, { ...aideEnv, PORT: String(echoPort) }, ['/', 404]),
    async startMinimal() {
      await buildMinimal(minimalPages);
      const minimalEnv = {
        ...aideEnv,
        PORT: String(minimalPort),
        AIDE_URL: `http://127.0.0.1:${minimalPort}`,
        BENCH_PAGES: minimalPages,
      };
      return start('minimal pages', [await buildProgram('minimal-server')], minimalPort, minimalEnv, ['/readyz', 200]);
    },
    startSandboxProcess: () =>
      start(
        'sandbox',
        ['--import', 'tsx', join(root, 'sandbox/index.ts')],
        secondSandboxPort,
        { ...env.sandbox, SANDBOX_PORT: String(secondSandboxPort) },
        ['/healthz', 200],
      ),
    storage: azurite.connection,
    cleanup,
  };
}
