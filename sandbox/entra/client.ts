import { timingSafeEqual } from 'node:crypto';
import { decodeJwt, errors, importJWK, type JWK, type JWTPayload, jwtVerify } from 'jose';
import type { AppRow } from '../tenant/model.ts';
import { secretHash } from '../tenant/secret.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { EntraError } from './errors.ts';
import { issuerOf } from './tokens.ts';

/** A client that has proven itself; `authentication` is the token's azpacr. */
export interface Client {
  app: AppRow;
  authentication: 0 | 1 | 2;
}

/** Seconds that a client's clock may be off. */
const clockTolerance = 300;
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Finds the client and checks its credential.
 * @param params the form of the token request
 * @param authorization the Authorization header: Basic with client id and secret is allowed
 * @param isSpa a code for a single-page application is redeemed without a credential, also when the app has one
 * @throws EntraError 900144, 700016, 7000215, 7000218, 700025 and those of the assertion
 */
export async function authenticateClient(
  tenant: Tenant,
  params: Record<string, string>,
  { authorization, isSpa = false }: { authorization?: string; isSpa?: boolean } = {},
): Promise<Client> {
  const basic = basicCredential(authorization);
  const assertion = params.client_assertion;
  const id = params.client_id ?? basic?.id ?? (assertion === undefined ? undefined : subjectOf(assertion));
  if (id === undefined) throw new EntraError(900144, 'client_id');
  const app = findApp(tenant, id);
  const secret = params.client_secret ?? basic?.secret;
  if (app.isPublicClient || isSpa) {
    if (secret !== undefined || assertion !== undefined) throw new EntraError(700025);
    return { app, authentication: 0 };
  }
  if (assertion !== undefined) {
    if (params.client_assertion_type !== assertionType) throw new EntraError(900144, 'client_assertion_type');
    await checkAssertion(tenant, app, assertion);
    return { app, authentication: 2 };
  }
  if (secret === undefined) throw new EntraError(7000218);
  const hash = Buffer.from(secretHash(secret));
  if (!app.secretHashes.some((known) => known.length === hash.length && timingSafeEqual(Buffer.from(known), hash)))
    throw new EntraError(7000215, app.id);
  return { app, authentication: 1 };
}

/** @throws EntraError 700016 */
export function findApp(tenant: Tenant, clientId: string): AppRow {
  const app = tenant.tables.apps.get(clientId.toLowerCase());
  if (!app) throw new EntraError(700016, clientId.slice(0, 100));
  return app;
}

function basicCredential(header: string | undefined) {
  const encoded = header?.match(/^Basic ([A-Za-z0-9+/=]+)$/i)?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
  try {
    return { id: decodeURIComponent(id), secret: decodeURIComponent(secret.join(':')) };
  } catch {
    throw new EntraError(9002313);
  }
}

function subjectOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).sub;
  } catch {
    throw new EntraError(700027);
  }
}

/**
 * A client assertion signed with one of the app's registered keys. msal names the key by the certificate's thumbprint in
 * `x5t` or `x5t#S256`, others by `kid`; an app has few keys, so each is tried.
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
async function checkAssertion(tenant: Tenant, app: AppRow, assertion: string): Promise<void> {
  const payload = await verifyWithAny(app.keys, assertion);
  if (payload.iss !== app.id || payload.sub !== app.id) throw new EntraError(700021);
  const names = [tenant.id, tenant.domain, 'organizations', 'common'];
  const audiences = [issuerOf(tenant), ...names.map((name) => `${tenant.origin}/${name}/oauth2/v2.0/token`)];
  if (![payload.aud ?? []].flat().some((aud) => audiences.includes(aud))) throw new EntraError(700023);
}

async function verifyWithAny(keys: JWK[], assertion: string): Promise<JWTPayload> {
  for (const jwk of keys)
    for (const algorithm of ['RS256', 'PS256']) {
      try {
        const key = await importJWK(jwk, algorithm);
        const { payload } = await jwtVerify(assertion, key, {
          algorithms: [algorithm],
          requiredClaims: ['exp'],
          clockTolerance,
        });
        return payload;
      } catch (error) {
        if (
          error instanceof errors.JWTExpired ||
          (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf')
        )
          throw new EntraError(700024);
        if (error instanceof errors.JWTClaimValidationFailed) throw new EntraError(700027);
      }
    }
  throw new EntraError(700027);
}
