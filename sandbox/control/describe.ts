import { scriptClientId } from '../tenant/registration.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Exchange } from '../tenant/traffic.ts';

/** GET /sandbox/tenant: who and what is here, and how to sign in as them. The administrator comes last. */
export function describeTenant(tenant: Tenant) {
  const { users, groups, channels } = tenant.tables;
  const people = [...users.all()].sort((a, b) => Number(a.isAdmin) - Number(b.isAdmin));
  return {
    tenantId: tenant.id,
    graph: `${tenant.origin}/v1.0`,
    apps: {
      aide: { clientId: tenant.aide.clientId, botId: tenant.aide.botId, apiScope: tenant.aide.apiScope },
      script: { clientId: scriptClientId },
    },
    people: people.map(({ id, userPrincipalName, displayName, password, timeZone }) => ({
      id,
      userPrincipalName,
      displayName,
      password,
      timeZone,
    })),
    teams: [...groups.all()]
      .filter((g) => g.isTeam)
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
