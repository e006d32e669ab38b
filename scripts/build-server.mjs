import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const outfile = join(root, 'dist/bot/index.js');
/** @type {{ dependencies: Record<string, string> }} */
const { dependencies } = JSON.parse(readFileSync(join(root, 'bot/package.json'), 'utf8'));

/** The folder that a package is loaded from by this file. @param {string} file @param {string} name */
const folderOf = (file, name) =>
  createRequire(file)
    .resolve.paths(name)
    ?.map((folder) => join(folder, name))
    .find((folder) => existsSync(folder));

// npm puts a package beside the workspace when another version of it stands at the root; from dist/ that other one would be
// loaded. Such a package goes into the file.
const external = Object.keys(dependencies).filter(
  (name) => !name.startsWith('@aide/') && folderOf(join(root, 'bot/index.ts'), name) === folderOf(outfile, name),
);

// One file of our own code; packages stay packages, as they are deployed.
await build({
  absWorkingDir: root,
  entryPoints: ['bot/index.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'linked',
  external: external.flatMap((name) => [name, `${name}/*`]),
  logLevel: 'warning',
});
