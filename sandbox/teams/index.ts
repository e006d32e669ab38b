import type { FastifyInstance } from 'fastify';
import type { Part } from '../app.ts';
import { adminRoutes } from './admin/routes.ts';
import type { TeamsApp } from './app-package.ts';
import { chatRoutes } from './chat/routes.ts';
import { connectorRoutes } from './connector/routes.ts';
import { createDelivery } from './delivery.ts';
import { createLimits, noLimits } from './limits.ts';
import { connectorIssuer, openConnectorKey } from './signing-key.ts';
import { createTeams, run } from './teams.ts';
import { aideConnection } from './token/connection.ts';
import { signInPages } from './token/pages.ts';
import { tokenRoutes } from './token/routes.ts';

/** Teams: the chat service for clients, and what the Bot Framework has for bots. */
export const registerTeams: Part = async (app, tenant, options) => {
  const key = await openConnectorKey(options.dataDir);
  const log = app.log.child({ part: 'teams' });
  const limits = options.teams?.rateLimits === false ? noLimits : createLimits();
  const times = options.teams?.delivery;
  const delivery = ({ endpoint, botId }: TeamsApp) => createDelivery({ endpoint, botId, key, log, times });
  const teams = run(createTeams(tenant, log, delivery, limits));

  const connection = aideConnection(tenant, options.aide.clientSecret);
  await app.register(async (part) => chatRoutes(part, teams), { prefix: '/teams/v1' });
  await app.register(async (part) => adminRoutes(part, teams), { prefix: '/teams/v1/admin' });
  await app.register(async (part) => connectorRoutes(part, teams), { prefix: '/connector/v3' });
  // The token service's addresses carry codes and states, so its requests are logged by route.
  const quiet = { logLevel: 'warn' } as const;
  const logged = (part: FastifyInstance) =>
    part.addHook('onResponse', async (request, reply) => {
      const { method, routeOptions } = request;
      log.info({ method, route: routeOptions.url, status: reply.statusCode }, 'token service answered');
    });
  await app.register(async (part) => tokenRoutes(logged(part), teams, connection), { ...quiet, prefix: '/token/api' });
  await app.register(async (part) => signInPages(logged(part), teams, connection), { ...quiet, prefix: '/token' });

  app.get('/connector/v1/.well-known/openidconfiguration', async () => ({
    issuer: connectorIssuer,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${tenant.origin}/connector/v1/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  }));
  app.get('/connector/v1/.well-known/keys', async () => ({ keys: [key.publicJwk] }));

  return () => teams.delivery.close();
};
