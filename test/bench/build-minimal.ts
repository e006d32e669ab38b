import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/bootstrap.mjs';

const source = join(import.meta.dirname, 'minimal');

/** Each page, and the file that a browser is given first. */
const minimal = [
  ['tab', 'index.html'],
  ['outlook', 'taskpane.html'],
] as const;

/** Builds the least that a tab and a pane are, with the settings that ours are built with. @param out as `dist/` is: a folder for each */
export async function buildMinimal(out: string): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const config = join(source, 'vite.config.ts');
  // In a process of its own: the loader that runs this file's TypeScript gets in Vite's way.
  for (const [name, input] of minimal)
    await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn', '-c', config], {
      cwd: root,
      env: { PATH: process.env.PATH, MINIMAL: name, MINIMAL_INPUT: input, MINIMAL_OUT: join(out, name) },
    });
}
