// What the server is made of, as CycloneDX: written beside the packages (npm run package), for whoever has to answer for it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';

/** What is deployed; the sandbox and the tests are not. */
const deployed = ['bot', 'contracts', 'tab', 'outlook-addin'];

/**
 * npm's own list of what these need, the same for the same lock file: without the moment and the number that npm puts in. Not with `--omit dev`,
 * which also leaves out what the tests use as well.
 * https://docs.npmjs.com/cli/commands/npm-sbom
 * @throws {Error} when the lock file does not fit the packages
 */
export function sbomOf(folder = root) {
  const args = [
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--package-lock-only',
    ...deployed.flatMap((name) => ['--workspace', name]),
  ];
  const { stdout, stderr, status } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  if (status !== 0) throw new Error(`npm sbom: ${stderr.slice(-500)}`);
  const { serialNumber: _, metadata, ...sbom } = JSON.parse(stdout);
  const { timestamp: __, ...about } = metadata;
  return { ...sbom, metadata: about };
}

/** @returns {{ path: string, bytes: number }} path from the root */
export function writeSbom(folder = root) {
  const path = 'dist/aide.sbom.json';
  const text = `${JSON.stringify(sbomOf(folder), null, 1)}\n`;
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, path), text);
  return { path, bytes: Buffer.byteLength(text) };
}
