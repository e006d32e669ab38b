// The keys with which Aide encrypts what it keeps (AIDE_ENCRYPTION_KEYS), made and kept in Key Vault:
//   node scripts/encryption-keys.mjs ensure --vault <name> [--app <resource id>]   the first key, if there is none
//   node scripts/encryption-keys.mjs rotate --vault <name> [--app <resource id>]   a new one in front; the old ones still open
//   node scripts/encryption-keys.mjs retire --vault <name> [--app <resource id>]   without those that were replaced a year ago
//   node scripts/encryption-keys.mjs newest --vault <name> [--app <resource id>]   the newest alone; what the others closed is lost
//   node scripts/encryption-keys.mjs local --file <path>                           for a developer's machine
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { az, optionsOf, withFile } from './az.mjs';

const secret = 'encryption-keys';

/** A key as bot/config.ts reads it: id:base64 of 32 bytes. @param {Date} [now] */
export const newKey = (now = new Date()) =>
  `k${now.toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(3).toString('hex')}:${randomBytes(32).toString('base64')}`;

/** The longest that anything sealed is kept (bot/storage/retention.ts), in milliseconds. */
const lifetime = 366 * 24 * 60 * 60 * 1000;

/** When a key was made, as its id says; undefined for ids of another form. @param {string} key */
const madeAt = (key) => {
  const [, year, month, day] = /^k(\d{4})(\d{2})(\d{2})-/.exec(key) ?? [];
  return year ? Date.parse(`${year}-${month}-${day}`) : undefined;
};

/**
 * What becomes of the keys, newest first and separated by commas, by step.
 * @type {Record<string, (keys: string, key: string, now?: Date) => string>}
 */
export const steps = {
  ensure: (keys, key) => keys || key,
  rotate: (keys, key) => [key, keys].filter(Boolean).join(','),
  // A key closes nothing any more from the day on which the next one was made.
  retire: (keys, _, now = new Date()) =>
    keys
      .split(',')
      .filter((_, i, all) => i === 0 || now.getTime() - (madeAt(all[i - 1] ?? '') ?? now.getTime()) < lifetime)
      .join(','),
  newest: (keys) => keys.split(',')[0] ?? '',
};

/** @param {string} vault */
function readKeys(vault) {
  try {
    return az('keyvault', 'secret', 'show', '--vault-name', vault, '--name', secret, '--query', 'value', '-o', 'tsv');
  } catch (error) {
    if (String(error).includes('SecretNotFound')) return '';
    throw error;
  }
}

/**
 * A role that was given a moment ago is not known everywhere yet: tries again for five minutes.
 * @template T @param {() => T} work @returns {Promise<T>}
 */
async function patiently(work) {
  for (let left = 20; ; left--) {
    try {
      return work();
    } catch (error) {
      if (left === 0 || !/Forbidden|AuthorizationFailed/.test(String(error))) throw error;
      await wait(15_000);
    }
  }
}

/** @param {string} step @param {Record<string, string>} options */
async function inVault(step, { vault = '', app }) {
  const change = Object.hasOwn(steps, step) ? steps[step] : undefined;
  if (!change) throw new Error(`There is no step "${step}"; there are ${Object.keys(steps).join(', ')} and local.`);
  const keys = await patiently(() => readKeys(vault));
  const changed = change(keys, newKey());
  if (changed === keys) return console.log('The keys stay as they are.');
  await patiently(() =>
    withFile(changed, (file) =>
      az(
        'keyvault',
        'secret',
        'set',
        '--vault-name',
        vault,
        '--name',
        secret,
        '--file',
        file,
        '--encoding',
        'utf-8',
        '-o',
        'none',
      ),
    ),
  );
  // Otherwise App Service looks for a new value once a day.
  // https://learn.microsoft.com/azure/app-service/app-service-key-vault-references#rotation
  if (app)
    az(
      'rest',
      '--method',
      'POST',
      '--url',
      `${app}/config/configreferences/appsettings/refresh?api-version=2022-03-01`,
    );
  console.log(
    `The keys are set: ${changed
      .split(',')
      .map((key) => key.split(':')[0])
      .join(', ')}.`,
  );
}

/** @param {string} file with NAME=value lines */
export function inFile(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (parseEnv(text).AIDE_ENCRYPTION_KEYS) return;
  writeFileSync(file, `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}AIDE_ENCRYPTION_KEYS=${newKey()}\n`, {
    mode: 0o600,
  });
}

if (import.meta.filename === process.argv[1]) {
  const [step = '', ...rest] = process.argv.slice(2);
  if (step === 'local') inFile(optionsOf(rest, ['file']).file ?? '');
  else await inVault(step, optionsOf(rest, ['vault']));
}
