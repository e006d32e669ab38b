import { grantConsent } from '../../entra/consent.ts';
import { graph } from '../../entra/scopes.ts';
import type { UserRow } from '../../tenant/model.ts';
import { channelsOfTeam, findPlace, type Place } from '../conversations.ts';
import { hasPersonalApp, install, personalChat, uninstall } from '../installs.ts';
import type { AppPackage } from '../package-file.ts';
import { type InstallRow, installId } from '../tables.ts';
import type { Teams } from '../teams.ts';
import { clientIdOf, grantsOf } from './permissions.ts';
import type { Audience } from './protocol.ts';

/** Puts an uploaded package into the catalogue. Whoever may have the app keeps it, in the new version. */
export function addPackage(teams: Teams, content: AppPackage, admin: UserRow): void {
  teams.catalogue.change({ state: 'added', package: content });
  applyAudience(teams, admin);
}

export function setAudience(teams: Teams, audience: Audience, admin: UserRow): void {
  teams.catalogue.change({ audience });
  applyAudience(teams, admin);
}

/**
 * A setup policy takes effect when somebody's client opens. Who is there now has it at once; who may not have it any more loses it
 * at once.
 */
function applyAudience(teams: Teams, admin: UserRow): void {
  for (const user of teams.tenant.tables.users.all()) {
    if (!teams.catalogue.isFor(user)) {
      if (hasPersonalApp(teams, user)) uninstall(teams, personalChat(teams, user), admin);
      continue;
    }
    if (hasPersonalApp(teams, user)) continue;
    if (teams.hub.isOpen(user.id)) install(teams, personalChat(teams, user), admin);
    // Removed before, by whomever: the policy brings it back.
    else teams.tables.installs.delete(installId('personal', user.id, teams.app.teamsAppId));
  }
}

/** Takes the app out of the organisation: out of every chat and team, and out of the catalogue. */
export function removeApp(teams: Teams, admin: UserRow): void {
  for (const row of [...teams.tables.installs.all()]) {
    if (row.state !== 'installed') continue;
    const place = placeOf(teams, row);
    if (place) uninstall(teams, place, admin);
  }
  teams.catalogue.change({ state: 'removed', package: undefined, audience: { who: 'everybody' } });
}

function placeOf(teams: Teams, { scope, targetId }: InstallRow): Place | undefined {
  if (scope === 'groupChat') return findPlace(teams, targetId);
  if (scope === 'team') return channelsOfTeam(teams, targetId)[0];
  const user = teams.tenant.tables.users.get(targetId);
  return user && personalChat(teams, user);
}

/** Consent to everything that the registration asks of Graph. */
export function consent(teams: Teams, admin: UserRow, wide: 'organisation' | 'me'): void {
  const clientId = clientIdOf(teams);
  const scopes = clientId === undefined ? undefined : teams.tenant.tables.apps.get(clientId)?.delegatedScopes;
  if (clientId === undefined || !scopes) return;
  grantConsent(teams.tenant, clientId, graph.id, wide === 'organisation' ? null : admin.id, scopes);
}

export function revokeConsent(teams: Teams): void {
  for (const grant of grantsOf(teams)) teams.tenant.tables.grants.delete(grant.id);
}
