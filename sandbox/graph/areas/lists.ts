import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type GraphCall, GraphFailure, type GraphReply, type Route } from '../area.ts';
import { invalidRequest, itemNotFound, notSupported } from '../drive/faults.ts';
import { driveOf, siteOf } from '../drive/find.ts';
import { driveTables } from '../drive/model.ts';
import { provisionLibrary } from '../drive/provision.ts';
import { type Json, renderDrive } from '../drive/render.ts';
import { nowIn } from '../drive/state.ts';
import { callerOf, readBody } from '../drive/wire.ts';
import { listColumns, readColumn } from '../lists/columns.ts';
import { type FoundList, idOf, listOf, listsIn, namesOf, requireWriter } from '../lists/find.ts';
import { type Column, listTables } from '../lists/model.ts';
import { expandedItems } from '../lists/relations.ts';
import { contentTypesOf, renderColumns, renderList, siteContentTypes } from '../lists/render.ts';
import { collection, entity } from '../odata-reply.ts';
import { driveRoots } from '../permissions/drive.ts';
import { columnRoutes, saveList, typeRoutes } from './list-columns.ts';

/** SharePoint's lists and their columns. https://learn.microsoft.com/graph/api/resources/list */

const page = { pageSize: 200, maxPageSize: 1000 };
const listed: Route['options'] = ['$select', '$filter', '$orderby', '$top', '$expand', '$skiptoken'];
const single: Route['options'] = ['$select', '$expand'];

const chosen = (call: GraphCall, name: string, items: Json[]): Json[] => {
  const select = call.query.expandSelect?.[name];
  return select ? items.map((item) => Object.fromEntries(select.map((key) => [key, item[key]]))) : items;
};

/** A list with the relations that were asked for. @throws GraphFailure 400 for another one */
function withRelations(call: GraphCall, found: FoundList): Json {
  const relations: Record<string, () => unknown> = {
    columns: () => chosen(call, 'columns', renderColumns(found)),
    contentTypes: () => chosen(call, 'contentTypes', contentTypesOf(found)),
    items: () => expandedItems(call, found),
    drive: () => (found.kind === 'library' ? renderDrive(call.tenant, found.drive) : null),
  };
  const expanded = (call.query.expand ?? []).map((name) => {
    const relation = relations[name];
    if (!relation) throw invalidRequest(`'${name}' cannot be expanded.`);
    return [name, relation()] as const;
  });
  return { ...renderList(call.tenant, found), ...Object.fromEntries(expanded) };
}

const templates = [
  'genericList',
  'documentLibrary',
  'survey',
  'links',
  'announcements',
  'contacts',
  'events',
  'tasks',
  'discussionBoard',
  'pictureLibrary',
  'issueTracking',
] as const;
const creation = z.object({
  name: z.string().nullish(),
  displayName: z.string().trim().min(1).max(255),
  description: z.string().nullish(),
  columns: z.array(z.unknown()).nullish(),
  list: z
    .object({
      template: z.string().nullish(),
      contentTypesEnabled: z.boolean().nullish(),
      hidden: z.boolean().nullish(),
    })
    .nullish(),
});

/**
 * @throws GraphFailure 400, 409 for a title that is taken
 * @see https://learn.microsoft.com/graph/api/list-create, https://github.com/OneDrive/onedrive-api-docs/issues/645
 */
