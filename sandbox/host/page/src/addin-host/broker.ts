import { type Fetch, HttpError } from '../api/http.ts';
import type { Person } from '../api/sandbox.ts';
import { teamsWebClientId } from '../session/tokens.ts';

export interface TokenAnswer {
  access_token: string;
  id_token: string;
  /** Seconds. */
  expires_in: number;
  scope: string;
}

/** A token for an app that runs in this page. @throws HttpError with Entra's error, TypeError when nothing answered */
export type Broker = (request: { scope: string; claims?: string }) => Promise<TokenAnswer>;

/**
 * The host's part of nested app authentication: it is signed in itself, and asks with its own refresh token for the app in its frame.
 * @param app client id, and the redirect address by which the app's registration trusts hosts
 */
export function createBroker(options: {
  tokenEndpoint: string;
  me: Pick<Person, 'userPrincipalName' | 'password'>;
  app: { clientId: string; redirectUri: string };
  fetch: Fetch;
}): Broker {
  const { tokenEndpoint, me, app, fetch } = options;
  let own: Promise<string> | undefined;
  async function post<T>(parameters: Record<string, string>): Promise<T> {
    const answer = await fetch(tokenEndpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(parameters),
    });
    const body = (await answer.json()) as T;
    if (!answer.ok) throw new HttpError(answer.status, body);
    return body;
  }
  const signIn = async () => {
    const answer = await post<{ refresh_token: string }>({
      grant_type: 'password',
      client_id: teamsWebClientId,
      username: me.userPrincipalName,
      password: me.password,
      scope: 'https://graph.microsoft.com/User.Read openid offline_access',
    });
    return answer.refresh_token;
  };
  return async ({ scope, claims }) => {
    own ??= signIn();
    const refresh_token = await own.catch((error) => {
      own = undefined;
      throw error;
    });
    return post<TokenAnswer>({
      grant_type: 'refresh_token',
      client_id: app.clientId,
      redirect_uri: app.redirectUri,
      brk_client_id: teamsWebClientId,
      refresh_token,
      scope: `${scope} openid profile`,
      ...(claims === undefined ? {} : { claims }),
    });
  };
}
