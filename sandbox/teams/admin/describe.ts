import { needsAdmin } from '../../entra/consent.ts';
import { graph } from '../../entra/scopes.ts';
import type { UserRow } from '../../tenant/model.ts';
import type { Manifest } from '../manifest.ts';
import type { Teams } from '../teams.ts';
import type { AdminApp, PackageView, PermissionView } from './protocol.ts';

/** @param icon PNG, base64 */
export function describePackage(read: Manifest, icon: string): PackageView {
  const { id, version, name, description, developer, accentColor, validDomains } = read;
  return {
    ...{ id, version, name, description, developer, accentColor, validDomains },
    icon: `data:image/png;base64,${icon}`,
    contents: contentsOf(read),
  };
}

function contentsOf({ bots: [bot], staticTabs, configurableTabs, composeExtensions, extensions }: Manifest) {
  const commands = Math.max(0, ...bot.commandLists.map((list) => list.commands.length));
  const places = { personal: 'personal chat', team: 'channels', groupChat: 'group chats', copilot: 'Copilot' };
  const ribbons = extensions.reduce((sum, { ribbons: entries }) => sum + entries.length, 0);
  return [
    { capability: 'Bot', detail: `${bot.scopes.map((s) => places[s]).join(', ')}; ${count(commands, 'command')}` },
    // Those without an address are Teams' own: the chat, and what the app is.
    ...staticTabs.flatMap(({ name, entityId, contentUrl }) =>
      contentUrl ? [{ capability: 'Personal tab', detail: name || entityId }] : [],
    ),
    ...configurableTabs.map(({ scopes }) => ({ capability: 'Channel tab', detail: scopes.join(', ') })),
    ...(composeExtensions.length > 0 ? [{ capability: 'Message extension', detail: 'search while writing' }] : []),
    ...(extensions.length > 0 ? [{ capability: 'Outlook add-in', detail: count(ribbons, 'ribbon') }] : []),
  ];
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

export function describeApp(teams: Teams, admin: UserRow): AdminApp {
  const { catalogue, tables } = teams;
  const row = catalogue.row();
  const clientId = clientIdOf(teams);
  const grants = grantsOf(teams);
  return {
    state: row?.state ?? 'added',
    origin: row?.package ? 'uploaded' : 'builtIn',
    package: describePackage(catalogue.manifest(), catalogue.colorIcon()),
    audience: row?.audience ?? { who: 'everybody' },
    installedFor: [...tables.installs.all()].filter((i) => i.scope === 'personal' && i.state === 'installed').length,
    permissions: clientId === undefined ? [] : permissionsOf(teams, clientId, admin),
    othersConsented: new Set(grants.flatMap((g) => (g.principalId === admin.id ? [] : (g.principalId ?? [])))).size,
  };
}

export const clientIdOf = ({ app }: Teams): string | undefined => app.webApplicationInfo?.id;

/** Every consent to the app's use of Graph. */
export const grantsOf = (teams: Teams) =>
  teams.tenant.tables.grants.by('client', clientIdOf(teams) ?? '').filter((g) => g.resource === graph.id);

function permissionsOf(teams: Teams, clientId: string, admin: UserRow): PermissionView[] {
  const registration = teams.tenant.tables.apps.get(clientId);
  const scopesOf = (principal: string | null) =>
    new Set(grantsOf(teams).flatMap((g) => (g.principalId === principal ? g.scopes : [])));
  const [forAll, forMe] = [scopesOf(null), scopesOf(admin.id)];
  return [
    ...(registration?.delegatedScopes ?? []).map(
      (scope): PermissionView => ({
        scope,
        kind: 'delegated',
        needsAdmin: needsAdmin(graph, scope),
        ...(forAll.has(scope) ? { granted: 'organisation' } : forMe.has(scope) ? { granted: 'me' } : {}),
      }),
    ),
    ...(registration?.applicationPermissions ?? []).map(
      (scope): PermissionView => ({
        scope,
        kind: 'application',
        needsAdmin: true,
        granted: 'organisation',
      }),
    ),
  ];
}
