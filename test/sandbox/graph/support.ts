import { Client, type Context, HTTPMessageHandler, type Middleware } from '@microsoft/microsoft-graph-client';
import { issueToken } from '../../../sandbox/entra/tokens.ts';
import { scriptClientId } from '../../../sandbox/tenant/create.ts';
import type { SandboxForTests } from '../../support/sandbox.ts';

export type Json = Record<string, unknown>;
export interface Answer {
  status: number;
  headers: Headers;
  // Whatever Graph says: tests look into it as they expect it to be.
  body: Json & { value: Json[]; error: { code: string; message: string; innerError: Record<string, string> } };
}

/** Calls Graph with plain fetch. `body` is sent as JSON. */
export type Graph = (
  path: string,
  options?: { method?: string; body?: unknown; headers?: Record<string, string> },
) => Promise<Answer>;

export const graphAs =
  (sandbox: SandboxForTests, token: string | undefined): Graph =>
  async (path, { method = 'GET', body, headers = {} } = {}) => {
    const response = await fetch(path.startsWith('http') ? path : `${sandbox.url}/v1.0${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: text && isJson ? JSON.parse(text) : text || undefined,
    };
  };

export async function appToken({ tenant }: SandboxForTests, roles: string[]): Promise<string> {
  const { token } = await issueToken(tenant, {
    audience: 'https://graph.microsoft.com',
    clientId: scriptClientId,
    roles,
    clientAuthentication: 1,
  });
  return token;
}

/** Microsoft's own client. It adds no Authorization header on plain http, so the chain begins with one that does. */
export function graphClient(sandbox: SandboxForTests, token: string): Client {
  class Authenticate implements Middleware {
    #next: Middleware | undefined;
    async execute(context: Context) {
      context.options = {
        ...context.options,
        headers: { ...(context.options?.headers as Record<string, string>), Authorization: `Bearer ${token}` },
      };
      await this.#next?.execute(context);
    }
    setNext(next: Middleware) {
      this.#next = next;
    }
  }
  const first = new Authenticate();
  first.setNext(new HTTPMessageHandler());
  return Client.initWithMiddleware({ baseUrl: `${sandbox.url}/`, defaultVersion: 'v1.0', middleware: first });
}

/** An object in an answer, and a list of them: empty where there is none. */
export const part = (value: unknown): Json => (value ?? {}) as Json;
export const parts = (value: unknown): Json[] => (value ?? []) as Json[];
