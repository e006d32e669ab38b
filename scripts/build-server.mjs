import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
/** @type {{ dependencies: Record<string, string> }} */
const { dependencies } = JSON.parse(readFileSync(join(root, 'bot/package.json'), 'utf8'));
const external = Object.keys(dependencies).filter((name) => !name.startsWith('@aide/'));

// One file of our own code; packages stay packages, as they are deployed. It stands inside bot/, so that they are found where
// npm has put them for this workspace: another version of one may stand at the root.
await build({
  absWorkingDir: root,
  entryPoints: ['bot/index.ts'],
  outfile: 'bot/dist/index.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'linked',
  external: external.flatMap((name) => [name, `${name}/*`]),
  logLevel: 'warning',
});
