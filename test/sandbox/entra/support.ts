import { createHash, randomBytes } from 'node:crypto';
import type { AppRow } from '../../../sandbox/tenant/model.ts';
import { secretHash } from '../../../sandbox/tenant/secret.ts';
import type { Tenant } from '../../../sandbox/tenant/tenant.ts';
import type { SandboxForTests } from '../../support/sandbox.ts';

/** An app that somebody registered: it holds no consent, and nobody trusts it. */
export const otherApp = {
  id: '7d1f0c1a-8a55-4a1d-bb7e-2a2f2f7d9a11',
  secret: 'other-app-secret',
  redirectUri: 'http://127.0.0.1:9000/callback',
  spaRedirectUri: 'http://localhost:9000/spa',
};

export function registerOtherApp(tenant: Tenant, more: Partial<AppRow> = {}): AppRow {
  return tenant.tables.apps.put({
    id: otherApp.id,
    displayName: 'Other <app>',
    identifierUri: `api://${otherApp.id}`,
    exposedScopes: ['access_as_user'],
    preAuthorizedClientIds: [],
    redirectUris: [otherApp.redirectUri],
    spaRedirectUris: [otherApp.spaRedirectUri],
    delegatedScopes: ['User.Read', 'Calendars.Read'],
    isPublicClient: false,
    secretHashes: [secretHash(otherApp.secret)],
    keys: [],
    isFirstParty: false,
    ...more,
  });
}

export interface TokenAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & {
    access_token: string;
    refresh_token: string;
    id_token: string;
    error: string;
    error_description: string;
    error_codes: number[];
  };
}

/** POST /{tenant}/oauth2/v2.0/token. */
export async function postToken(
  { url, tenant }: SandboxForTests,
  params: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<TokenAnswer> {
  const response = await fetch(`${url}/${tenant.id}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(params),
    headers,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as TokenAnswer['body'] };
}

export function pkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export function authorizeUrl(
  { url, tenant }: SandboxForTests,
  params: Record<string, string | undefined>,
  endpoint = 'oauth2/v2.0/authorize',
): string {
  const all = {
    client_id: otherApp.id,
    redirect_uri: otherApp.redirectUri,
    response_type: 'code',
    scope: 'openid profile offline_access User.Read',
    ...params,
  };
  const given = Object.entries(all).filter((e): e is [string, string] => e[1] !== undefined);
  return `${url}/${tenant.id}/${endpoint}?${new URLSearchParams(given)}`;
}
