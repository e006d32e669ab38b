import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pages } from './tab.ts';

const root = join(import.meta.dirname, '../..');

/** Builds the add-in unless the last build is newer than its sources. */
export async function buildAddIn(): Promise<void> {
  const folders = ['outlook-addin', 'contracts'].map((folder) => join(root, folder));
  const names = await Promise.all(
    folders.map(async (folder) => (await readdir(folder, { recursive: true })).map((name) => join(folder, name))),
  );
  const files = [...names.flat(), join(root, 'tab/src/api.ts')];
  const newest = Math.max(...(await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs))));
  const built = join(pages, 'outlook/taskpane.html');
  if (existsSync(built) && (await stat(built)).mtimeMs > newest) return;
  // In a process of its own: the loader that runs the tests' TypeScript gets in Vite's way.
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const options = ['build', '--logLevel', 'warn', '-c', 'outlook-addin/vite.config.ts'];
  await promisify(execFile)(process.execPath, [vite, ...options], { cwd: root, env: { PATH: process.env.PATH } });
}
