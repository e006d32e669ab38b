import { type Fetch, HttpError } from '../api/http.ts';

/** Client id of the Teams web client, first-party in the sandbox as it is in Entra. */
export const teamsWebClientId = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

interface TokenAnswer {
  access_token: string;
  /** Seconds. */
  expires_in: number;
  refresh_token?: string;
}

export interface TokensOptions {
  tokenEndpoint: string;
  username: string;
  password: string;
  fetch: Fetch;
  /** Milliseconds since the epoch; tokens live on wall time, whatever the sandbox's clock says. */
  now?: () => number;
}

/**
 * Access tokens by scope: the first with the password, others with the refresh token. In memory only.
 * @param claims of a challenge, JSON as text: only a new token can meet it
 */
export type Tokens = (scope: string, claims?: string) => Promise<string>;

/**
 * One person's sign-in.
 * @throws HttpError with Entra's error (`code`: 'invalid_grant', 'consent_required', …)
 */
export function createTokens({ tokenEndpoint, username, password, fetch, now = Date.now }: TokensOptions): Tokens {
  const known = new Map<string, { token: string; until: number }>();
  let refreshToken: string | undefined;
  // Refresh tokens rotate: one request at a time, each with the newest.
  let queue: Promise<unknown> = Promise.resolve();

  async function grant(scope: string, parameters: Record<string, string>): Promise<string> {
    const response = await fetch(tokenEndpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        client_id: teamsWebClientId,
        scope: `${scope} openid profile offline_access`,
        ...parameters,
      }),
    });
    const answer = (await response.json()) as TokenAnswer;
    if (!response.ok) throw new HttpError(response.status, answer);
    refreshToken = answer.refresh_token ?? refreshToken;
    known.set(scope, { token: answer.access_token, until: now() + (answer.expires_in - 60) * 1000 });
    return answer.access_token;
  }

  async function acquire(scope: string, claims?: string): Promise<string> {
    const found = known.get(scope);
    const more: Record<string, string> = claims === undefined ? {} : { claims };
    if (found && found.until > now() && claims === undefined) return found.token;
    if (refreshToken !== undefined)
      try {
        return await grant(scope, { grant_type: 'refresh_token', refresh_token: refreshToken, ...more });
      } catch (error) {
        // A reset sandbox has forgotten the refresh token; the password still holds.
        if (!(error instanceof HttpError && error.code === 'invalid_grant')) throw error;
        refreshToken = undefined;
      }
    return grant(scope, { grant_type: 'password', username, password, ...more });
  }

  return (scope, claims) => {
    const found = known.get(scope);
    if (found && found.until > now() && claims === undefined) return Promise.resolve(found.token);
    const next = queue.then(() => acquire(scope, claims));
    queue = next.catch(() => undefined);
    return next;
  };
}
