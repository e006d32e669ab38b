import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
/** @type {{ dependencies: Record<string, string> }} */
const { dependencies } = JSON.parse(readFileSync(join(root, 'bot/package.json'), 'utf8'));

// One file of our own code; packages stay packages, as they are deployed.
await build({
  absWorkingDir: root,
  entryPoints: ['bot/index.ts'],
  outfile: 'dist/bot/index.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'linked',
  external: Object.keys(dependencies)
    .filter((name) => !name.startsWith('@aide/'))
    .flatMap((name) => [name, `${name}/*`]),
  logLevel: 'warning',
});
