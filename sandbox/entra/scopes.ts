import { chatServiceResource } from '../teams/protocol.ts';
import type { AppRow } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { EntraError } from './errors.ts';
import { botFrameworkResource, graphResource } from './tokens.ts';

/** An API that tokens are for. */
export interface Resource {
  /** As consent is kept, and as a scope is prefixed: 'https://graph.microsoft.com', 'api://…'. */
  id: string;
  displayName: string;
  /** `aud` of its tokens. */
  audience: string;
  /** The app registration behind it; Microsoft's own APIs have none here. */
  owner?: AppRow;
  knows(scope: string): boolean;
}

/** The scopes that one request asks of one resource. */
export interface Asked {
  resource: Resource;
  /** Short names, `.default` left out. */
  scopes: string[];
  /** `<resource>/.default`: what the app has been granted. */
  isDefault: boolean;
  /** As the client wrote them. */
  written: string[];
}

export interface ScopeRequest {
  /** openid, profile, email, offline_access. */
  oidc: string[];
  resources: Asked[];
}

export const oidcScopes = ['openid', 'profile', 'email', 'offline_access'];
const graphAppId = '00000003-0000-0000-c000-000000000000';
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Graph has hundreds of permissions and gains more every month, so they are known by their form, Resource.Operation
 * with an optional constraint. https://learn.microsoft.com/graph/permissions-overview#permissions-naming-pattern
 */
const graphScope = /^[A-Z][A-Za-z0-9]*(-[A-Z][A-Za-z0-9]*)*(\.[A-Z][A-Za-z0-9-]*){1,4}$/;

const microsoftApis: Resource[] = [
  {
    id: graphResource,
    displayName: 'Microsoft Graph',
    audience: graphResource,
    knows: (s) => graphScope.test(s) || oidcScopes.includes(s),
  },
  {
    id: chatServiceResource,
    displayName: 'Microsoft Teams Services',
    audience: chatServiceResource,
    knows: (s) => s === 'Teams.AccessAsUser.All',
  },
  {
    id: botFrameworkResource,
    displayName: 'Azure Bot Service',
    audience: botFrameworkResource,
    knows: () => false,
  },
];
export const graph = microsoftApis[0]!;

/** @param id identifier URI, or client id of the app that owns the API */
export function findResource(tenant: Tenant, id: string): Resource | undefined {
  if (id.toLowerCase() === graphAppId) return graph;
  const known = microsoftApis.find((api) => api.id === id.replace(/\/$/, ''));
  if (known) return known;
  const owner = guid.test(id) ? tenant.tables.apps.get(id.toLowerCase()) : tenant.tables.apps.by('uri', id)[0];
  if (!owner?.identifierUri) return undefined;
  return {
    id: owner.identifierUri,
    displayName: owner.displayName,
    audience: owner.id,
    owner,
    knows: (s) => owner.exposedScopes.includes(s),
  };
}

/**
 * Takes a `scope` parameter apart. A name without a resource is Graph's.
 * @throws EntraError 70011, 650053
 */
export function readScopes(tenant: Tenant, scope: string): ScopeRequest {
  const oidc: string[] = [];
  const resources = new Map<string, Asked>();
  for (const written of new Set(scope.split(/\s+/).filter(Boolean))) {
    if (oidcScopes.includes(written)) {
      oidc.push(written);
      continue;
    }
    const slash = written.lastIndexOf('/');
    const name = written.slice(slash + 1);
    const resource = slash < 0 ? graph : findResource(tenant, written.slice(0, slash));
    if (!resource || name === '') throw new EntraError(70011, written);
    if (name !== '.default' && !resource.knows(name))
      throw new EntraError(/^[\w.-]{1,120}$/.test(name) ? 650053 : 70011, name);
    const asked = resources.get(resource.id) ?? { resource, scopes: [], isDefault: false, written: [] };
    resources.set(resource.id, asked);
    asked.written.push(written);
    if (name === '.default') asked.isDefault = true;
    else if (oidcScopes.includes(name)) oidc.push(name);
    else asked.scopes.push(name);
  }
  return { oidc: [...new Set(oidc)], resources: [...resources.values()] };
}

/** A token is for one resource. Without any, it is Graph's, for the person's profile alone. */
export function onlyResource({ resources }: ScopeRequest): Asked {
  if (resources.length > 1) throw new EntraError(28000);
  return resources[0] ?? { resource: graph, scopes: [], isDefault: false, written: [] };
}
