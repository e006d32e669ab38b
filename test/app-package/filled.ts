import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export const root = join(import.meta.dirname, '../..');
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');
/** Microsoft's schemas; tests that read them skip where they are not. */
export const reference = join(root, '../shared/reference/teams');

/** A manifest with its placeholders filled, as the Toolkit does. */
export function filled(path: string, more: Record<string, string> = {}) {
  const values: NodeJS.Dict<string> = { ...parseEnv(read('env/.env.sandbox')), ...more };
  const text = read(path).replace(/\$\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
  assert.doesNotMatch(text, /\$\{\{/, `${path}: a placeholder without value`);
  return JSON.parse(text);
}

/** The app's manifest, at aide.contoso.com. */
export const manifest = () => filled('appPackage/manifest.json', { AIDE_DOMAIN: 'aide.contoso.com' });

/** The app registration's. */
export const entraManifest = () =>
  filled('aad.manifest.json', { AAD_APP_OBJECT_ID: 'x', AAD_APP_ACCESS_AS_USER_PERMISSION_ID: 'y' });
