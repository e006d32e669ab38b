import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from './bootstrap.mjs';

/** The sandbox's names for Aide (env/.env.sandbox). @returns {Record<string, string>} */
export const sandboxNames = () =>
  /** @type {Record<string, string>} */ (parseEnv(readFileSync(join(root, 'env/.env.sandbox'), 'utf8')));

/**
 * Secrets of this checkout's sandbox: made once, kept beside its data, never in the repository.
 * @param {string} folder
 * @returns {{ clientSecret: string, botSecret: string, encryptionKey: string }}
 */
export function secretsIn(folder) {
  const file = join(folder, 'secrets.json');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const secrets = {
      clientSecret: randomBytes(24).toString('base64url'),
      botSecret: randomBytes(24).toString('base64url'),
      encryptionKey: `k1:${randomBytes(32).toString('base64')}`,
    };
    writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * The environments of the sandbox and of Aide on it.
 * @param {{ port: number, sandboxPort: number, storage: string, dataDir: string, secrets: ReturnType<typeof secretsIn> }} options
 */
export function environments({ port, sandboxPort, storage, dataDir, secrets }) {
  const names = sandboxNames();
  const url = `http://127.0.0.1:${port}`;
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const shared = { ...process.env, AIDE_CLIENT_SECRET: secrets.clientSecret, AIDE_BOT_SECRET: secrets.botSecret };
  return {
    url,
    sandboxUrl,
    sandbox: { ...shared, ...names, AIDE_URL: url, SANDBOX_PORT: String(sandboxPort), SANDBOX_DATA: dataDir },
    /** @param {string} tenantId */
    aide: (tenantId) => ({
      ...shared,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_URL: sandboxUrl,
      AIDE_CLOUD: 'sandbox',
      AIDE_URL: url,
      AIDE_CLOCK: `${sandboxUrl}/sandbox/clock`,
      AIDE_TENANT_ID: tenantId,
      AIDE_CLIENT_ID: names.AAD_APP_CLIENT_ID,
      AIDE_API_URI: `api://${names.AIDE_DOMAIN}/botid-${names.BOT_ID}`,
      AIDE_BOT_ID: names.BOT_ID,
      AIDE_TEAMS_APP_ID: names.TEAMS_APP_ID,
      AIDE_STORAGE: storage,
      AIDE_ENCRYPTION_KEYS: secrets.encryptionKey,
    }),
  };
}

/**
 * Starts a program of ours; what it says goes to a file, its last words are kept for when it dies.
 * @param {string} name @param {string[]} args @param {NodeJS.ProcessEnv} env @param {string} logFile
 */
export function startProgram(name, args, env, logFile) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const file = createWriteStream(logFile, { flags: 'a' });
  let last = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (/** @type {Buffer} */ text) => {
      file.write(text);
      last = (last + text).slice(-3000);
    });
  return { name, child, lastWords: () => last };
}

/**
 * Waits until an address answers 200.
 * @param {string} address @param {ReturnType<typeof startProgram>} program @param {number} [limit] ms
 */
export async function answering(address, program, limit = 60_000) {
  for (const end = Date.now() + limit; Date.now() < end; ) {
    if (program.child.exitCode !== null) throw new Error(`${program.name} stopped:\n${program.lastWords()}`);
    const answer = await fetch(address, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${program.name} does not answer at ${address}:\n${program.lastWords()}`);
}
