// The environments that Aide is packaged for, env/.env.<name>, and their values in files with placeholders, as the Toolkit fills them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

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
 * @throws {Error} naming every placeholder that has no value, or one that is not written as one
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
  // A misspelt one, or one that came with a value, would otherwise go out as it is.
  const [open] = /\$\{\{.{0,40}/.exec(filled) ?? [];
  if (open !== undefined) throw new Error(`this is no placeholder, and none may be left: ${open}`);
  return filled;
}
