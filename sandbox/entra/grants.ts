import { createHash } from 'node:crypto';
import { errors } from 'jose';
import { z } from 'zod';
import { type Client, findApp } from './client.ts';
import { EntraError } from './errors.ts';
import { checkPassword, userById } from './people.ts';
import { unseal } from './seal.ts';
import type { Entra, Subject } from './state.ts';
import { verifyToken } from './tokens.ts';

export interface TokenRequest {
  params: Record<string, string>;
  client: Client;
  /** Origin header: the request comes from a page. */
  origin?: string;
}

/** What a grant has shown: for whom, for which scopes. */
export interface Granted {
  /** Absent = the app as itself. */
  subject?: Subject;
  scope: string;
  nonce?: string;
  /** Refresh tokens of single-page applications last for 24 hours from the sign-in, whoever renews them. */
  refreshUntil?: number;
  isSpa?: boolean;
  /** Uses up what may be used once; called when nothing stands in the way of the token any more. */
  commit?(): void;
}

type Grant = (entra: Entra, request: TokenRequest) => Promise<Granted>;

/** The grants that the token endpoint knows, by grant_type. */
export const grants: Record<string, Grant> = {
  authorization_code: redeemCode,
  refresh_token: refresh,
  client_credentials: async (_, { params }) => ({ scope: required(params, 'scope') }),
  password,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': onBehalfOf,
  'urn:ietf:params:oauth:grant-type:device_code': deviceCode,
  // What msal-node sends.
  device_code: deviceCode,
};

/** @throws EntraError 900144 */
export function required(params: Record<string, string>, name: string): string {
  const value = params[name];
  if (value === undefined || value === '') throw new EntraError(900144, name);
  return value;
}

/** Whether a code is one of a single-page application; asked before the client is authenticated. */
export const isSpaCode = (entra: Entra, code: string | undefined) =>
  code !== undefined && entra.codes.get(code)?.value.isSpa === true;

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#redeem-a-code-for-an-access-token */
async function redeemCode(entra: Entra, { params, client, origin }: TokenRequest): Promise<Granted> {
  const found = entra.codes.get(required(params, 'code'));
  if (!found || found.value.clientId !== client.app.id) throw new EntraError(70000);
  const code = found.value;
  if (code.redeemed) throw new EntraError(54005);
  if (found.expired) throw new EntraError(70008);
  if (origin !== undefined && !code.isSpa) throw new EntraError(9002326, origin);
  if (origin === undefined && code.isSpa) throw new EntraError(9002327);
  // Brokered, the code came back to the broker's page.
  const redirectUri = required(params, brokerOf(entra, params, client) ? 'brk_redirect_uri' : 'redirect_uri');
  if (redirectUri !== code.redirectUri) throw new EntraError(50011, redirectUri, { error: 'invalid_grant' });
  if (code.challenge !== undefined) {
    const verifier = required(params, 'code_verifier');
    if (createHash('sha256').update(verifier).digest('base64url') !== code.challenge) throw new EntraError(501481);
  }
  return {
    subject: { user: userById(entra.tenant, code.userId), acrs: code.acrs, sid: code.sid },
    scope: params.scope ?? code.scope,
    nonce: code.nonce,
    isSpa: code.isSpa,
    commit() {
      code.redeemed = true;
    },
  };
}

/** What a refresh token holds; it is sealed, so nothing of it is stored. */
export const refreshToken = z.object({
  clientId: z.string(),
  userId: z.string(),
  scope: z.string(),
  acrs: z.array(z.string()),
  sid: z.string().optional(),
  isSpa: z.boolean(),
  /** From when it is, and until when it is good: milliseconds since 1970. */
  at: z.number().default(0),
  until: z.number(),
});

