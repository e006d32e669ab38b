import { z } from 'zod';
import type { Cloud } from '../clouds.ts';
import { AideError } from '../errors.ts';
import type { Person } from '../features/feature.ts';
import { createVerifier, tokenInvalid } from './verify.ts';

/** Whoever called our API: a person, through the tab, the add-in or a program of theirs. */
export interface ApiCaller {
  person: Person;
  name?: string;
  /** The sign-in name (`preferred_username`): for display, it may change. */
  username?: string;
  /** The token itself, to be exchanged on the person's behalf. */
  assertion: string;
  /** Client id of the program that the person used (`azp`). */
  clientId: string;
}

/**
 * @param authorization the Authorization header
 * @throws AideError signin_required (none, or expired), token_invalid, tenant_refused, unavailable
 */
export type TokenValidator = (authorization: string | undefined) => Promise<ApiCaller>;

const scopeOfOurApi = 'access_as_user';

/**
 * Claims of a v2 access token for a person. An ID token has our client id as audience too but no `scp`; a token of an app
 * has `roles` and `idtyp`. https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
const userToken = z.object({
  ver: z.literal('2.0'),
  tid: z.string(),
  oid: z.guid(),
  azp: z.string(),
  scp: z.string().refine((scp) => scp.split(' ').includes(scopeOfOurApi), `lacks ${scopeOfOurApi}`),
  idtyp: z.literal('user').optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
});

/** Validates the tokens that clients send to our API. */
export function createTokenValidator(options: {
  cloud: Cloud;
  /** Our API: its client id (v2 tokens), and its Application ID URI. */
  audience: string[];
  tenants: readonly string[];
}): TokenValidator {
  const verify = createVerifier(options);
  return async (authorization) => {
    const assertion = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
    if (!assertion)
      throw new AideError('signin_required', {
        message: 'no bearer token',
        userMessage: 'You are not signed in to Aide.',
        remedy: 'Sign in, then try again.',
      });
    const claims = userToken.safeParse(await verify(assertion));
    if (!claims.success)
      throw tokenInvalid(claims.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '));
    const { tid, oid, azp, name, preferred_username } = claims.data;
    return {
      person: { tenantId: tid, userId: oid.toLowerCase() },
      name,
      username: preferred_username,
      assertion,
      clientId: azp,
    };
  };
}
