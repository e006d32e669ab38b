// Aide on this machine in a tenant of yours: Azurite, and the server with the settings that `atk deploy --env local` wrote. The tunnel in
// front of it is the developer's (docs/operations.md). The sandbox tenant is not started: npm start does that.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ensureBuilt, ensureInstalled, root, say } from './bootstrap.mjs';

ensureInstalled();
ensureBuilt();
const { startAzurite } = await import('./azurite.mjs');
const { startProgram } = await import('./processes.mjs');

const file = join(root, 'env/.env.server.user');
if (!existsSync(file)) {
  say('There is no env/.env.server.user: run `atk provision --env local`, then `atk deploy --env local`.');
  process.exit(1);
}
const data = join(root, '.aide/local');
mkdirSync(data, { recursive: true });
const azurite = await startAzurite({ location: join(data, 'azurite') });
const env = { ...process.env, ...parseEnv(readFileSync(file, 'utf8')), AIDE_STORAGE: azurite.connection };
const log = join(data, 'aide.log');
const aide = startProgram('Aide', ['--enable-source-maps', 'bot/dist/index.js'], env, log);
say(`Aide starts on http://127.0.0.1:${process.env.PORT ?? 3978}; its log is ${log}. Ctrl-C stops it.`);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => aide.child.kill('SIGTERM'));
aide.child.once('exit', async (code) => {
  if (code) say(`Aide stopped (${code}). Its last words:\n${aide.lastWords()}`);
  await azurite.stop();
  process.exit(code ?? 0);
});
