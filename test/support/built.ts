import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
/** Folder with the built pages. */
export const pages = join(root, 'dist');

/**
 * Builds a part unless it is as its sources are; when several processes want it, one of them does.
 * @param out 'bot/dist', 'dist/tab', 'dist/outlook' or 'dist/host'
 */
export async function ensureBuilt(...out: string[]): Promise<void> {
  // In a process of its own: the loader that runs the tests' TypeScript gets in Vite's way, and coverage is not asked of it.
  const args = [join(root, 'scripts/build.mjs'), ...out];
  await promisify(execFile)(process.execPath, args, { cwd: root, env: { PATH: process.env.PATH } });
}
