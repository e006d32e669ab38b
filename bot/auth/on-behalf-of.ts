import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthenticationResult, ICachePlugin } from '@azure/msal-node';
import { LRUCache } from 'lru-cache';
import type { Cloud } from '../clouds.ts';
import type { Config } from '../config.ts';
import type { GraphScope, Person } from '../features/feature.ts';
import type { Logger } from '../log.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';
import { createConfidentialClient, proofOf } from './credential.ts';
import { entraError } from './errors.ts';
import { EntraUnavailable } from './network.ts';
import { type CacheKey, createTokenCache } from './token-cache.ts';
import { tokenInvalid } from './verify.ts';

export interface TokenRequest {
  person: Person;
  /** The person's token for our own API. */
  assertion: string;
  /** Graph's delegated scopes, without the resource: 'Calendars.ReadWrite'. */
  scopes: readonly GraphScope[];
  /** A claims challenge to be met, JSON as text: goes past every cache. */
  claims?: string;
  /** Graph did not take the last token: goes past every cache. */
  fresh?: boolean;
}

export interface GraphToken {
  accessToken: string;
  expiresOn: Date;
}

/** Tokens for Microsoft Graph on a person's behalf. */
export interface OnBehalfOf {
  /**
   * @throws AideError consent_required, claims_challenge, signin_required, forbidden, unavailable, token_invalid (the
   * assertion is another person's), internal (our own credential is refused)
   */
  token(request: TokenRequest): Promise<GraphToken>;
}

interface Held extends GraphToken {
  scopes: Set<string>;
}

/** A token that ends within five minutes is not handed out: a call, its retries and Graph's clock have to fit in. */
const margin = 5 * 60 * 1000;

/**
 * On-behalf-of with a cache in three steps: this process (bounded), Azure Tables (encrypted), Entra ID. Keyed by tenant, person and
 * the assertion's hash, so that nobody is ever served with somebody else's token.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export function createOnBehalfOf({
  cloud,
  config,
  storage,
  cipher,
  log,
}: {
  cloud: Cloud;
  config: Pick<Config, 'app'>;
  storage: Storage;
  cipher: Cipher;
  log: Logger;
}): OnBehalfOf {
  const proof = proofOf(config.app.credential);
  const cache = createTokenCache({ storage, cipher, log });
  const memory = new LRUCache<string, Held[]>({ max: 2000 });
  const inFlight = new Map<string, Promise<Held>>();

  const ask = async (request: TokenRequest, key: CacheKey): Promise<Held> => {
    const past = request.fresh || request.claims !== undefined;
    const stored = await cache.read(key);
    let changed: string | undefined;
    const cachePlugin: ICachePlugin = {
      async beforeCacheAccess(context) {
        if (stored) context.tokenCache.deserialize(stored);
      },
      async afterCacheAccess(context) {
        if (context.cacheHasChanged) changed = context.tokenCache.serialize();
      },
    };
    // A client of its own for each request, as msal advises for servers: its memory would otherwise hold everybody's tokens.
    // https://github.com/AzureAD/microsoft-authentication-library-for-js/blob/dev/lib/msal-node/docs/caching.md
    const client = createConfidentialClient({
      cloud,
      tenantId: request.person.tenantId,
      clientId: config.app.clientId,
      credential: proof,
      log,
      cachePlugin,
      capabilities: ['CP1'],
    });
    // On-behalf-of reads only msal's memory; this is what fills it from the plugin.
    if (stored && !past) await client.getTokenCache().getAllAccounts();
    const result = await twice(() =>
      client.acquireTokenOnBehalfOf({
        oboAssertion: request.assertion,
        scopes: request.scopes.map((scope) => `${cloud.graphResource}/${scope}`),
        claims: request.claims,
        skipCache: past,
      }),
    );
    const held = heldFrom(result, request.person);
    // Only now, when it is known whose it is.
    if (changed) await cache.write(key, changed);
    log.debug({ fromCache: result?.fromCache, scopes: request.scopes }, 'token on behalf of the person');
    return held;
  };

  /**
   * Entra ID says that consent is missing, and not to what: each scope is asked for by itself, so that the person is asked for no
   * more than that.
   */
  const missingOf = async (request: TokenRequest, key: CacheKey, held: Held[]): Promise<GraphScope[]> => {
    const missing: GraphScope[] = [];
    for (const scope of request.scopes) {
      if (held.some(({ scopes }) => scopes.has(plain(scope)))) continue;
      try {
        await ask({ ...request, scopes: [scope] }, key);
      } catch (error) {
        // What else is wrong with this one is found out when it is asked for again.
        if (entraError(error, [scope]).code === 'consent_required') missing.push(scope);
      }
    }
    return missing;
  };

  return {
    async token(request) {
      const { person, scopes, claims, fresh } = request;
      const key: CacheKey = { person, hash: createHash('sha256').update(request.assertion).digest('base64url') };
      const id = `${person.tenantId}.${person.userId}.${key.hash}`;
      const wanted = scopes.map(plain);
      const usable = (held: Held) => held.expiresOn.getTime() - margin > Date.now();
      if (!fresh && claims === undefined) {
        const hit = memory.get(id)?.find((held) => usable(held) && wanted.every((scope) => held.scopes.has(scope)));
        if (hit) return hit;
      }
      const flight = JSON.stringify([id, [...wanted].sort(), claims, fresh]);
      const running =
        inFlight.get(flight) ??
        ask(request, key)
          .then((held) => {
            // A new token takes the place of those it covers: after a challenge the old ones are worth nothing.
            const others = (memory.get(id) ?? []).filter(
              (h) => usable(h) && ![...h.scopes].every((s) => held.scopes.has(s)),
            );
            memory.set(id, [held, ...others].slice(0, 8));
            return held;
          })
          .finally(() => inFlight.delete(flight));
      inFlight.set(flight, running);
      try {
        return await running;
      } catch (error) {
        const known = entraError(error, scopes);
        if (known.code !== 'consent_required' || scopes.length < 2) throw known;
        const missing = await missingOf(request, key, memory.get(id) ?? []);
        throw missing.length > 0 ? entraError(error, missing) : known;
      }
    },
  };
}

/** Scopes come back with or without their resource, in whatever case. */
const plain = (scope: string) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();

function heldFrom(result: AuthenticationResult | null, person: Person): Held {
  if (!result?.expiresOn) throw new Error('Entra ID gave no token');
  // The storage key says whose token this is; a caller that mixed up two people must not put one under the other's name.
  if (result.uniqueId && (result.uniqueId !== person.userId || result.tenantId !== person.tenantId))
    throw tokenInvalid('the assertion belongs to somebody else');
  return {
    accessToken: result.accessToken,
    expiresOn: result.expiresOn,
    scopes: new Set(result.scopes.map(plain)),
  };
}

/** Entra ID stumbles now and then; asking again changes nothing there, so one more try is free. */
async function twice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof EntraUnavailable) || (error.retryAfter ?? 0) > 2) throw error;
    await sleep((error.retryAfter ?? 0) * 1000 + 100 + Math.random() * 200);
    return await ask();
  }
}
