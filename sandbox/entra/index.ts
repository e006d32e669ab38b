import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Part } from '../app.ts';
import { adminConsentEndpoint } from './admin-consent.ts';
import { authorizeEndpoint } from './authorize.ts';
import { deviceAuthPage, deviceCodeEndpoint } from './device.ts';
import { EntraError, errorBody } from './errors.ts';
import { openKeys, signingKeys } from './keys.ts';
import { logoutEndpoint } from './logout.ts';
import { namesTenant, openIdConfiguration } from './metadata.ts';
import { errorPage } from './signin/pages.ts';
import { loginEndpoint } from './signin/visit.ts';
import { createEntra } from './state.ts';
import { tokenEndpoint } from './token.ts';

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** Routes that programs call, from pages of other origins too; errors are JSON. The rest are pages. */
const forPrograms = /\/(token|devicecode|keys|openid-configuration)$/;

/** Sends the form of response_mode=form_post; a file of its own, so that the pages need no inline script. */
const formPostScript = "document.getElementById('answer').submit();\n";

/** Entra ID: https://learn.microsoft.com/entra/identity-platform/v2-protocols */
export const registerEntra: Part = async (app, tenant, { dataDir }) => {
  await openKeys(tenant, dataDir);
  const entra = createEntra(tenant);
  tenant.onReset(() => {
    entra.codes.clear();
    entra.devices.clear();
    entra.steppedUp.clear();
  });
  const routes: FastifyPluginAsync = async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      headers(request, reply);
      const { tenant: name } = request.params as { tenant: string };
      if (!namesTenant(tenant, name)) throw new EntraError(90002, name.slice(0, 100));
    });
    scope.setErrorHandler((error, request, reply) => {
      // What fastify itself refuses (a body that is no form, or too large) is a malformed request.
      const status = (error as { statusCode?: number }).statusCode ?? 500;
      const known =
        error instanceof EntraError ? error : status < 500 ? new EntraError(9002313, '', { status }) : undefined;
      if (!known) throw error;
      reply.code(known.status).headers(known.headers);
      return forPrograms.test(request.url.split('?')[0]!)
        ? reply.send(errorBody(known, correlationOf(request)))
        : reply.type('text/html; charset=utf-8').send(errorPage(known.message));
    });
    const on = (method: ('GET' | 'POST' | 'OPTIONS')[], url: string, handler: Handler) =>
      scope.route({ method, url: `/:tenant${url}`, handler: (request, reply) => handler(request, reply) });

    on(['GET'], '/v2.0/.well-known/openid-configuration', (request) =>
      openIdConfiguration(tenant, (request.params as { tenant: string }).tenant),
    );
    on(['GET'], '/discovery/v2.0/keys', () => signingKeys(tenant).jwks());
    on(['GET', 'POST'], '/oauth2/v2.0/token', (request, reply) => tokenEndpoint(entra, request, reply));
    on(['POST'], '/oauth2/v2.0/devicecode', (request) => deviceCodeEndpoint(entra, request));
    on(['OPTIONS'], '/oauth2/v2.0/token', preflight);
    on(['OPTIONS'], '/oauth2/v2.0/devicecode', preflight);
    on(['OPTIONS'], '/v2.0/.well-known/openid-configuration', preflight);
    on(['OPTIONS'], '/discovery/v2.0/keys', preflight);
    on(['GET', 'POST'], '/oauth2/v2.0/authorize', (request, reply) => authorizeEndpoint(entra, request, reply));
    on(['GET', 'POST'], '/oauth2/v2.0/logout', (request, reply) => logoutEndpoint(entra, request, reply));
    on(['GET'], '/oauth2/deviceauth', (request, reply) => deviceAuthPage(entra, request, reply));
    on(['POST'], '/login', (request, reply) => loginEndpoint(entra, request, reply));
    on(['GET'], '/adminconsent', (request, reply) => adminConsentEndpoint(entra, request, reply, { withScope: false }));
    on(['GET'], '/v2.0/adminconsent', (request, reply) =>
      adminConsentEndpoint(entra, request, reply, { withScope: true }),
    );
  };
  // Addresses of these carry sign-in names.
  await app.register(routes, { logLevel: 'warn' });
  const style = await readFile(new URL('./signin/style.css', import.meta.url), 'utf8');
  app.get('/entra/style.css', (_, reply) => reply.type('text/css; charset=utf-8').send(style));
  app.get('/entra/form-post.js', (_, reply) => reply.type('text/javascript; charset=utf-8').send(formPostScript));
  return undefined;
};

const correlationOf = (request: FastifyRequest) => {
  const given = request.headers['client-request-id'];
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
};

function headers(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({
    'cache-control': 'no-store, no-cache',
    pragma: 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-ms-request-id': randomUUID(),
    // No form-action: browsers hold every redirect after a form against it, and the answer goes to the app's address.
    'content-security-policy':
      "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  });
  // The pages use cookies and are not for other origins; the calls of programs use none.
  if (request.headers.origin && forPrograms.test(request.url.split('?')[0]!))
    reply.headers({ 'access-control-allow-origin': request.headers.origin, vary: 'origin' });
}

const preflight: Handler = (request, reply) =>
  reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? 'content-type',
      'access-control-max-age': '86400',
    })
    .send();
