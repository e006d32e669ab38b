import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Cloud } from '../clouds.ts';
import { AideError } from '../errors.ts';
import { addressesOf } from './addresses.ts';
import { signinRequired } from './errors.ts';

/** Longer than any token Entra ID issues; what is longer is not looked at. */
const longestToken = 16 * 1024;
/**
 * Seconds that Aide's clock may differ from Entra ID's, as in Microsoft's own libraries and in the Bot Framework's.
 * https://learn.microsoft.com/dotnet/api/microsoft.identitymodel.tokens.tokenvalidationparameters.clockskew
 */
export const clockTolerance = 300;

/** Checks signature, issuer, audience and time of a v2 token of Entra ID. Throws AideError token_invalid, tenant_refused, signin_required (expired), unavailable (the keys cannot be fetched). */
export type VerifyToken = (token: string) => Promise<JWTPayload & { tid: string }>;

/**
 * @param audience values of `aud`, one of which it must be
 * @param tenants the tenants that are served; each has its own issuer and keys
 */
export function createVerifier({
  cloud,
  audience,
  tenants,
}: {
  cloud: Cloud;
  audience: string[];
  tenants: readonly string[];
}): VerifyToken {
  const served = new Map(
    tenants.map((tenantId) => {
      const { issuer, jwksUri } = addressesOf(cloud, tenantId);
      // Keys are kept for ten minutes; an unknown key id fetches them anew at most every 30 s, so that nobody can use us
      // to flood the key server.
      return [
        tenantId.toLowerCase(),
        { issuer, keys: createRemoteJWKSet(new URL(jwksUri), { timeoutDuration: 5000 }) },
      ];
    }),
  );
  return async (token) => {
    // Read without trust, only to choose whose keys it must fit: issuer and signature are checked against that choice.
    const claimed = tenantOf(token);
    const tenant = served.get(claimed);
    if (!tenant) throw tenantRefused();
    try {
      const { payload } = await jwtVerify(token, tenant.keys, {
        algorithms: ['RS256'],
        issuer: tenant.issuer,
        audience,
        clockTolerance,
        requiredClaims: ['exp', 'nbf', 'iat', 'sub', 'tid'],
      });
      return { ...payload, tid: claimed };
    } catch (error) {
      throw verificationError(error);
    }
  };
}

function tenantOf(token: string): string {
  if (token.length > longestToken) throw tokenInvalid('longer than any token');
  try {
    const { tid } = decodeJwt(token);
    if (typeof tid === 'string') return tid.toLowerCase();
  } catch {
    throw tokenInvalid('not a JWT');
  }
  throw tokenInvalid('no tid');
}

function verificationError(error: unknown): AideError {
  if (error instanceof errors.JWTExpired) return signinRequired('the token has expired');
  // Looked at after the signature: Entra ID has signed it, so it is our clock that is behind.
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf' && error.reason === 'check_failed')
    return clockBehind();
  if (error instanceof errors.JWTClaimValidationFailed) return tokenInvalid(`claim ${error.claim}: ${error.reason}`);
  const unreachable =
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    !(error instanceof errors.JOSEError) ||
    error.code === 'ERR_JOSE_GENERIC';
  if (!unreachable) return tokenInvalid(error instanceof errors.JOSEError ? error.code : 'not valid');
  return new AideError(
    'unavailable',
    {
      message: 'the signing keys of Entra ID cannot be fetched',
      userMessage: 'The sign-in service of Microsoft 365 cannot be reached at the moment.',
      remedy: 'Nothing was changed. Try again in a minute.',
    },
    { cause: error, retryAfter: 30 },
  );
}

/** @param why for the log; what exactly was wrong is not told to whoever sent it */
export const tokenInvalid = (why: string) =>
  new AideError('token_invalid', {
    message: `token refused: ${why}`,
    userMessage: 'This sign-in is not valid for Aide.',
    remedy: 'Sign in again. A program that calls Aide needs a user token for its scope access_as_user.',
  });

const clockBehind = () =>
  new AideError('token_invalid', {
    message: 'token refused: it begins in the future of our clock',
    userMessage: "The clock of Aide's server is behind Microsoft's, so Aide cannot accept your sign-in.",
    remedy:
      "Tell your administrator: the server's clock has to be set (docs/operations.md). Signing in again does not help.",
  });

const tenantRefused = () =>
  new AideError('tenant_refused', {
    userMessage: 'Aide does not serve your organisation here.',
    remedy: 'Sign in with an account of the organisation that runs Aide, or ask its administrator to add yours.',
  });
