import { installIdFor, type Place } from '../../teams/conversations.ts';
import { personalChat } from '../../teams/installs.ts';
import { installId } from '../../teams/tables.ts';
import { teamsOf } from '../../teams/teams.ts';
import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { badRequest, notFound } from '../messages/faults.ts';
import { boundKey } from './input.ts';

type Resource = Record<string, unknown>;

/** An app of the catalogue. https://learn.microsoft.com/graph/api/resources/teamsapp */
export interface CatalogueApp {
  id: string;
  externalId: string | null;
  displayName: string;
  distributionMethod: 'store' | 'organization' | 'sideloaded';
  version: string;
  shortDescription: string;
  description: string;
}

const builtIn = (id: string, displayName: string): CatalogueApp => ({
  id,
  externalId: null,
  displayName,
  distributionMethod: 'store',
  version: '1.0',
  shortDescription: displayName,
  description: displayName,
});

/** Tabs that are in every Teams. https://learn.microsoft.com/graph/teams-configuring-builtin-tabs */
const builtInTabs = [
  builtIn('com.microsoft.teamspace.tab.web', 'Website'),
  builtIn('com.microsoft.teamspace.tab.youtube', 'YouTube'),
  builtIn('com.microsoft.teamspace.tab.vsts', 'Azure DevOps'),
  builtIn('com.microsoft.teamspace.tab.planner', 'Planner'),
  builtIn('com.microsoftstream.embed.skypeteamstab', 'Stream'),
  builtIn('81fef3a6-72aa-4648-a763-de824aeafb7d', 'Forms'),
  builtIn('com.microsoft.teamspace.tab.file.staticviewer.word', 'Word'),
  builtIn('com.microsoft.teamspace.tab.file.staticviewer.excel', 'Excel'),
  builtIn('com.microsoft.teamspace.tab.file.staticviewer.powerpoint', 'PowerPoint'),
  builtIn('com.microsoft.teamspace.tab.file.staticviewer.pdf', 'PDF'),
  builtIn('com.microsoft.teamspace.tab.files.sharepoint', 'Document library'),
  builtIn('0d820ecd-def2-4297-adad-78056cde7c78', 'OneNote'),
  builtIn('com.microsoft.teamspace.tab.powerbi', 'Power BI'),
  builtIn('2a527703-1f6f-4559-a332-d8a7d288cd88', 'SharePoint page and list'),
];

/** Every app that the organisation has: its own, and what comes with Teams. */
export function catalogueOf(tenant: Tenant): CatalogueApp[] {
  const { catalogue } = teamsOf(tenant);
  const manifest = catalogue.manifest();
  const own: CatalogueApp = {
    id: manifest.id,
    externalId: manifest.id,
    displayName: manifest.name.short,
    distributionMethod: 'organization',
    version: manifest.version,
    shortDescription: manifest.description.short,
    description: manifest.description.full,
  };
  return [...(catalogue.isRemoved() ? [] : [own]), ...builtInTabs];
}

export const isBuiltIn = (app: Pick<CatalogueApp, 'id'>): boolean => builtInTabs.some(({ id }) => id === app.id);

/** The app that …/appCatalogs/teamsApps/{id} names. @throws GraphFailure 404, 400 for another address */
export function boundApp(tenant: Tenant, address: string): CatalogueApp {
  const id = boundKey(address, 'teamsApps');
  const found = catalogueOf(tenant).find((app) => app.id === id);
  if (!found) throw notFound('app', id);
  return found;
}

export const renderApp = ({ id, externalId, displayName, distributionMethod }: CatalogueApp): Resource => ({
  id,
  externalId,
  displayName,
  distributionMethod,
});

/** https://learn.microsoft.com/graph/api/resources/teamsappdefinition */
export const renderDefinition = (app: CatalogueApp, botId?: string): Resource => ({
  id: Buffer.from(`${app.id}##${app.version}##Published`).toString('base64'),
  teamsAppId: app.id,
  displayName: app.displayName,
  version: app.version,
  publishingState: 'published',
  shortDescription: app.shortDescription,
  description: app.description,
  lastModifiedDateTime: null,
  createdBy: null,
  authorization: { requiredPermissionSet: { resourceSpecificPermissions: [] } },
  ...(botId === undefined ? {} : { bot: { id: botId } }),
});

/** Where apps are: in a team, in a chat, with a person. */
export type AppScope = 'team' | 'chat' | 'user';

/** One of Teams' own apps, put somewhere. The organisation's app is in Teams' own table. */
export interface InstallationRow extends Row {
  /** scope|target */
  place: string;
  appId: string;
}
export const installationRows = ({ store }: Tenant): Table<InstallationRow> =>
  store.table<InstallationRow>('teams.installations', { place: ({ place }) => place });

/** Which of Teams' own apps were put there. */
export const installationsIn = (tenant: Tenant, scope: AppScope, target: string): InstallationRow[] =>
  installationRows(tenant).by('place', `${scope}|${target}`);

/** Is the organisation's app there? */
export function hasOwnApp(tenant: Tenant, scope: AppScope, target: string, place?: Place): boolean {
  const teams = teamsOf(tenant);
  const kind = scope === 'team' ? 'team' : scope === 'user' ? 'personal' : 'groupChat';
  const id = place ? installIdFor(teams, place) : installId(kind, target, teams.app.teamsAppId);
  return teams.tables.installs.get(id)?.state === 'installed';
}

/** Ids of installations say where they are, and of what. */
export const installationId = (target: string, appId: string): string =>
  Buffer.from(`${target}##${appId}`).toString('base64');

/** The chat with the bot of the organisation's app. @throws GraphFailure 400 for apps without one */
export function chatWithApp(tenant: Tenant, userId: string, app: CatalogueApp): Place {
  const teams = teamsOf(tenant);
  const user = tenant.tables.users.get(userId);
  if (!user || app.id !== teams.app.teamsAppId) throw badRequest('The app has no chat with the user.');
  return personalChat(teams, user);
}

/** Puts one of Teams' own apps somewhere. */
export function putApp(tenant: Tenant, { scope, target }: { scope: AppScope; target: string }, appId: string): void {
  installationRows(tenant).put({ id: installationId(target, appId), place: `${scope}|${target}`, appId });
}
