// The Azure CLI, as whoever is signed in to it. What is secret goes through a file that only this account can read, not through the
// command line, which others on the machine can see.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs a command. @param {string[]} args @returns {string} what it printed
 * @throws {Error} with what the CLI said
 */
export function az(...args) {
  // On Windows `az` is a batch file, which only a shell runs.
  const { status, stdout, stderr, error } = spawnSync('az', [...args, '--only-show-errors'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (error) throw new Error(`The Azure CLI (az) could not be run: ${error.message}`);
  if (status !== 0) throw new Error(stderr.trim() || `az ${args[0]} failed`);
  return stdout.trim();
}

/**
 * Runs something with a file that holds `text`, and takes the file away again.
 * @template T @param {string} text @param {(file: string) => T} use @returns {T}
 */
export function withFile(text, use) {
  const folder = mkdtempSync(join(tmpdir(), 'aide-'));
  try {
    const file = join(folder, 'value');
    writeFileSync(file, text, { mode: 0o600 });
    return use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * `--name value` pairs of a command line. @param {string[]} args @param {string[]} names that are needed
 * @throws {Error} naming what is missing
 */
export function optionsOf(args, names) {
  /** @type {Record<string, string>} */
  const options = {};
  for (let i = 0; i < args.length; i += 2) options[(args[i] ?? '').replace(/^--/, '')] = args[i + 1] ?? '';
  const missing = names.filter((name) => !options[name]);
  if (missing.length > 0) throw new Error(`needs ${missing.map((name) => `--${name} <value>`).join(' ')}`);
  return options;
}
