import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { html } from './signin/finish.ts';
import { messagePage } from './signin/pages.ts';
import { matchesRedirect } from './signin/redirect.ts';
import { forgetAccounts } from './signin/session.ts';
import type { Entra } from './state.ts';

const parameters = z.object({ post_logout_redirect_uri: z.string().optional(), state: z.string().optional() });

/**
 * GET and POST /{tenant}/oauth2/v2.0/logout. Goes back only to an address that some app has registered.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request
 */
export function logoutEndpoint({ tenant }: Entra, request: FastifyRequest, reply: FastifyReply) {
  const { post_logout_redirect_uri: to, state } = parameters
    .catch({})
    .parse(request.method === 'POST' ? request.body : request.query);
  forgetAccounts(reply);
  const known = [...tenant.tables.apps.all()].flatMap((a) => [...a.redirectUris, ...(a.spaRedirectUris ?? [])]);
  if (to === undefined || !known.some((uri) => matchesRedirect(uri, to)))
    return html(reply, messagePage('You signed out of your account', "It's a good idea to close all browser windows."));
  const url = new URL(to);
  if (state !== undefined) url.searchParams.set('state', state);
  return reply.redirect(url.href, 302);
}
