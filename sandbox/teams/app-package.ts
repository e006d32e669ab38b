import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Tenant } from '../tenant/tenant.ts';
import { appOf, type Manifest, manifest, type Reach, type TeamsApp } from './manifest.ts';

export type { TeamsApp } from './manifest.ts';

const repository = join(import.meta.dirname, '../..');
const packageFolder = join(repository, 'appPackage');
const environmentFile = join(repository, 'env/.env.sandbox');

/** The manifest of Aide's own package and its icons. */
export interface BuiltIn {
  manifest: Manifest;
  /** PNG, base64. */
  colorIcon: string;
}

/**
 * Aide's own package, its `${{NAME}}` placeholders filled as the Toolkit fills them when it makes the package for upload.
 * @throws Error when a placeholder has no value or the manifest is not valid
 */
export function builtInPackage(tenant: Tenant): BuiltIn {
  const names: Record<string, string | undefined> = {
    ...parseEnv(readFileSync(environmentFile, 'utf8')),
    AIDE_DOMAIN: tenant.aide.domain,
    AAD_APP_CLIENT_ID: tenant.aide.clientId,
    BOT_ID: tenant.aide.botId,
    ...(tenant.aide.teamsAppId ? { TEAMS_APP_ID: tenant.aide.teamsAppId } : {}),
  };
  const text = readFileSync(join(packageFolder, 'manifest.json'), 'utf8');
  const read = manifest.parse(JSON.parse(fillPlaceholders(text, names)));
  return { manifest: read, colorIcon: readFileSync(join(packageFolder, read.icons.color)).toString('base64') };
}

export const loadAidePackage = (tenant: Tenant): TeamsApp => appOf(builtInPackage(tenant).manifest, reachIn(tenant));

/** Where this tenant reaches what Aide's manifest names. */
export const reachIn = ({ aide }: Tenant): Reach => ({ endpoint: aide.botEndpoint, domain: aide.domain });

/** Values go into JSON strings, so they are escaped as such. */
export function fillPlaceholders(text: string, values: Record<string, string | undefined>): string {
  return text.replace(/\$\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`appPackage/manifest.json: no value for ${name}`);
    return JSON.stringify(value).slice(1, -1);
  });
}
