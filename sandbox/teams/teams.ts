import type { FastifyBaseLogger } from 'fastify';
import type { Tenant } from '../tenant/tenant.ts';
import { loadAidePackage, type TeamsApp } from './app-package.ts';
import type { Delivery } from './delivery.ts';
import { createHub, type Hub } from './hub.ts';
import { createIdentities, type Identities } from './identities.ts';
import { openTeamsTables, type TeamsTables } from './tables.ts';

/** What the chat service, the Bot Connector and the token service share. */
export interface Teams {
  tenant: Tenant;
  log: FastifyBaseLogger;
  /** The tenant's app catalogue: Aide. */
  app: TeamsApp;
  tables: TeamsTables;
  identities: Identities;
  hub: Hub;
  delivery: Delivery;
}

export function createTeams(tenant: Tenant, log: FastifyBaseLogger, delivery: (app: TeamsApp) => Delivery): Teams {
  const app = loadAidePackage(tenant);
  return {
    tenant,
    log,
    app,
    tables: openTeamsTables(tenant.store),
    identities: createIdentities(tenant),
    hub: createHub(),
    delivery: delivery(app),
  };
}
