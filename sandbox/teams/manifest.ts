import { z } from 'zod';
import { extension } from './extension.ts';
import type { AppTab, InstalledApp } from './protocol.ts';

/** An app of the tenant's catalogue: what its manifest says, and where its bot is reached. */
export interface TeamsApp extends Omit<InstalledApp, 'icon'> {
  scopes: ('personal' | 'team' | 'groupChat')[];
  /** The messaging endpoint of the Azure Bot. */
  endpoint: string;
}

const scope = z.enum(['personal', 'team', 'groupChat', 'copilot']);
const https = z.url({ protocol: /^https$/ });

/**
 * The part of the manifest that the sandbox runs, and what an administrator is shown of it. Microsoft's whole schema is checked
 * where the package is made. https://learn.microsoft.com/microsoft-365/extensibility/schema/
 */
export const manifest = z.object({
  id: z.guid(),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'is not three numbers with dots between them'),
  developer: z.object({
    name: z.string().min(1).max(32),
    websiteUrl: https,
    privacyUrl: https,
    termsOfUseUrl: https,
  }),
  name: z.object({ short: z.string().min(1).max(30), full: z.string().max(100).optional() }),
  description: z.object({ short: z.string().min(1).max(80), full: z.string().min(1).max(4000) }),
  icons: z.object({ color: z.string().min(1), outline: z.string().min(1) }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  bots: z.tuple(
    [
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
    ],
    { error: 'the sandbox runs apps with one bot' },
  ),
  staticTabs: z
    .array(
      z.object({
        entityId: z.string().min(1).max(64),
        name: z.string().max(128).default(''),
        // The reserved tabs 'conversations' and 'about' are Teams' own and have none.
        contentUrl: https.optional(),
        scopes: z.array(z.string()),
      }),
    )
    .max(16)
    .default([]),
  configurableTabs: z
    .array(
      z.object({
        configurationUrl: https,
        canUpdateConfiguration: z.boolean().default(true),
        scopes: z.array(z.enum(['team', 'groupChat'])).min(1),
      }),
    )
    .max(1)
    .default([]),
  composeExtensions: z
    .array(
      z.object({
        botId: z.guid().optional(),
        commands: z.array(z.object({ title: z.string().max(32), type: z.string().default('query') })).default([]),
      }),
    )
    .default([]),
  // Each app has one extension at most.
  extensions: z.array(extension).max(1).default([]),
  validDomains: z.array(z.string().min(1).max(2048)).max(16).default([]),
  webApplicationInfo: z.object({ id: z.guid(), resource: z.string() }).optional(),
  publisherDocsUrl: https.optional(),
  authorization: z
    .object({
      permissions: z
        .object({
          resourceSpecific: z
            .array(z.object({ name: z.string().min(1).max(128), type: z.enum(['Application', 'Delegated']) }))
            .max(16)
            .default([]),
        })
        .optional(),
    })
    .optional(),
});
export type Manifest = z.output<typeof manifest>;

/** Where what a manifest names is reached in this tenant. */
export interface Reach {
  /** The messaging endpoint of the Azure Bot. */
  endpoint: string;
  /**
   * Host of the app in its manifest. A manifest knows https alone, while the sandbox reaches Aide by http on loopback: addresses
   * of this host are moved to the endpoint's origin.
   */
  domain: string;
}

/** Where an address of the manifest is reached. */
export function reachedAt({ endpoint, domain }: Reach, address: string): string {
  const { origin } = new URL(endpoint);
  const { host, pathname, search, hash } = new URL(address);
  return host === domain ? `${origin}${pathname}${search}${hash}` : address;
}

export function appOf(read: Manifest, reach: Reach): TeamsApp {
  const { endpoint, domain } = reach;
  const [bot] = read.bots;
  const [configurable] = read.configurableTabs;
  const here = new URL(endpoint);
  const reached = (address: string) => reachedAt(reach, address);
  const tabs: AppTab[] = read.staticTabs.flatMap(({ entityId, name, contentUrl, scopes }) =>
    contentUrl && scopes.includes('personal')
      ? [{ entityId, name: name || read.name.short, contentUrl: reached(contentUrl) }]
      : [],
  );
  return {
    teamsAppId: read.id,
    displayName: read.name.short,
    version: read.version,
    botId: bot.botId,
    webApplicationInfo: read.webApplicationInfo,
    commands: bot.commandLists.find((list) => list.scopes.includes('personal'))?.commands ?? [],
    accentColor: read.accentColor,
    supportsFiles: bot.supportsFiles,
    tabs,
    ...(configurable
      ? {
          configurableTab: {
            configurationUrl: reached(configurable.configurationUrl),
            canUpdateConfiguration: configurable.canUpdateConfiguration,
            scopes: configurable.scopes,
          },
        }
      : {}),
    validDomains: read.validDomains.map((name) => (name === domain ? here.host : name)),
    scopes: bot.scopes.filter((s) => s !== 'copilot'),
    endpoint,
  };
}
