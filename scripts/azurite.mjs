import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';

const require = createRequire(import.meta.url);
// Azurite's well-known development key: https://learn.microsoft.com/azure/storage/common/storage-use-azurite
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/**
 * A port for a server that is started a while later, or once more. It lies below those that systems hand out by themselves (from 32768
 * on Linux, from 49152 elsewhere: RFC 6335, 6), so that neither a connection nor another server gets it meanwhile.
 * @returns {Promise<number>} a port that was free a moment ago
 */
export async function freePort() {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/**
 * Starts Azurite's table and queue services, each a process of its own, on free ports.
 * A stand-in for Azure Storage on a laptop, not durable storage: killed, it can lose the last second.
 * @param {{ location?: string, tls?: { cert: string, key: string } }} options location: folder for the data; absent = in memory.
 *   tls: files, PEM; then it speaks https and takes tokens of Entra ID (of which it checks the form and the audience)
 * @returns {Promise<{ connection: string, tables: string, queues: string, readonly processes: import('node:child_process').ChildProcess[], start(): Promise<void>, stop(): Promise<void> }>}
 *   start: again, on the same ports and data, after a stop
 */
export async function startAzurite({ location, tls } = {}) {
  const services = await Promise.all(['table', 'queue'].map((service) => startService(service, location, tls)));
  const [table, queue] = services;
  const scheme = tls ? 'https' : 'http';
  const tables = `${scheme}://127.0.0.1:${table?.port}/${account}`;
  const queues = `${scheme}://127.0.0.1:${queue?.port}/${account}`;
  return {
    tables,
    queues,
    connection: `DefaultEndpointsProtocol=${scheme};AccountName=${account};AccountKey=${key};TableEndpoint=${tables};QueueEndpoint=${queues}`,
    get processes() {
      return services.map((s) => s.child);
    },
    async start() {
      await Promise.all(services.map((s) => s.start()));
    },
    async stop() {
      await Promise.all(services.map((s) => s.stop()));
    },
  };
}

/** @param {string} service @param {string | undefined} location @param {{ cert: string, key: string } | undefined} tls */
async function startService(service, location, tls) {
  const port = await freePort();
  let child = await launch(service, port, location, tls);
  return {
    get child() {
      return child;
    },
    port,
    async start() {
      child = await launch(service, port, location, tls);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      // SIGTERM ends its table service at once, and what it has not written down yet is gone.
      child.kill('SIGINT');
      // It waits for whoever is connected; nobody waits for it that long.
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** @param {string} service @param {number} port @param {string | undefined} location @param {{ cert: string, key: string } | undefined} tls */
async function launch(service, port, location, tls) {
  const child = spawn(
    process.execPath,
    [
      require.resolve(`azurite/dist/src/${service}/main.js`),
      `--${service}Host`,
      '127.0.0.1',
      `--${service}Port`,
      String(port),
      '--silent',
      '--disableTelemetry',
      '--skipApiVersionCheck',
      ...(tls ? ['--oauth', 'basic', '--cert', tls.cert, '--key', tls.key] : []),
      ...(location ? ['--location', location] : ['--inMemoryPersistence']),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      said += text;
      if (/successfully (listens|started) on/i.test(said)) resolve(undefined);
    });
    // A service that says nothing for this long will not start.
    setTimeout(() => reject(new Error(`Azurite ${service} did not start: ${said}`)), 60_000).unref();
    child.once('exit', (code) => reject(new Error(`Azurite ${service} stopped with ${code}: ${said}`)));
  });
  child.removeAllListeners('exit');
  return child;
}
