import assert from 'node:assert/strict';
import { chatServiceScope, type InvokeResult, teamsWebClientId } from '../../sandbox/teams/protocol.ts';
import type { UserRow } from '../../sandbox/tenant/model.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';

/** One person, signed in to Teams: their calls of the chat service. */
export interface Session {
  user: UserRow;
  /** A token for a scope, as Teams' own client gets it. */
  token(scope: string): Promise<string>;
  /** GET, POST … on the chat service; `path` begins behind /teams/v1. */
  request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response>;
  /** The answer's JSON. @throws AssertionError with status and body when it is an error */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  invoke(conversationId: string, name: string, value: unknown, replyToId?: string): Promise<InvokeResult>;
}

export const pathOf = (conversationId: string) => `/conversations/${encodeURIComponent(conversationId)}`;

/** @param name displayName or userPrincipalName */
export async function openSession({ url, tenant }: { url: string; tenant: Tenant }, name: string): Promise<Session> {
  const user = [...tenant.tables.users.all()].find((u) => u.displayName === name || u.userPrincipalName === name);
  assert(user, `${name} is not in the tenant`);
  const token = async (scope: string) => {
    const response = await fetch(`${url}/${tenant.id}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: teamsWebClientId,
        username: user.userPrincipalName,
        password: user.password,
        scope,
      }),
    });
    const body = (await response.json()) as { access_token?: string; error_description?: string };
    if (!body.access_token) throw new Error(body.error_description ?? `no token (${response.status})`);
    return body.access_token;
  };
  const chatToken = await token(chatServiceScope);
  const session: Session = {
    user,
    token,
    request: (method, path, body, signal) =>
      fetch(`${url}/teams/v1${path}`, {
        method,
        signal,
        headers: {
          authorization: `Bearer ${chatToken}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async call<T>(method: string, path: string, body?: unknown) {
      const response = await session.request(method, path, body);
      const text = await response.text();
      assert(response.ok, `${method} ${path}: ${response.status} ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    invoke: (conversationId, invokeName, value, replyToId) =>
      session.call('POST', `${pathOf(conversationId)}/invoke`, { name: invokeName, value, replyToId }),
  };
  return session;
}