function create(call: GraphCall): GraphReply {
  const { tenant } = call;
  if ((call.body as Json | undefined)?.name != null)
    throw invalidRequest(
      "Cannot define a 'name' for a list as it is assigned by the server. Instead, provide 'displayName'",
    );
  const { displayName, description, columns: sent, list } = readBody(creation, call.body);
  const template = templates.find((name) => name.toLowerCase() === (list?.template ?? 'genericList').toLowerCase());
  if (!template) throw invalidRequest('One of the provided arguments is not acceptable.');
  const site = siteOf(call);
  requireWriter(call, site);
  if (listsIn(call).some((one) => namesOf(one).some((name) => name.toLowerCase() === displayName.toLowerCase())))
    throw new GraphFailure(409, 'nameAlreadyExists', 'A list with the same name already exists.');
  const isLibrary = template === 'documentLibrary';
  const by = callerOf(call);
  const columns: Column[] = [];
  for (const column of sent ?? []) columns.push(readColumn(column, [...listColumns, ...columns]));
  const library = isLibrary ? provisionLibrary(tenant, site, displayName, description ?? '', by) : undefined;
  const now = nowIn(tenant);
  listTables(tenant).lists.put({
    id: library?.listId ?? randomUUID(),
    siteId: site.id,
    name: displayName,
    displayName,
    description: description ?? '',
    template,
    hidden: list?.hidden ?? false,
    contentTypesEnabled: list?.contentTypesEnabled ?? false,
    columns,
    next: 1,
    createdBy: by,
    createdDateTime: now,
    lastModifiedBy: by,
    lastModifiedDateTime: now,
    version: 1,
  });
  return entity(call, renderList(tenant, listOf({ ...call, params: { ...call.params, list: displayName } })), {
    status: 201,
  });
}

const change = z.object({
  displayName: z.string().trim().min(1).max(255).nullish(),
  description: z.string().nullish(),
});

/** https://learn.microsoft.com/graph/api/list-update */
function update(call: GraphCall): GraphReply {
  const { tenant } = call;
  const found = listOf(call, 'write');
  const { displayName, description } = readBody(change, call.body);
  const sent = { ...(displayName ? { displayName } : {}), ...(description == null ? {} : { description }) };
  if (found.kind === 'list') saveList(call, { ...found.row, ...sent });
  else
    driveTables(tenant).drives.put({
      ...found.drive,
      name: displayName ?? found.drive.name,
      description: description ?? found.drive.description,
    });
  return entity(call, renderList(tenant, listOf({ ...call, params: { ...call.params, list: idOf(found) } })));
}

/** https://learn.microsoft.com/graph/api/list-delete. The library that a site begins with stays. */
function remove(call: GraphCall): GraphReply {
  const found = listOf(call, 'write');
  if (found.kind === 'library') throw notSupported('A document library is deleted in SharePoint.');
  const { lists, items, versions } = listTables(call.tenant);
  for (const item of items.by('list', found.row.id)) {
    for (const version of versions.by('item', item.id)) versions.delete(version.id);
    items.delete(item.id);
  }
  lists.delete(found.row.id);
  return { status: 204 };
}

/** The list that a drive is. https://learn.microsoft.com/graph/api/resources/list */
function ofDrive(call: GraphCall): GraphReply {
  const drive = driveOf(call);
  return entity(call, withRelations(call, listOf({ ...call, params: { site: drive.siteId, list: drive.listId } })));
}

const site = 'sites/{site}';
const list = `${site}/lists/{list}`;

export const lists: Route[] = [
  {
    method: 'GET',
    path: `${site}/lists`,
    options: listed,
    handle: (call) =>
      collection(
        call,
        listsIn(call).map((one) => withRelations(call, one)),
      ),
  },
  { method: 'POST', path: `${site}/lists`, options: [], handle: create },
  { method: 'GET', path: list, options: single, handle: (call) => entity(call, withRelations(call, listOf(call))) },
  { method: 'PATCH', path: list, options: [], handle: update },
  { method: 'DELETE', path: list, options: [], handle: remove },
  {
    method: 'GET',
    path: `${list}/drive`,
    handle(call) {
      const found = listOf(call);
      if (found.kind === 'list') throw itemNotFound('The list is not a document library');
      return entity(call, renderDrive(call.tenant, found.drive));
    },
  },
  ...[site, list].flatMap((root) => [...columnRoutes(root), ...typeRoutes(root)]),
  {
    method: 'GET',
    path: `${site}/getApplicableContentTypesForList(listId={list})`,
    options: [],
    handle(call) {
      listOf(call);
      return collection(call, siteContentTypes, page);
    },
  },
  ...driveRoots.map((root): Route => ({ method: 'GET', path: `${root}/list`, options: single, handle: ofDrive })),
];
