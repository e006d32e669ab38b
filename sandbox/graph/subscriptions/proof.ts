import { randomBytes } from 'node:crypto';
import { issuerOf, signingKeys } from '../../entra/tokens.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/** The application that publishes Graph's change notifications, in every tenant. */
export const publisherId = '0bf30f3b-4a52-48df-9a82-234910c4a086';

/**
 * What proves to an app that notifications with resource data come from Graph: a token for the app that the publisher asked for.
 * `appid` is what tokens of v1 call it, `azp` those of v2.
 * @see https://learn.microsoft.com/graph/change-notifications-with-resource-data#validation-tokens-in-the-change-notification
 */
export function publisherToken(tenant: Tenant, audience: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return signingKeys(tenant).sign({
    aud: audience,
    iss: issuerOf(tenant),
    iat: now,
    nbf: now,
    exp: now + 8 * 3600,
    appid: publisherId,
    appidacr: '2',
    azp: publisherId,
    azpacr: '2',
    idp: `https://sts.windows.net/${tenant.id}/`,
    tid: tenant.id,
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
  });
}
