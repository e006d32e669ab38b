import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { teamsDesktopClientId, teamsWebClientId } from '../../teams/protocol.ts';
import type { AppRow } from '../model.ts';
import { type AideRegistration, scriptClientId } from '../registration.ts';
import { secretHash } from '../secret.ts';
import type { Tenant } from '../tenant.ts';

const access = z.object({ id: z.string(), type: z.enum(['Scope', 'Role']) });

/**
 * What the sandbox needs of an app registration's manifest, in the form of Microsoft Graph's `application`, with
 * permissions by name as the Toolkit's aad.manifest.json allows.
 * https://learn.microsoft.com/entra/identity-platform/reference-microsoft-graph-app-manifest
 */
const appManifest = z.object({
  displayName: z.string().default('Aide'),
  requiredResourceAccess: z.array(z.object({ resourceAppId: z.string(), resourceAccess: z.array(access) })).default([]),
  api: z
    .object({
      oauth2PermissionScopes: z.array(z.object({ value: z.string() })).default([]),
      preAuthorizedApplications: z.array(z.object({ appId: z.string() })).default([]),
    })
    .optional(),
  web: z.object({ redirectUris: z.array(z.string()).default([]) }).optional(),
  spa: z.object({ redirectUris: z.array(z.string()).default([]) }).optional(),
});
type AppManifest = z.output<typeof appManifest>;

/** Aide's manifests are at the root of the repository. */
const repository = join(import.meta.dirname, '../../..');
const graphNames = ['00000003-0000-0000-c000-000000000000', 'Microsoft Graph'];

/**
 * Reads `aad.manifest.json` of the repository. Without the file Aide is registered all the same, and asks for nothing.
 * Placeholders that only Azure can fill (object ids) stay as they are; nothing here reads them.
 * @throws Error when the file is not such a manifest
 */
export function readAppManifest(root: string, aide: AideRegistration): AppManifest {
  const file = join(root, 'aad.manifest.json');
  if (!existsSync(file)) return appManifest.parse({});
  const values: Record<string, string> = {
    AAD_APP_CLIENT_ID: aide.clientId,
    BOT_ID: aide.botId,
    AIDE_DOMAIN: aide.domain,
    AIDE_URL: aide.url,
    APP_NAME_SUFFIX: '',
  };
  const text = readFileSync(file, 'utf8').replace(/\$\{\{(\w+)\}\}/g, (whole, name: string) =>
    values[name] === undefined ? whole : JSON.stringify(values[name]).slice(1, -1),
  );
  const read = appManifest.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`aad.manifest.json: ${z.prettifyError(read.error)}`);
  return read.data;
}

/**
 * The app registrations of the tenant. What Aide's manifest asks of Graph is consented to for the organisation, as an
 * administrator does who installs the app. Called again over a snapshot: then it consents to what is new only, so that
 * a consent which somebody took back stays taken back.
 */
export function seedApps(tenant: Tenant, aide: AideRegistration, root = repository): void {
  const { apps, grants } = tenant.tables;
  const before = apps.get(aide.clientId)?.delegatedScopes ?? [];
  const rows = [...firstParty(tenant), ...aideApps(tenant, aide, readAppManifest(root, aide))];
  for (const row of rows) apps.put(row);
  const added = (apps.get(aide.clientId)?.delegatedScopes ?? []).filter((s) => !before.includes(s));
  if (added.length === 0) return;
  const resource = 'https://graph.microsoft.com';
  const id = `${aide.clientId} ${resource} all`;
  const scopes = [...new Set([...(grants.get(id)?.scopes ?? []), ...added])];
  grants.put({ id, clientId: aide.clientId, resource, principalId: null, scopes });
}

const blank: Omit<AppRow, 'id' | 'displayName'> = {
  exposedScopes: [],
  preAuthorizedClientIds: [],
  redirectUris: [],
  isPublicClient: true,
  secretHashes: [],
  keys: [],
  isFirstParty: true,
};

const firstParty = (tenant: Tenant): AppRow[] => [
  {
    ...blank,
    id: scriptClientId,
    displayName: 'Sandbox scripts',
    redirectUris: ['http://localhost', 'http://127.0.0.1'],
  },
  { ...blank, id: teamsWebClientId, displayName: 'Microsoft Teams Web', spaRedirectUris: [`${tenant.origin}/`] },
  { ...blank, id: teamsDesktopClientId, displayName: 'Microsoft Teams', redirectUris: ['http://localhost'] },
];

function aideApps(tenant: Tenant, aide: AideRegistration, manifest: AppManifest): AppRow[] {
  const ofGraph = (type: 'Scope' | 'Role') =>
    manifest.requiredResourceAccess
      .filter((r) => graphNames.includes(r.resourceAppId))
      .flatMap((r) => r.resourceAccess.filter((a) => a.type === type).map((a) => a.id));
  const confidential = { ...blank, isPublicClient: false, isFirstParty: false };
  const exposed = manifest.api?.oauth2PermissionScopes.map((s) => s.value) ?? [];
  const trusted = manifest.api?.preAuthorizedApplications.map((a) => a.appId) ?? [];
  return [
    {
      ...confidential,
      id: aide.clientId,
      displayName: 'Aide',
      identifierUri: tenant.aide.identifierUri,
      exposedScopes: exposed.length > 0 ? exposed : ['access_as_user'],
      preAuthorizedClientIds: [...new Set([teamsDesktopClientId, teamsWebClientId, ...trusted])],
      // In the sandbox Aide and the token service are on this machine, whatever the manifest says of their addresses.
      redirectUris: [
        `${aide.url}/auth/callback`,
        `${tenant.origin}/token/callback`,
        ...(manifest.web?.redirectUris ?? []),
      ],
      spaRedirectUris: manifest.spa?.redirectUris ?? [],
      delegatedScopes: ofGraph('Scope'),
      applicationPermissions: ofGraph('Role'),
      secretHashes: [secretHash(aide.clientSecret)],
    },
    { ...confidential, id: aide.botId, displayName: 'Aide bot', secretHashes: [secretHash(aide.botSecret)] },
  ];
}
