import { z } from 'zod';
import { findPlace, type Place } from '../../teams/conversations.ts';
import { install, personalChat, uninstall } from '../../teams/installs.ts';
import { teamsOf } from '../../teams/teams.ts';
import { type Area, type GraphCall, GraphFailure, type GraphReply, type ODataOption, type Route } from '../area.ts';
import { expandedContext } from '../context.ts';
import { forbidden, notFound } from '../messages/faults.ts';
import { chatIn, graphChatId, teamIn } from '../messages/place.ts';
import { collection, entity } from '../odata-reply.ts';
import {
  type AppScope,
  boundApp,
  type CatalogueApp,
  catalogueOf,
  chatWithApp,
  hasOwnApp,
  installationId,
  installationRows,
  installationsIn,
  putApp,
  renderApp,
  renderDefinition,
} from '../teams/apps.ts';
import { readTeamsBody } from '../teams/input.ts';
import { primaryChannel } from '../teams/make.ts';
import { requireActive } from '../teams/state.ts';

type Resource = Record<string, unknown>;

/** Where apps are installed. `place`: a conversation that stands for it. */
interface Target {
  scope: AppScope;
  id: string;
  place: Place;
}

/** @throws GraphFailure 404, 403 for what is not open to the caller */
function targetOf(call: GraphCall): Target {
  const { tenant, params } = call;
  const teams = teamsOf(tenant);
  if (params.team !== undefined) {
    const team = teamIn(call);
    return { scope: 'team', id: team.id, place: findPlace(teams, primaryChannel(tenant, team.id)?.id ?? '')! };
  }
  if (params.chat !== undefined) {
    const place = chatIn(call);
    return { scope: 'chat', id: graphChatId(teams, place), place };
  }
  if (call.token.oid !== undefined && call.user.id !== call.token.oid)
    throw forbidden('The apps of other users are not open to the signed-in user.');
  return { scope: 'user', id: call.user.id, place: personalChat(teams, call.user) };
}

function appsIn({ tenant }: GraphCall, { scope, id, place }: Target): CatalogueApp[] {
  const rows = installationsIn(tenant, scope, id);
  const own = teamsOf(tenant).app.teamsAppId;
  return catalogueOf(tenant).filter((app) =>
    app.id === own ? hasOwnApp(tenant, scope, id, place) : rows.some(({ appId }) => appId === app.id),
  );
}

function render(call: GraphCall, target: Target, app: CatalogueApp, all = false): Resource {
  const { expand = [], expandNested = {} } = call.query;
  const { app: own } = teamsOf(call.tenant);
  const withBot = expandNested.teamsAppDefinition?.expand?.includes('bot') && app.id === own.teamsAppId;
  const has = (name: string) => all || expand.includes(name);
  return {
    ...(target.scope === 'user' ? { '@odata.type': '#microsoft.graph.userScopeTeamsAppInstallation' } : {}),
    id: installationId(target.id, app.id),
    ...(has('teamsApp') ? { teamsApp: renderApp(app) } : {}),
    ...(has('teamsAppDefinition')
      ? { teamsAppDefinition: renderDefinition(app, withBot ? own.botId : undefined) }
      : {}),
  };
}

/** Filters look into what is not expanded as well. https://learn.microsoft.com/graph/api/team-list-installedapps */
function list(call: GraphCall): GraphReply {
  const target = targetOf(call);
  const { filter } = call.query;
  const kept = appsIn(call, target).filter((app) => !filter || filter(render(call, target, app, true)));
  const rendered = kept.map((app) => render(call, target, app));
  const counted = { ...call, query: { ...call.query, filter: undefined, count: true } };
  return collection(counted, rendered, { context: expandedContext(call, true) });
}

function named(call: GraphCall, target: Target): CatalogueApp {
  const { installation = '' } = call.params;
  const found = appsIn(call, target).find((app) => installationId(target.id, app.id) === installation);
  if (!found) throw notFound('app installation', installation);
  return found;
}

function one(call: GraphCall): GraphReply {
  const target = targetOf(call);
  return entity(call, render(call, target, named(call, target)), { context: expandedContext(call, false) });
}

const body = z.strictObject({
  'teamsApp@odata.bind': z.string(),
  consentedPermissionSet: z.looseObject({}).nullish(),
});

