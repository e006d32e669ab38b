import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findApp } from './client.ts';
import { EntraError } from './errors.ts';
import { brokerOf } from './grants.ts';
import { readScopes } from './scopes.ts';
import { refuse } from './signin/finish.ts';
import type { AuthorizeRequest } from './signin/flow.ts';
import { checkRedirect } from './signin/redirect.ts';
import { begin } from './signin/visit.ts';
import type { Entra } from './state.ts';

const parameters = z.record(z.string(), z.string());
const prompts = ['none', 'login', 'consent', 'select_account'] as const;
const modes = ['query', 'fragment', 'form_post'] as const;

/**
 * GET and POST /{tenant}/oauth2/v2.0/authorize: authorization code with PKCE.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-authorization-code
 * What is wrong with the client or its redirect URI is told on a page, everything else to the app.
 */
export async function authorizeEndpoint(entra: Entra, request: FastifyRequest, reply: FastifyReply) {
  const read = parameters.safeParse(request.method === 'POST' ? request.body : request.query);
  if (!read.success) throw new EntraError(9002313);
  const params = read.data;
  if (!params.client_id) throw new EntraError(900144, 'client_id');
  const app = findApp(entra.tenant, params.client_id);
  const broker = brokerOf(entra, params, { app });
  const { redirectUri, isSpa } = broker
    ? checkRedirect(broker, params.brk_redirect_uri)
    : checkRedirect(app, params.redirect_uri);
  const asked: AuthorizeRequest = {
    client_id: app.id,
    redirect_uri: redirectUri,
    isSpa,
    scope: params.scope ?? '',
    response_mode: modes.find((m) => m === params.response_mode) ?? 'query',
    prompt: prompts.find((p) => p === params.prompt),
    state: params.state,
    nonce: params.nonce,
    code_challenge: params.code_challenge,
    login_hint: params.login_hint,
    sid: params.sid,
    claims: params.claims,
  };
  const flow = { kind: 'authorize', request: asked } as const;
  try {
    check(entra, asked, params);
    return await begin(entra, request, reply, flow);
  } catch (error) {
    if (error instanceof EntraError) return refuse(entra, reply, flow, error);
    throw error;
  }
}

function check({ tenant }: Entra, asked: AuthorizeRequest, params: Record<string, string>): void {
  if (!params.response_type) throw new EntraError(900144, 'response_type');
  if (params.response_type !== 'code') throw new EntraError(70005, params.response_type.slice(0, 100));
  if (!params.scope) throw new EntraError(900144, 'scope');
  if (params.prompt !== undefined && asked.prompt === undefined) throw new EntraError(9002313);
  if (params.response_mode !== undefined && params.response_mode !== asked.response_mode) throw new EntraError(9002313);
  readScopes(tenant, asked.scope);
  if (asked.code_challenge === undefined) {
    if (asked.isSpa) throw new EntraError(9002325);
  } else if (params.code_challenge_method !== 'S256' || !/^[\w-]{43}$/.test(asked.code_challenge)) {
    throw new EntraError(501491);
  }
}
