import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root, say } from './bootstrap.mjs';

ensureInstalled();
ensureBuilt();
// What follows needs the packages.
const { startAzurite } = await import('./azurite.mjs');
const { answering, environments, secretsIn, startProgram } = await import('./processes.mjs');

const port = Number(process.env.PORT ?? 3978);
const sandboxPort = Number(process.env.SANDBOX_PORT ?? 4365);
const data = process.env.AIDE_DATA ?? join(root, '.aide');
mkdirSync(join(data, 'logs'), { recursive: true });
for (const [name, number] of [
  ['PORT', port],
  ['SANDBOX_PORT', sandboxPort],
])
  await checkPort(String(name), Number(number));

/** @type {(() => Promise<void>)[]} */
const endings = [];
let isStopping = false;
/** @param {number} code */
async function stop(code) {
  if (isStopping) return;
  isStopping = true;
  for (const end of endings.reverse()) await end();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));

try {
  const azurite = await startAzurite({ location: join(data, 'azurite') });
  endings.push(azurite.stop);
  const env = environments({
    port,
    sandboxPort,
    storage: azurite.connection,
    dataDir: join(data, 'sandbox'),
    secrets: secretsIn(data),
  });
  const sandbox = begin('The sandbox', ['--import', 'tsx', 'sandbox/index.ts'], env.sandbox, 'sandbox.log');
  await answering(`${env.sandboxUrl}/healthz`, sandbox);
  const answer = await fetch(`${env.sandboxUrl}/sandbox/tenant`);
  const tenant = /** @type {{ tenantId: string, graph: string, people: unknown[] }} */ (await answer.json());
  const aide = begin('Aide', ['--enable-source-maps', 'bot/dist/index.js'], env.aide(tenant.tenantId), 'aide.log');
  await answering(`${env.url}/readyz`, aide);
  say(`
  Aide is running. Open  ${env.sandboxUrl}/

  Aide            ${env.url}            API: ${env.url}/api/openapi.json
  Sandbox tenant  ${env.sandboxUrl}            ${tenant.people.length} people, Microsoft Graph at ${tenant.graph}
  Data and logs   ${data}
  Ctrl-C stops all of it.
`);
} catch (error) {
  say(`\n${error instanceof Error ? error.message : error}`);
  await stop(1);
}

/** @param {string} name @param {string[]} args @param {NodeJS.ProcessEnv} programEnv @param {string} log */
function begin(name, args, programEnv, log) {
  const program = startProgram(name, args, programEnv, join(data, 'logs', log));
  const ended = once(program.child, 'exit');
  endings.push(async () => {
    if (program.child.exitCode === null) program.child.kill('SIGTERM');
    await ended;
  });
  program.child.once('exit', (code) => {
    if (isStopping) return;
    say(
      `\n${name} stopped unexpectedly (${code}). Its log is ${join(data, 'logs', log)}. Its last words:\n${program.lastWords()}`,
    );
    void stop(1);
  });
  return program;
}

/** @param {string} name @param {number} number */
async function checkPort(name, number) {
  const server = createServer();
  const free = await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(number, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  if (free) return;
  say(
    `Port ${number} is taken, by another Aide perhaps. Stop it, or choose another one: ${name}=${number + 1} npm start`,
  );
  process.exit(1);
}
