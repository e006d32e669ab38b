import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import type { Tenant } from '../tenant/tenant.ts';
import type { InstalledApp } from './protocol.ts';

/** An app of the tenant's catalogue: what its manifest says, and where its bot is reached. */
export interface TeamsApp extends InstalledApp {
  scopes: ('personal' | 'team' | 'groupChat')[];
  /** The messaging endpoint of the Azure Bot. */
  endpoint: string;
}

const scope = z.enum(['personal', 'team', 'groupChat', 'copilot']);

/** The part of the manifest that Teams needs to run a bot; the rest is checked against Microsoft's schema elsewhere. */
const manifest = z.object({
  id: z.guid(),
  name: z.object({ short: z.string().min(1).max(30) }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  bots: z.tuple([
    z.object({
      botId: z.guid(),
      scopes: z.array(scope).min(1),
      supportsFiles: z.boolean().default(false),
      commandLists: z
        .array(
          z.object({
            scopes: z.array(scope),
            commands: z.array(z.object({ title: z.string().max(32), description: z.string().max(128) })).max(12),
          }),
        )
        .default([]),
    }),
  ]),
  webApplicationInfo: z.object({ id: z.guid(), resource: z.string() }).optional(),
});

const packageFile = new URL('../../appPackage/manifest.json', import.meta.url);
const environmentFile = new URL('../../env/.env.sandbox', import.meta.url);

/**
 * Aide's own package, its `${{NAME}}` placeholders filled as the Toolkit fills them when it makes the package for upload.
 * @throws Error when a placeholder has no value or the manifest is not valid
 */
export function loadAidePackage(tenant: Tenant): TeamsApp {
  const names: Record<string, string | undefined> = {
    ...parseEnv(readFileSync(environmentFile, 'utf8')),
    AIDE_DOMAIN: tenant.aide.domain,
    AAD_APP_CLIENT_ID: tenant.aide.clientId,
    BOT_ID: tenant.aide.botId,
    ...(tenant.aide.teamsAppId ? { TEAMS_APP_ID: tenant.aide.teamsAppId } : {}),
  };
  return readPackage(fillPlaceholders(readFileSync(packageFile, 'utf8'), names), tenant.aide.botEndpoint);
}

export function readPackage(json: string, endpoint: string): TeamsApp {
  const read = manifest.parse(JSON.parse(json));
  const [bot] = read.bots;
  return {
    teamsAppId: read.id,
    displayName: read.name.short,
    botId: bot.botId,
    webApplicationInfo: read.webApplicationInfo,
    commands: bot.commandLists.find((list) => list.scopes.includes('personal'))?.commands ?? [],
    accentColor: read.accentColor,
    supportsFiles: bot.supportsFiles,
    scopes: bot.scopes.filter((s) => s !== 'copilot'),
    endpoint,
  };
}

/** Values go into JSON strings, so they are escaped as such. */
export function fillPlaceholders(text: string, values: Record<string, string | undefined>): string {
  return text.replace(/\$\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`appPackage/manifest.json: no value for ${name}`);
    return JSON.stringify(value).slice(1, -1);
  });
}