/** @throws GraphFailure 404 for no such app, 409 for one that is there, 403 for one that the person may not have */
function add(call: GraphCall): GraphReply {
  const { tenant } = call;
  const target = targetOf(call);
  if (target.scope === 'team') requireActive(tenant, target.id);
  const app = boundApp(tenant, readTeamsBody(body, call.body)['teamsApp@odata.bind']);
  if (appsIn(call, target).some(({ id }) => id === app.id))
    throw new GraphFailure(409, 'Conflict', `The app '${app.id}' is already installed.`);
  const teams = teamsOf(tenant);
  if (app.id === teams.app.teamsAppId) {
    const by = call.me ?? call.user ?? tenant.tables.users.get(target.place.memberIds[0] ?? '')!;
    if (!teams.catalogue.isFor(by)) throw forbidden('The app is blocked by the permission policy of the organisation.');
    install(teams, target.place, by);
  } else putApp(tenant, { scope: target.scope, target: target.id }, app.id);
  return entity(call, render(call, target, app), { status: 201 });
}

function remove(call: GraphCall): GraphReply {
  const { tenant } = call;
  const target = targetOf(call);
  const app = named(call, target);
  const teams = teamsOf(tenant);
  const by = call.me ?? call.user ?? tenant.tables.users.get(target.place.memberIds[0] ?? '')!;
  if (app.id === teams.app.teamsAppId) uninstall(teams, target.place, by);
  else installationRows(tenant).delete(installationId(target.id, app.id));
  return { status: 204 };
}

/** What is installed is always the catalogue's version here. https://learn.microsoft.com/graph/api/team-teamsappinstallation-upgrade */
function upgrade(call: GraphCall): GraphReply {
  named(call, targetOf(call));
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/userscopeteamsappinstallation-get-chat */
function chat(call: GraphCall): GraphReply {
  const target = targetOf(call);
  const place = chatWithApp(call.tenant, target.id, named(call, target));
  const teams = teamsOf(call.tenant);
  const id = graphChatId(teams, place);
  return entity(
    call,
    {
      id,
      topic: null,
      createdDateTime: place.createdAt,
      lastUpdatedDateTime: place.createdAt,
      chatType: 'oneOnOne',
      webUrl: `https://teams.microsoft.com/l/chat/${encodeURIComponent(id)}/0?tenantId=${call.tenant.id}`,
      tenantId: call.tenant.id,
    },
    { context: 'chats/$entity' },
  );
}

const many: ODataOption[] = ['$select', '$filter', '$expand', '$top', '$skiptoken'];
const single: ODataOption[] = ['$select', '$expand'];
export const appRoots = ['teams/{team}', 'chats/{chat}', '{user}/teamwork'] as const;

/** Definitions are shown where they are asked for. https://learn.microsoft.com/graph/api/appcatalogs-list-teamsapps */
const catalogue = (call: GraphCall): GraphReply => {
  const expands = call.query.expand?.includes('appDefinitions');
  const apps = catalogueOf(call.tenant).map((app) => ({
    ...renderApp(app),
    ...(expands ? { appDefinitions: [renderDefinition(app)] } : {}),
  }));
  return collection(call, apps);
};

/** Apps of Teams and where they are. https://learn.microsoft.com/graph/api/resources/teamsappinstallation */
export const installedApps: Area = {
  name: 'installed apps',
  workload: 'teams',
  routes: [
    ...appRoots.flatMap((root): Route[] => [
      { method: 'GET', path: `${root}/installedApps`, options: many, handle: list },
      { method: 'POST', path: `${root}/installedApps`, options: [], handle: add },
      { method: 'GET', path: `${root}/installedApps/{installation}`, options: single, handle: one },
      { method: 'DELETE', path: `${root}/installedApps/{installation}`, options: [], handle: remove },
      { method: 'POST', path: `${root}/installedApps/{installation}/upgrade`, options: [], handle: upgrade },
    ]),
    { method: 'GET', path: '{user}/teamwork/installedApps/{installation}/chat', handle: chat },
    { method: 'GET', path: 'appCatalogs/teamsApps', options: many, handle: catalogue },
  ],
};
