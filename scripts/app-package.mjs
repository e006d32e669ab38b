// The app package: the manifest with its placeholders filled, and the icons, as one zip. The Toolkit makes the same from
// teamsapp.yml (teamsApp/zipAppPackage); this one needs no account and gives the same bytes for the same input.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseEnv } from 'node:util';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { zipSync } from 'fflate';

/** Names of the environments: env/.env.<name>. @param {string} root */
export const environments = (root) =>
  readdirSync(join(root, 'env'))
    .filter((file) => /^\.env\.[\w-]+$/.test(file) && !file.endsWith('.user'))
    .map((file) => file.slice('.env.'.length))
    .sort();

/**
 * The values of an environment: its file, and what the process was given (a pipeline sets them so).
 * @param {string} root @param {string} name @returns {NodeJS.Dict<string>}
 */
export function valuesOf(root, name) {
  if (!environments(root).includes(name)) throw new Error(`there is no env/.env.${name}`);
  const file = parseEnv(readFileSync(join(root, `env/.env.${name}`), 'utf8'));
  // What the file leaves empty, to be filled in when it is provisioned, does not hide what the process was given.
  const given = Object.entries(file).filter(([key, value]) => value !== '' || process.env[key] === undefined);
  return { ...process.env, ...Object.fromEntries(given), TEAMSFX_ENV: name };
}

/** Has this environment been provisioned, so that there can be a package? @param {string} root @param {string} name */
export const isProvisioned = (root, name) => Boolean(valuesOf(root, name).TEAMS_APP_ID);

/**
 * `${{NAME}}` → its value, as the Toolkit does it.
 * @param {string} text @param {NodeJS.Dict<string>} values
 * @throws {Error} naming every placeholder that has no value
 */
export function fill(text, values) {
  const missing = new Set();
  const filled = text.replace(/\$\{\{\s*(\w+)\s*\}\}/g, (whole, name) => {
    const value = values[name];
    if (value === undefined || (value === '' && !name.endsWith('_SUFFIX'))) missing.add(name);
    return JSON.stringify(value ?? whole).slice(1, -1);
  });
  if (missing.size > 0)
    throw new Error(`these have no value: ${[...missing].join(', ')}. Provision first, or set them in the env file`);
  return filled;
}

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

/** Writes dist/aide.<name>.zip. @param {string} root @param {string} name */
export async function writePackage(root, name) {
  const zip = await packageOf(root, name);
  const path = join(root, `dist/aide.${name}.zip`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(path, zip);
  return { path: relative(root, path), bytes: zip.length };
}
