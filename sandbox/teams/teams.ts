import type { FastifyBaseLogger } from 'fastify';
import type { Tenant } from '../tenant/tenant.ts';
import { type Catalogue, openCatalogue } from './catalogue.ts';
import type { Delivery } from './delivery.ts';
import { createHub, type Hub } from './hub.ts';
import { createIdentities, type Identities } from './identities.ts';
import { type Limits, noLimits } from './limits.ts';
import type { TeamsApp } from './manifest.ts';
import { openTeamsTables, type TeamsTables } from './tables.ts';

/** What the chat service, the Bot Connector and the token service share. */
export interface Teams {
  tenant: Tenant;
  log: FastifyBaseLogger;
  catalogue: Catalogue;
  /** The app of the catalogue: Aide, in the version of now. */
  readonly app: TeamsApp;
  tables: TeamsTables;
  identities: Identities;
  hub: Hub;
  delivery: Delivery;
  limits: Limits;
}

const running = new WeakMap<Tenant, Teams>();

/** Makes this the Teams that runs for its tenant. */
export const run = (teams: Teams): Teams => {
  running.set(teams.tenant, teams);
  return teams;
};

/** The running Teams of a tenant, for Graph, which shows and changes the same conversations. */
export function teamsOf(tenant: Tenant): Teams {
  const teams = running.get(tenant);
  if (!teams) throw new Error('Teams is not registered for this tenant');
  return teams;
}

export function createTeams(
  tenant: Tenant,
  log: FastifyBaseLogger,
  delivery: (app: TeamsApp) => Delivery,
  limits: Limits = noLimits,
): Teams {
  const catalogue = openCatalogue(tenant);
  return {
    tenant,
    log,
    catalogue,
    get app() {
      return catalogue.app();
    },
    tables: openTeamsTables(tenant.store),
    identities: createIdentities(tenant),
    hub: createHub(),
    delivery: delivery(catalogue.app()),
    limits,
  };
}
