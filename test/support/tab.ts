import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
/** Folder with the built pages. */
export const pages = join(root, 'dist');

/** Builds the tab unless the last build is newer than its sources. */
export async function buildTab(): Promise<void> {
  const folders = ['tab/src', 'contracts'].map((folder) => join(root, folder));
  const names = await Promise.all(
    folders.map(async (folder) => (await readdir(folder, { recursive: true })).map((name) => join(folder, name))),
  );
  const newest = Math.max(...(await Promise.all(names.flat().map(async (file) => (await stat(file)).mtimeMs))));
  const built = join(pages, 'tab/index.html');
  if (existsSync(built) && (await stat(built)).mtimeMs > newest) return;
  // In a process of its own: the loader that runs the tests' TypeScript gets in Vite's way.
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn', '-c', 'tab/vite.config.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH },
  });
}
