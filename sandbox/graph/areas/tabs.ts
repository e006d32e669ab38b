import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Place } from '../../teams/conversations.ts';
import type { TabRow } from '../../teams/tables.ts';
import { teamsOf } from '../../teams/teams.ts';
import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { expandedContext } from '../context.ts';
import { badRequest, forbidden, notFound } from '../messages/faults.ts';
import { channelIn, placeIn } from '../messages/place.ts';
import { collection, entity } from '../odata-reply.ts';
import { boundApp, type CatalogueApp, catalogueOf, hasOwnApp, isBuiltIn, renderApp } from '../teams/apps.ts';
import { readTeamsBody } from '../teams/input.ts';
import { tell } from '../teams/make.ts';
import { requireActive } from '../teams/state.ts';

type Resource = Record<string, unknown>;

/** What Graph knows of a tab. Those of the organisation's app that clients show are in Teams' own table as well. */
export interface GraphTabRow extends Row {
  conversationId: string;
  appId: string;
  displayName: string;
  configuration: z.output<typeof configuration>;
  addedAt: string;
}
const graphTabs = ({ store }: Tenant): Table<GraphTabRow> =>
  store.table<GraphTabRow>('teams.graphTabs', { conversation: ({ conversationId }) => conversationId });

const text = z.string().nullish();
// An open type: apps may keep more in it. https://learn.microsoft.com/graph/api/resources/teamstabconfiguration
const configuration = z.looseObject({ entityId: text, contentUrl: text, websiteUrl: text, removeUrl: text });
/** A tab as it is asked for. */
export const tabDefinition = z.strictObject({
  displayName: z.string().trim().min(1).max(128),
  'teamsApp@odata.bind': z.string(),
  configuration: configuration.nullish(),
});
const change = z.strictObject({
  displayName: z.string().trim().min(1).max(128).nullish(),
  configuration: configuration.nullish(),
});

const ofClient = ({ teamsAppId, name, entityId, contentUrl, websiteUrl, ...row }: TabRow): GraphTabRow => ({
  ...row,
  appId: teamsAppId,
  displayName: name,
  configuration: { entityId, contentUrl, websiteUrl: websiteUrl ?? null, removeUrl: null },
});

function tabsIn({ tenant }: GraphCall, place: Place): GraphTabRow[] {
  const all = [
    ...teamsOf(tenant).tables.tabs.by('conversation', place.id).map(ofClient),
    ...graphTabs(tenant).by('conversation', place.id),
  ];
  return all.sort((a, b) => a.addedAt.localeCompare(b.addedAt));
}

function render({ tenant, query }: GraphCall, place: Place, row: GraphTabRow, all = false): Resource {
  const app = catalogueOf(tenant).find(({ id }) => id === row.appId);
  const at = place.team ? { channelId: place.id } : { chatId: place.id };
  const { entityId = null, contentUrl = null, websiteUrl = null, removeUrl = null, ...more } = row.configuration;
  return {
    id: row.id,
    displayName: row.displayName,
    webUrl: `https://teams.microsoft.com/l/entity/${row.appId}/${encodeURIComponent(entityId ?? row.id)}?context=${encodeURIComponent(JSON.stringify(at))}&tenantId=${tenant.id}`,
    configuration: { entityId, contentUrl, websiteUrl, removeUrl, ...more },
    ...((all || query.expand?.includes('teamsApp')) && app ? { teamsApp: renderApp(app) } : {}),
  };
}

/** @throws GraphFailure 403 in a team or channel that is archived */
function changeable(call: GraphCall): Place {
  if (call.params.channel !== undefined) {
    const channel = channelIn(call);
    requireActive(call.tenant, channel.teamId, channel);
  }
  return placeIn(call);
}

function list(call: GraphCall): GraphReply {
  const place = placeIn(call);
  const { filter } = call.query;
  const rows = tabsIn(call, place).filter((row) => !filter || filter(render(call, place, row, true)));
  const plain = { ...call, query: { ...call.query, filter: undefined, count: true } };
  return collection(
    plain,
    rows.map((row) => render(call, place, row)),
    { context: expandedContext(call, true) },
  );
}

function named(call: GraphCall, place: Place): GraphTabRow {
  const { tab = '' } = call.params;
  const found = tabsIn(call, place).find(({ id }) => id === tab);
  if (!found) throw notFound('tab', tab);
  return found;
}