/** Every use gives a new token; the old one stays good until it expires, as with Entra ID. */
async function refresh(entra: Entra, { params, client, origin }: TokenRequest): Promise<Granted> {
  const old = await unseal(entra.tenant, 'refresh', required(params, 'refresh_token'), refreshToken).catch((error) => {
    throw new EntraError(error instanceof errors.JWTExpired ? 700082 : 70000);
  });
  const broker = brokerOf(entra, params, client);
  if (old.clientId !== (broker ?? client.app).id) throw new EntraError(70000);
  if (origin === undefined && (old.isSpa || broker)) throw new EntraError(9002327);
  const isSpa = old.isSpa || broker !== undefined;
  if (client.authentication === 0 && !client.app.isPublicClient && !isSpa) throw new EntraError(7000218);
  const user = userById(entra.tenant, old.userId);
  if (Date.parse(user.sessionsValidFrom ?? '') > old.at) throw new EntraError(50173);
  return {
    subject: { user, acrs: old.acrs, sid: old.sid },
    scope: params.scope ?? old.scope,
    refreshUntil: old.until,
    isSpa,
  };
}

/**
 * Nested app authentication: one of Microsoft's hosts asks for an app that runs in it (with its own refresh token, or in a window of its own), when that app has
 * registered the redirect address of brokers. https://learn.microsoft.com/microsoftteams/platform/concepts/authentication/nested-authentication
 * @throws EntraError 50011 when it has not
 */
export function brokerOf({ tenant }: Entra, params: Record<string, string>, { app }: Pick<Client, 'app'>) {
  if (params.brk_client_id === undefined) return undefined;
  const broker = findApp(tenant, params.brk_client_id);
  const redirectUri = required(params, 'redirect_uri');
  if (!broker.isFirstParty) throw new EntraError(70000);
  if (!redirectUri.startsWith('brk-') || !app.spaRedirectUris?.includes(redirectUri))
    throw new EntraError(50011, redirectUri, { error: 'invalid_grant' });
  return broker;
}

/** For scripts and for Teams' own clients; an app that somebody registered sends people to the sign-in page. */
async function password(entra: Entra, { params, client }: TokenRequest): Promise<Granted> {
  if (!client.app.isFirstParty) throw new EntraError(70003, 'password', { error: 'unauthorized_client' });
  const user = checkPassword(entra.tenant, required(params, 'username'), required(params, 'password'));
  return { subject: { user, acrs: [] }, scope: required(params, 'scope') };
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow */
async function onBehalfOf({ tenant }: Entra, { params, client }: TokenRequest): Promise<Granted> {
  const assertion = required(params, 'assertion');
  if (required(params, 'requested_token_use') !== 'on_behalf_of') throw new EntraError(9002313);
  if (client.authentication === 0) throw new EntraError(7000218);
  const claims = await verifyToken(tenant, assertion, client.app.id).catch((error) => {
    if (error instanceof errors.JWTExpired) throw new EntraError(500133);
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') throw new EntraError(500131);
    throw new EntraError(50013, error instanceof errors.JOSEError ? `[Reason - ${error.code}]` : '');
  });
  // An app-only token names nobody on whose behalf one could act; an ID token names no scope.
  if (claims.idtyp === 'app' || typeof claims.scp !== 'string' || typeof claims.oid !== 'string')
    throw new EntraError(50013, 'The assertion is not an access token of a user.');
  const acrs = z.array(z.string()).catch([]).parse(claims.acrs);
  const sid = typeof claims.sid === 'string' ? claims.sid : undefined;
  return { subject: { user: userById(tenant, claims.oid), acrs, sid }, scope: required(params, 'scope') };
}

/** Milliseconds between two polls for a device code. */
export const pollInterval = 5000;

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
async function deviceCode(entra: Entra, { params, client }: TokenRequest): Promise<Granted> {
  const key = required(params, 'device_code');
  const found = entra.devices.get(key);
  if (!found || found.value.clientId !== client.app.id) throw new EntraError(70000);
  if (found.expired) throw new EntraError(70019);
  const device = found.value;
  if (device.outcome === 'declined') throw new EntraError(65004, '', { error: 'authorization_declined' });
  if (device.outcome === undefined) {
    const tooSoon = device.polledAt !== undefined && Date.now() - device.polledAt < pollInterval * 0.8;
    device.polledAt = Date.now();
    throw new EntraError(tooSoon ? 70020 : 70016);
  }
  const { userId, acrs, sid } = device.outcome;
  return {
    subject: { user: userById(entra.tenant, userId), acrs, sid },
    scope: device.scope,
    commit: () => entra.devices.delete(key),
  };
}
