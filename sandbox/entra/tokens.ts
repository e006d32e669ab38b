import { createHash, randomBytes, randomInt } from 'node:crypto';
import { type JWTPayload, jwtVerify } from 'jose';
import type { UserRow } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { signingKeys } from './keys.ts';

export { signingKeys } from './keys.ts';

export const graphResource = 'https://graph.microsoft.com';
export const botFrameworkResource = 'https://api.botframework.com';

/** What an access token is to say. */
export interface TokenSpec {
  /** `aud`: a resource's identifier ('https://graph.microsoft.com'), or the client id of the app that owns an API. */
  audience: string;
  /** Client id of the app that asked. */
  clientId: string;
  /** The person, in a delegated token; absent = the app acts as itself. */
  user?: UserRow;
  /** Short names ('Calendars.ReadWrite'); delegated tokens only. */
  scopes?: string[];
  /** Application permissions; app-only tokens only. */
  roles?: string[];
  /** How the client proved itself: 0 = public client, 1 = secret, 2 = certificate or assertion. Default 0. */
  clientAuthentication?: 0 | 1 | 2;
  /** Authentication contexts that the person has satisfied ('c1'). */
  acrs?: string[];
  /** Client capabilities that the client declared ('CP1'). */
  capabilities?: string[];
  /** Id of the browser session. */
  sid?: string;
  /** Seconds. Default: 60 to 90 minutes, as Entra ID does. */
  lifetime?: number;
}

/** Who issues the tenant's v2 tokens. */
export const issuerOf = (tenant: Tenant) => `${tenant.origin}/${tenant.id}/v2.0`;

/**
 * An access token with the claims of Entra ID's v2 tokens. Tokens use wall time, never the sandbox's clock.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export async function issueToken(tenant: Tenant, spec: TokenSpec): Promise<{ token: string; expiresIn: number }> {
  const { user, clientId, audience } = spec;
  const now = Math.floor(Date.now() / 1000);
  const firstParty = audience.startsWith('https://');
  const expiresIn = spec.lifetime ?? randomInt(3600, 5400);
  const token = await signingKeys(tenant).sign({
    aud: audience,
    iss: issuerOf(tenant),
    iat: now,
    nbf: now,
    exp: now + expiresIn,
    ...(spec.acrs?.length ? { acrs: spec.acrs } : {}),
    aio: randomBytes(30).toString('base64'),
    // Tokens for Microsoft's own APIs carry the names of v1 as well; Graph and the Bot Framework read `appid`.
    ...(firstParty ? { appid: clientId, appidacr: String(spec.clientAuthentication ?? 0) } : {}),
    azp: clientId,
    azpacr: String(spec.clientAuthentication ?? 0),
    ...(user
      ? { name: user.displayName, oid: user.id, preferred_username: user.userPrincipalName }
      : { idtyp: 'app', oid: servicePrincipalId(tenant, clientId) }),
    rh: `1.${randomBytes(18).toString('base64url')}.`,
    ...(user ? { scp: (spec.scopes ?? []).join(' ') } : spec.roles?.length ? { roles: spec.roles } : {}),
    ...(spec.sid ? { sid: spec.sid } : {}),
    sub: user ? pairwise(user.id, audience) : servicePrincipalId(tenant, clientId),
    tid: tenant.id,
    ...(user && firstParty ? { upn: user.userPrincipalName } : {}),
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
    ...(spec.capabilities?.length ? { xms_cc: spec.capabilities } : {}),
  });
  return { token, expiresIn };
}

/** https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
export function issueIdToken(
  tenant: Tenant,
  {
    user,
    clientId,
    nonce,
    sid,
    scopes = [],
  }: { user: UserRow; clientId: string; nonce?: string; sid?: string; scopes?: string[] },
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return signingKeys(tenant).sign({
    aud: clientId,
    iss: issuerOf(tenant),
    iat: now,
    nbf: now,
    exp: now + 3600,
    aio: randomBytes(30).toString('base64'),
    ...(scopes.includes('email') ? { email: user.mail } : {}),
    login_hint: user.userPrincipalName,
    name: user.displayName,
    ...(nonce === undefined ? {} : { nonce }),
    oid: user.id,
    preferred_username: user.userPrincipalName,
    rh: `1.${randomBytes(18).toString('base64url')}.`,
    ...(sid ? { sid } : {}),
    sub: pairwise(user.id, clientId),
    tid: tenant.id,
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
  });
}

/**
 * Checks a bearer token in full: RS256 with one of the tenant's keys, issuer, audience, nbf and exp.
 * @param bearer the token alone, without 'Bearer '
 * @throws an error of jose (JWTExpired, JWTClaimValidationFailed with `.claim`, JWSSignatureVerificationFailed …)
 */
export async function verifyToken(tenant: Tenant, bearer: string, audience: string | string[]): Promise<JWTPayload> {
  const { payload } = await jwtVerify(bearer, signingKeys(tenant).resolve, {
    algorithms: ['RS256'],
    issuer: issuerOf(tenant),
    audience,
    requiredClaims: ['exp', 'tid'],
  });
  return payload;
}

/** The object id of an app's service principal in this tenant: always the same for the same client id. */
export function servicePrincipalId(tenant: Tenant, clientId: string): string {
  const hex = createHash('sha256').update(`service principal:${tenant.id}:${clientId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** `sub` differs for each app, so that two apps cannot tell that they know the same person. */
const pairwise = (userId: string, clientId: string) =>
  createHash('sha256').update(`subject:${userId}:${clientId}`).digest('base64url');
