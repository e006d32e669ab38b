import type { AppRow, UserRow } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { type Asked, graph, type Resource } from './scopes.ts';

/**
 * Microsoft's default policy for new tenants: people cannot consent to these themselves.
 * https://learn.microsoft.com/entra/identity/enterprise-apps/manage-app-consent-policies
 */
const blockedForPeople =
  /^(Mail\.Read|Mail\.ReadWrite|Calendars|Files\.Read\.All|Files\.ReadWrite\.All|Sites\.Read|Tasks\.|People\.Read|Contacts\.ReadWrite|Chat\.Read|MailboxSettings)/;
/** Graph permissions that always ask for an administrator: what reaches beyond the person's own data. */
const reachesBeyond =
  /\.All$|^(Directory|Group|GroupMember|Policy|RoleManagement|AuditLog|ChannelMessage|TeamworkTag)\.(?!Send$)/;
const exempt = new Set(['User.ReadBasic.All', 'Presence.Read.All', 'Team.ReadBasic.All', 'Channel.ReadBasic.All']);

/** Whether only an administrator may consent to a scope. */
export const needsAdmin = (resource: Resource, scope: string) =>
  resource === graph && !exempt.has(scope) && (blockedForPeople.test(scope) || reachesBeyond.test(scope));

/** Everything that an app may do as a person on a resource: the organisation's consent and the person's own. */
export function consentedScopes(tenant: Tenant, app: AppRow, user: UserRow, resource: Resource): string[] {
  const granted = tenant.tables.grants
    .by('client', app.id)
    .filter((g) => g.resource === resource.id && (g.principalId === null || g.principalId === user.id))
    .flatMap((g) => g.scopes);
  const trusted =
    resource.owner && (resource.owner.id === app.id || resource.owner.preAuthorizedClientIds.includes(app.id));
  return [...new Set([...(trusted ? resource.owner!.exposedScopes : []), ...granted])];
}

/** What `.default` stands for: the permissions in the app's registration. */
export const registeredScopes = (app: AppRow, resource: Resource) =>
  resource.owner ? resource.owner.exposedScopes : resource === graph ? (app.delegatedScopes ?? ['User.Read']) : [];

/** What still has to be consented to before a token can be issued. */
export function missingScopes(tenant: Tenant, app: AppRow, user: UserRow, asked: Asked): string[] {
  if (app.isFirstParty) return [];
  const consented = consentedScopes(tenant, app, user, asked.resource);
  // `.default` asks for what is granted; only when there is nothing at all does it ask for the registration's list.
  const wanted =
    asked.isDefault && consented.length === 0
      ? [...asked.scopes, ...registeredScopes(app, asked.resource)]
      : asked.scopes;
  return wanted.filter((s) => !consented.includes(s));
}

/** The `scp` of a token: everything granted for the resource, not only what this request asked for. */
export function tokenScopes(tenant: Tenant, app: AppRow, user: UserRow, asked: Asked): string[] {
  const consented = consentedScopes(tenant, app, user, asked.resource);
  // First-party apps hold no consent; what they ask for is theirs.
  if (!app.isFirstParty) return consented;
  return [...new Set([...asked.scopes, ...(asked.isDefault ? registeredScopes(app, asked.resource) : [])])];
}

/** Records consent. @param user null = on behalf of the organisation */
export function grantConsent(
  tenant: Tenant,
  clientId: string,
  resourceId: string,
  user: string | null,
  scopes: string[],
) {
  const id = `${clientId} ${resourceId} ${user ?? 'all'}`;
  const before = tenant.tables.grants.get(id)?.scopes ?? [];
  tenant.tables.grants.put({
    id,
    clientId,
    resource: resourceId,
    principalId: user,
    scopes: [...new Set([...before, ...scopes])],
  });
}
