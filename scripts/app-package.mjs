// The app package: the manifest with its placeholders filled, and the icons, as one zip. The Toolkit makes the same from
// teamsapp.yml (teamsApp/zipAppPackage); this one needs no account and gives the same bytes for the same input.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { zipSync } from 'fflate';
import { fill, valuesOf } from './environments.mjs';

/**
 * The package of an environment. The same input gives the same bytes: sorted entries, one fixed date.
 * @param {string} root @param {string} name @param {NodeJS.Dict<string>} [values]
 * @throws {Error} when a placeholder has no value, the manifest is not valid, or a file that it names is missing
 */
export async function packageOf(root, name, values = valuesOf(root, name)) {
  const folder = join(root, 'appPackage');
  const manifest = JSON.parse(fill(readFileSync(join(folder, 'manifest.json'), 'utf8'), values));
  const faults = await AppManifestUtils.validateAgainstSchema(manifest);
  if (faults.length > 0) throw new Error(`the manifest is not valid: ${faults.join('; ')}`);
  const files = filesOf(manifest);
  /** @type {Record<string, Uint8Array>} */
  const entries = { 'manifest.json': new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`) };
  for (const file of files) entries[file] = readFileSync(join(folder, file));
  // The zip format knows local times from 1980 on; the date is fixed so that it says nothing of when it was made.
  return zipSync(entries, { level: 9, mtime: new Date(2020, 0, 1) });
}

/** Files of the package besides the manifest. @param {any} manifest @returns {string[]} */
const filesOf = ({ icons, localizationInfo }) =>
  [
    ...Object.values(icons),
    ...(localizationInfo?.additionalLanguages ?? []).map((/** @type {any} */ l) => l.file),
  ].sort();
