import type { UserRow } from '../../tenant/model.ts';
import { controlsOf } from '../extension.ts';
import type { Manifest } from '../manifest.ts';
import type { Teams } from '../teams.ts';
import { grantsOf, permissionsOf } from './permissions.ts';
import type { AdminApp, Capability, PackageView } from './protocol.ts';

/** @param icon PNG, base64 */
export function describePackage(teams: Teams, read: Manifest, icon: string, admin: UserRow): PackageView {
  const { id, version, name, description, developer, publisherDocsUrl, accentColor, validDomains } = read;
  return {
    ...{ id, version, name, description, developer, accentColor, validDomains },
    ...(publisherDocsUrl ? { publisherDocsUrl } : {}),
    icon: `data:image/png;base64,${icon}`,
    contents: contentsOf(read),
    permissions: permissionsOf(teams, read, admin),
  };
}

const places = { personal: 'personal chat', team: 'channels', groupChat: 'group chats', copilot: 'Copilot' };

function contentsOf(read: Manifest): Capability[] {
  const { bots, staticTabs, configurableTabs, composeExtensions } = read;
  const [bot] = bots;
  const commands = Math.max(0, ...bot.commandLists.map((list) => list.commands.length));
  const searches = composeExtensions.flatMap((extension) => extension.commands.map(({ title }) => title));
  return [
    { capability: 'Bot', detail: `${bot.scopes.map((s) => places[s]).join(', ')}; ${count(commands, 'command')}` },
    // Those without an address are Teams' own: the chat, and what the app is.
    ...staticTabs.flatMap(({ name, entityId, contentUrl }) =>
      contentUrl ? [{ capability: 'Personal tab' as const, detail: name || entityId }] : [],
    ),
    ...configurableTabs.map(({ scopes }) => ({
      capability: 'Channel tab' as const,
      detail: scopes.map((s) => places[s]).join(', '),
    })),
    ...(composeExtensions.length > 0
      ? [
          {
            capability: 'Message extension' as const,
            detail: searches.length > 0 ? `search while writing: ${searches.join(', ')}` : 'search while writing',
          },
        ]
      : []),
    ...addInOf(read),
  ];
}

/** Where Outlook has buttons of the app, by their labels. */
function addInOf({ extensions: [extension] }: Manifest): Capability[] {
  if (!extension) return [];
  const where = [
    ['reading', controlsOf(extension, 'mailRead', 'desktop')],
    ['writing', controlsOf(extension, 'mailCompose', 'desktop')],
    ['on phones', controlsOf(extension, 'mailRead', 'mobile')],
  ] as const;
  const detail = where
    .filter(([, controls]) => controls.length > 0)
    .map(([place, controls]) => `${place}: ${controls.map(({ label }) => label).join(', ')}`);
  return [{ capability: 'Outlook add-in', detail: detail.join('; ') || 'no buttons' }];
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

export function describeApp(teams: Teams, admin: UserRow): AdminApp {
  const { catalogue, tables } = teams;
  const row = catalogue.row();
  const alone = grantsOf(teams).flatMap((g) => (g.principalId === admin.id ? [] : (g.principalId ?? [])));
  return {
    state: row?.state ?? 'added',
    origin: row?.package ? 'uploaded' : 'builtIn',
    package: describePackage(teams, catalogue.manifest(), catalogue.colorIcon(), admin),
    audience: row?.audience ?? { who: 'everybody' },
    installedFor: [...tables.installs.all()].filter((i) => i.scope === 'personal' && i.state === 'installed').length,
    othersConsented: new Set(alone).size,
  };
}
