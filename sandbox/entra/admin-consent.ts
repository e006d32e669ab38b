import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findApp } from './client.ts';
import { EntraError } from './errors.ts';
import { readScopes } from './scopes.ts';
import { checkRedirect } from './signin/redirect.ts';
import { begin } from './signin/visit.ts';
import type { Entra } from './state.ts';

const parameters = z.object({
  client_id: z.string(),
  redirect_uri: z.string().optional(),
  state: z.string().optional(),
  scope: z.string().optional(),
});

/**
 * GET /{tenant}/adminconsent asks for everything in the app's registration, /{tenant}/v2.0/adminconsent for `scope`.
 * https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export async function adminConsentEndpoint(
  entra: Entra,
  request: FastifyRequest,
  reply: FastifyReply,
  { withScope }: { withScope: boolean },
) {
  const read = parameters.safeParse(request.query);
  if (!read.success) throw new EntraError(900144, 'client_id');
  const { client_id, redirect_uri, state, scope } = read.data;
  const app = findApp(entra.tenant, client_id);
  const { redirectUri } = checkRedirect(app, redirect_uri);
  if (withScope && scope === undefined) throw new EntraError(900144, 'scope');
  if (withScope) readScopes(entra.tenant, scope!);
  return begin(entra, request, reply, {
    kind: 'admin',
    client_id: app.id,
    redirect_uri: redirectUri,
    state,
    // `.default` in the scope means the registration, which is what no scope means here.
    scope: withScope && !scope!.includes('.default') ? scope : undefined,
  });
}
