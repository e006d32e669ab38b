// What an administrator takes: the app package, and beside it the add-in-only manifest for Outlook on Mac and on phones.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageOf } from './app-package.mjs';
import { outlookManifestOf } from './outlook-manifest.mjs';

/**
 * Writes dist/aide.<name>.zip and dist/aide.<name>.outlook.xml: both, or neither when one of them cannot be made.
 * @param {string} root @param {string} name
 * @returns {Promise<{ path: string, bytes: number }[]>} paths from the root
 * @throws {Error} as packageOf and outlookManifestOf do
 */
export async function writePackages(root, name) {
  const files = [
    { path: `dist/aide.${name}.zip`, content: await packageOf(root, name) },
    { path: `dist/aide.${name}.outlook.xml`, content: new TextEncoder().encode(outlookManifestOf(root, name)) },
  ];
  return files.map(({ path, content }) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return { path, bytes: content.length };
  });
}
