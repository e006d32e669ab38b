import { type Fetch, HttpError } from '../api/http.ts';
import type { Person } from '../api/sandbox.ts';
import { teamsWebClientId } from '../session/tokens.ts';
import { askInWindow, type Opening } from './sign-in-window.ts';

export interface TokenAnswer {
  access_token: string;
  id_token: string;
  /** Seconds. */
  expires_in: number;
  scope: string;
}

interface Wanted {
  scope: string;
  /** Of a challenge, JSON as text. */
  claims?: string;
}

/** Tokens for an app that runs in this page. Both throw HttpError with Entra's error, and TypeError when nothing answered. */
export interface Broker {
  silent(wanted: Wanted): Promise<TokenAnswer>;
  /** In a window, with the person. @throws WindowFailure as well */
  interactive(wanted: Wanted): Promise<TokenAnswer>;
}

/**
 * The host's part of nested app authentication: it is signed in itself, and asks with its own refresh token for the app in its frame.
 * After the person has met a challenge in a window, the refresh token that came of it is used instead: the sign-in is better than before.
 * @param app client id, and the redirect address by which the app's registration trusts hosts
 * @param authorizationEndpoint where windows go, and come back from to this page's own address
 */
export function createBroker(options: {
  tokenEndpoint: string;
  authorizationEndpoint: string;
  home: string;
  me: Pick<Person, 'userPrincipalName' | 'password'>;
  app: { clientId: string; redirectUri: string };
  fetch: Fetch;
  here: Opening;
}): Broker {
  const { tokenEndpoint, authorizationEndpoint, home, me, app, fetch, here } = options;
  const brokered = { client_id: app.clientId, redirect_uri: app.redirectUri, brk_client_id: teamsWebClientId };
  let better: string | undefined;
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
  const more = ({ scope, claims }: Wanted) => ({
    scope: `${scope} openid profile offline_access`,
    ...(claims === undefined ? {} : { claims }),
  });
  const silent: Broker['silent'] = async (wanted) => {
    if (better !== undefined)
      return post<TokenAnswer>({
        grant_type: 'refresh_token',
        client_id: app.clientId,
        refresh_token: better,
        ...more(wanted),
      });
    own ??= signIn();
    const refresh_token = await own.catch((error) => {
      own = undefined;
      throw error;
    });
    return post<TokenAnswer>({ grant_type: 'refresh_token', ...brokered, refresh_token, ...more(wanted) });
  };
  const interactive: Broker['interactive'] = async (wanted) => {
    const { code, verifier } = await askInWindow({
      here,
      home,
      authorizationEndpoint,
      parameters: {
        ...brokered,
        brk_redirect_uri: home,
        login_hint: me.userPrincipalName,
        ...more(wanted),
      },
    });
    const answer = await post<TokenAnswer & { refresh_token?: string }>({
      grant_type: 'authorization_code',
      ...brokered,
      brk_redirect_uri: home,
      code,
      code_verifier: verifier,
      ...more(wanted),
    });
    better = answer.refresh_token ?? better;
    return answer;
  };
  return { silent, interactive };
}