function one(call: GraphCall): GraphReply {
  const place = placeIn(call);
  return entity(call, render(call, place, named(call, place)));
}

/** @throws GraphFailure 403 for an app that is not installed there: https://learn.microsoft.com/graph/api/channel-post-tabs */
function requireInstalled({ tenant }: GraphCall, place: Place, app: CatalogueApp): void {
  const [scope, target] = place.team ? (['team', place.team.groupId] as const) : (['chat', place.id] as const);
  if (!isBuiltIn(app) && !hasOwnApp(tenant, scope, target, place))
    throw forbidden(`The app '${app.id}' is not installed in this conversation.`);
}

function save(call: GraphCall, place: Place, row: GraphTabRow): GraphTabRow {
  const { tenant } = call;
  const { tables, app } = teamsOf(tenant);
  const { contentUrl, entityId, websiteUrl } = row.configuration;
  if (row.appId !== app.teamsAppId) return graphTabs(tenant).put(row);
  if (!contentUrl || !URL.canParse(contentUrl))
    throw badRequest('Value of configuration.contentUrl is missing or invalid.');
  tables.tabs.put({
    id: row.id,
    conversationId: place.id,
    addedAt: row.addedAt,
    teamsAppId: row.appId,
    name: row.displayName,
    entityId: entityId ?? '',
    contentUrl,
    ...(websiteUrl ? { websiteUrl } : {}),
  });
  tell(tenant, place.id);
  return row;
}

function add(call: GraphCall): GraphReply {
  const place = changeable(call);
  if (place.type === 'oneOnOne') throw badRequest('Tabs cannot be added to this chat.');
  const row = makeTab(call, place, readTeamsBody(tabDefinition, call.body));
  return entity(call, render(call, place, row), { status: 201 });
}

/** @throws GraphFailure 404 for no such app, 403 for one that is not there, 400 for an address that is none */
export function makeTab(call: GraphCall, place: Place, sent: z.output<typeof tabDefinition>): GraphTabRow {
  const app = boundApp(call.tenant, sent['teamsApp@odata.bind']);
  requireInstalled(call, place, app);
  return save(call, place, {
    id: randomUUID(),
    conversationId: place.id,
    appId: app.id,
    displayName: sent.displayName,
    configuration: sent.configuration ?? {},
    addedAt: call.tenant.clock.now().toISOString(),
  });
}

/** Tabs of a cloned team wait for somebody to set them up. https://learn.microsoft.com/graph/api/team-clone */
export function copyTabs(tenant: Tenant, from: string, to: string): void {
  const addedAt = tenant.clock.now().toISOString();
  for (const row of graphTabs(tenant).by('conversation', from))
    graphTabs(tenant).put({ ...row, id: randomUUID(), conversationId: to, configuration: {}, addedAt });
}

/** https://learn.microsoft.com/graph/api/channel-patch-tabs */
function update(call: GraphCall): GraphReply {
  const place = changeable(call);
  const row = named(call, place);
  const { displayName, configuration: sent } = readTeamsBody(change, call.body);
  const next = {
    ...row,
    displayName: displayName ?? row.displayName,
    configuration: { ...row.configuration, ...(sent ?? {}) },
  };
  return entity(call, render(call, place, save(call, place, next)));
}

function remove(call: GraphCall): GraphReply {
  const place = changeable(call);
  const { id } = named(call, place);
  teamsOf(call.tenant).tables.tabs.delete(id);
  graphTabs(call.tenant).delete(id);
  tell(call.tenant, place.id);
  return { status: 204 };
}

const roots = ['teams/{team}/channels/{channel}', 'chats/{chat}'] as const;

/** Tabs of channels and chats. https://learn.microsoft.com/graph/api/resources/teamstab */
export const tabs: Area = {
  name: 'tabs',
  workload: 'teams',
  routes: roots.flatMap((root): Route[] => [
    {
      method: 'GET',
      path: `${root}/tabs`,
      options: ['$select', '$filter', '$expand', '$top', '$skiptoken'],
      handle: list,
    },
    { method: 'POST', path: `${root}/tabs`, options: [], handle: add },
    { method: 'GET', path: `${root}/tabs/{tab}`, options: ['$select', '$expand'], handle: one },
    { method: 'PATCH', path: `${root}/tabs/{tab}`, options: [], handle: update },
    { method: 'DELETE', path: `${root}/tabs/{tab}`, options: [], handle: remove },
  ]),
};
