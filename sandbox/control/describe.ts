import { scriptClientId } from '../tenant/registration.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Exchange } from '../tenant/traffic.ts';
import { firstPeople, mostPeople } from './people.ts';

/**
 * GET /sandbox/tenant: who and what is here, and how to sign in as them. The administrator comes last.
 * @param as userPrincipalName of somebody who is to be among the people, however many there are
 */
export function describeTenant(tenant: Tenant, as?: string) {
  const { users, groups, channels } = tenant.tables;
  return {
    tenantId: tenant.id,
    graph: `${tenant.origin}/v1.0`,
    apps: {
      aide: { clientId: tenant.aide.clientId, botId: tenant.aide.botId, apiScope: tenant.aide.apiScope },
      script: { clientId: scriptClientId },
    },
    people: firstPeople(tenant, as),
    /** All of them; where they are more than are named, `GET /sandbox/people?search=` finds the others. */
    peopleCount: users.size,
    teams: [...groups.all()]
      .filter((g) => g.isTeam)
      .slice(0, mostPeople)
      .map((g) => ({
        id: g.id,
        displayName: g.displayName,
        channels: channels.by('team', g.id).map((c) => ({ id: c.id, displayName: c.displayName })),
      })),
  };
}

/** A Graph call as the traffic view shows it: no headers, no bodies. */
export interface TrafficLine {
  id: number;
  /** ISO 8601. */
  time: string;
  method: string;
  /** With its query. */
  path: string;
  status: number;
  /** Milliseconds. */
  duration: number;
  app?: string;
  user?: string;
  /** Delegated scopes, or application permissions. */
  scopes: string[];
}

export function describeExchange(
  tenant: Tenant,
  { id, startedAt, method, url, status, duration, token }: Exchange,
): TrafficLine {
  const { pathname, search } = new URL(url, tenant.origin);
  return {
    id,
    time: startedAt.toISOString(),
    method,
    path: pathname + search,
    status,
    duration,
    app: token && (tenant.tables.apps.get(token.appid)?.displayName ?? token.appid),
    user: token?.oid === undefined ? undefined : tenant.tables.users.get(token.oid)?.displayName,
    scopes: token?.scp?.split(' ') ?? token?.roles ?? [],
  };
}
