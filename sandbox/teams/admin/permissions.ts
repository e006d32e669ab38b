import { needsAdmin } from '../../entra/consent.ts';
import { graph } from '../../entra/scopes.ts';
import type { GrantRow, UserRow } from '../../tenant/model.ts';
import type { Manifest } from '../manifest.ts';
import type { Teams } from '../teams.ts';
import type { PermissionView } from './protocol.ts';
import { aideReasons } from './reasons.ts';

export const clientIdOf = ({ app }: Teams): string | undefined => app.webApplicationInfo?.id;

/** Every consent to an app's use of Graph. @param clientId that of the catalogue's app unless told */
export const grantsOf = (teams: Teams, clientId: string | undefined = clientIdOf(teams)): GrantRow[] =>
  teams.tenant.tables.grants.by('client', clientId ?? '').filter((g) => g.resource === graph.id);

/**
 * What a package asks for: of Microsoft Graph through the app registration that it names, and of the mails, teams and chats in which
 * it is used through its manifest (resource-specific consent).
 */
export function permissionsOf(teams: Teams, read: Manifest, admin: UserRow): PermissionView[] {
  const clientId = read.webApplicationInfo?.id;
  const registration = clientId === undefined ? undefined : teams.tenant.tables.apps.get(clientId);
  const scopesOf = (principal: string | null) =>
    new Set(grantsOf(teams, clientId).flatMap((g) => (g.principalId === principal ? g.scopes : [])));
  const [forAll, forMe] = [scopesOf(null), scopesOf(admin.id)];
  const reasons = clientId === teams.tenant.aide.clientId ? aideReasons() : new Map<string, string[]>();
  const why = (scope: string) => reasons.get(scope) ?? [];
  return [
    ...(registration?.delegatedScopes ?? []).map(
      (scope): PermissionView => ({
        scope,
        kind: 'delegated',
        needsAdmin: needsAdmin(graph, scope),
        why: why(scope),
        ...(forAll.has(scope) ? { granted: 'organisation' } : forMe.has(scope) ? { granted: 'me' } : {}),
      }),
    ),
    ...(registration?.applicationPermissions ?? []).map(
      (scope): PermissionView => ({
        scope,
        kind: 'application',
        needsAdmin: true,
        why: why(scope),
        granted: 'organisation',
      }),
    ),
    ...(read.authorization?.permissions?.resourceSpecific ?? []).map(
      ({ name, type }): PermissionView => ({
        scope: name,
        kind: 'resourceSpecific',
        // Agreed to by whoever installs the app. https://learn.microsoft.com/microsoftteams/platform/graph-api/rsc/resource-specific-consent
        needsAdmin: type === 'Application',
        why: placeOf[name.slice(name.lastIndexOf('.') + 1)] ?? [],
      }),
    ),
  ];
}

/** A resource-specific permission ends with what it is about. */
const placeOf: Record<string, string[]> = {
  User: ['Of the person, and only of what they have open with the app: no other mail is reached.'],
  Group: ['Of the team that the app is installed in, and of no other.'],
  Chat: ['Of the chat that the app is installed in, and of no other.'],
};
