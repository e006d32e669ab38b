import { z } from 'zod';
import type { GraphCall, GraphReply, Route } from '../area.ts';
import type { Feed } from '../delta/feed.ts';
import { deltaReply } from '../delta/reply.ts';
import { invalidRequest, itemNotFound, notSupported, resourceModified } from '../drive/faults.ts';
import { allowed, driveOf, itemOf } from '../drive/find.ts';
import { renderFor } from '../drive/listing.ts';
import type { ItemRow } from '../drive/model.ts';
import { renderPermission } from '../drive/permissions.ts';
import { actorOf, type Json, renderItem } from '../drive/render.ts';
import { createLink } from '../drive/share.ts';
import { nowIn } from '../drive/state.ts';
import { callerOf, readBody } from '../drive/wire.ts';
import { removeItem, requireUnlocked, touch } from '../drive/write.ts';
import { columnNamed, readFields, withDefaults } from '../lists/fields.ts';
import { type FoundItem, type FoundList, itemsIn, listItemOf, listOf } from '../lists/find.ts';
import { type ListItemRow, listTables } from '../lists/model.ts';
import { eTagOfItem, renderFields, renderListItem } from '../lists/render.ts';
import { collection, entity, project } from '../odata-reply.ts';
import { driveRoots } from '../permissions/drive.ts';

/** Items of SharePoint's lists. https://learn.microsoft.com/graph/api/resources/listitem */

type Item = Extract<FoundItem, { kind: 'item' }>;

/** Items that come inside of their list. */
const mostInside = 200;
type Expansion = Pick<GraphCall['query'], 'expand' | 'expandSelect'>;

/** Fields as they were selected; SharePoint answers names that it does not know with nothing. */
function fieldsOf(call: GraphCall, found: FoundItem, select: string[] | undefined): Json {
  const all = renderFields(call.tenant, found);
  if (!select) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('@') || select.includes(name)));
}

function withRelations(call: GraphCall, found: FoundItem, { expand = [], expandSelect = {} }: Expansion): Json {
  const relations: Record<string, () => unknown> = {
    fields: () => fieldsOf(call, found, expandSelect.fields),
    driveItem: () => (found.kind === 'file' ? renderItem(call.tenant, found.item) : null),
    versions: () => versionsOf(call, found),
  };
  const expanded = expand.map((name) => {
    const relation = relations[name];
    if (!relation) throw invalidRequest(`'${name}' cannot be expanded.`);
    return [name, relation()] as const;
  });
  return { ...renderListItem(call.tenant, found), ...Object.fromEntries(expanded) };
}

/** The items of a list inside of the list itself. */
export function expandedItems(call: GraphCall, found: FoundList): Json[] {
  const select = call.query.expandSelect?.items;
  const nested = call.query.expandNested?.items ?? {};
  const inner = { ...call, query: { ...call.query, select, expand: nested.expand ?? [] } };
  return itemsIn(call, found)
    .slice(0, mostInside)
    .map((item) => project(inner, withRelations(call, item, nested)));
}

const nonIndexed = 'honornonindexedquerieswarningmayfailrandomly';

/**
 * Columns that nobody has indexed are looked through for those only who say that they know.
 * @throws GraphFailure 400: https://github.com/microsoftgraph/microsoft-graph-docs/issues/2279
 */
function requireIndexed(call: GraphCall, { columns }: FoundList): void {
  const { filterPaths = [], orderby = [] } = call.query;
  const paths = [...filterPaths, ...orderby.map(({ path }) => path.join('/'))];
  for (const path of paths) {
    const [first, name] = path.split('/');
    if (first !== 'fields' || name === undefined) continue;
    const column = columnNamed(columns, name);
    if (!column && !['id', 'FileLeafRef', 'ContentType'].includes(name))
      throw invalidRequest(`Field '${name}' is not recognized`);
    if (!column?.indexed && name !== 'id' && !(nonIndexed in call.prefer))
      throw invalidRequest(
        `Field '${name}' cannot be referenced in filter or orderby as it is not indexed. Provide the 'Prefer: HonorNonIndexedQueriesWarningMayFailRandomly' header to allow this, but be warned that such queries may fail on large lists.`,
      );
  }
}

function list(call: GraphCall): GraphReply {
  const found = listOf(call);
  requireIndexed(call, found);
  const { filterPaths = [], orderby = [], expand = [] } = call.query;
  // What is filtered by and ordered by is there for that, and is taken away again where nobody expands it.
  const looksInside = [...filterPaths, ...orderby.map(({ path }) => path.join('/'))].some((path) =>
    /^fields\//.test(path),
  );
  const hidden = looksInside && !expand.includes('fields');
  const items = itemsIn(call, found).map((item) => ({
    ...(hidden ? { fields: renderFields(call.tenant, item) } : {}),
    ...withRelations(call, item, call.query),
  }));
  const answer = collection(call, items);
  if (!hidden) return answer;
  const body = answer.body as Json & { value: Json[] };
  return { ...answer, body: { ...body, value: body.value.map(({ fields: _fields, ...item }) => item) } };
}

/** One item comes with its fields, asked or not. */
function one(call: GraphCall): GraphReply {
  const found = listItemOf(call, listOf(call));
  const { expand, select } = call.query;
  const asked = expand?.length || select ? call.query : { expand: ['fields'] };
  return entity(call, withRelations(call, found, asked));
}

const fieldsBody = z.object({
  fields: z.unknown().optional(),
  contentType: z.object({ id: z.string().nullish(), name: z.string().nullish() }).nullish(),
});

/** Names of columns keep their case, unlike Graph's own. */
const sentFields = (call: GraphCall): unknown => {
  const body = (call.body ?? {}) as Json;
  return body.fields ?? body.Fields;
};

/** https://learn.microsoft.com/graph/api/listitem-create */
function create(call: GraphCall): GraphReply {
  const { tenant } = call;
  const found = listOf(call, 'write');
  if (found.kind === 'library') throw notSupported('Items of a document library are made by uploading files.');
  const { contentType } = readBody(fieldsBody, call.body);
  const { lists, items } = listTables(tenant);
  const others = items.by('list', found.row.id).map(({ fields }) => fields);
  const fields = withDefaults(found.columns, readFields(found.columns, sentFields(call), others));
  const { row } = found;
  const [by, now] = [callerOf(call), nowIn(tenant)];
  lists.put({ ...row, next: row.next + 1, lastModifiedBy: by, lastModifiedDateTime: now });
  const item = items.put({
    id: `${row.id}:${row.next}`,
    listId: row.id,
    number: row.next,
    fields,
    contentType: contentType?.name ?? 'Item',
    createdBy: by,
    createdDateTime: now,
    lastModifiedBy: by,
    lastModifiedDateTime: now,
    version: 1,
  });
  const made: FoundItem = { kind: 'item', list: found, item };
  return entity(call, withRelations(call, made, { expand: ['fields'] }), { status: 201 });
}

/** Holds If-Match, when it is there, against the item's. @throws GraphFailure 412 */
function requireMatch({ headers }: GraphCall, found: FoundItem): void {
  const wanted = headers['if-match']?.trim();
  const bare = (tag: string) => tag.replace(/^W\//, '').replaceAll('"', '');
  if (wanted !== undefined && wanted !== '*' && bare(wanted) !== bare(eTagOfItem(found))) throw resourceModified();
}

/** Writes fields over those that are there; what was there becomes a version of before. */
function saveFields(call: GraphCall, found: FoundItem, sent: unknown): FoundItem {
  const { tenant } = call;
  const tables = listTables(tenant);
  if (found.kind === 'file') {
    requireUnlocked(found.item, callerOf(call));
    const { FileLeafRef: _name, ...fields } = readFields(found.list.columns, sent);
    const before = tables.fileFields.get(found.item.id)?.fields ?? {};
    tables.fileFields.put({ id: found.item.id, fields: { ...before, ...fields } });
    return { ...found, item: touch(tenant, found.item, callerOf(call)) };
  }
  const { item } = found;
  const others = tables.items.by('list', item.listId).filter(({ id }) => id !== item.id);
  const fields = readFields(
    found.list.columns,
    sent,
    others.map((other) => other.fields),
  );
  return { ...found, item: nextVersion(call, item, { ...item.fields, ...fields }) };
}

function nextVersion(call: GraphCall, item: ListItemRow, fields: Json): ListItemRow {
  const { versions, items } = listTables(call.tenant);
  const { lastModifiedBy, lastModifiedDateTime, version } = item;
  versions.put({
    id: `${item.id}:${version}`,
    itemId: item.id,
    version,
    fields: item.fields,
    lastModifiedBy,
    lastModifiedDateTime,
  });
  return items.put({
    ...item,
    fields,
    lastModifiedBy: callerOf(call),
    lastModifiedDateTime: nowIn(call.tenant),
    version: version + 1,
  });
}

/** The item of the path, to be changed. */
function changeable(call: GraphCall): FoundItem {
  const found = listItemOf(call, listOf(call, 'write'));
  requireMatch(call, found);
  return found;
}

/** https://learn.microsoft.com/graph/api/listitem-update */
function updateFields(call: GraphCall): GraphReply {
  const next = saveFields(call, changeable(call), call.body);
  return entity(call, renderFields(call.tenant, next));
}

function update(call: GraphCall): GraphReply {
  const found = changeable(call);
  readBody(fieldsBody, call.body);
  const sent = sentFields(call);
  const next = sent === undefined ? found : saveFields(call, found, sent);
  return entity(call, withRelations(call, next, { expand: ['fields'] }));
}

function remove(call: GraphCall): GraphReply {
  const found = changeable(call);
  if (found.kind === 'file') removeItem(call.tenant, allowed(call, found.item, 'write'), callerOf(call));
  else listTables(call.tenant).items.delete(found.item.id);
  return { status: 204 };
}

/** Newest first. https://learn.microsoft.com/graph/api/listitem-list-versions */
function versionsOf({ tenant }: GraphCall, found: FoundItem): (Json & { id: string; fields: Json })[] {
  if (found.kind === 'file') {
    const { contentVersion, lastModifiedBy, lastModifiedDateTime } = found.item;
    const now = { lastModifiedBy: actorOf(tenant, lastModifiedBy), lastModifiedDateTime };
    return [{ id: `${contentVersion}.0`, ...now, fields: renderFields(tenant, found) }];
  }
  const { item } = found;
  const before = listTables(tenant).versions.by('item', item.id);
  return [item, ...before.sort((a, b) => b.version - a.version)].map((row) => ({
    id: `${row.version}.0`,
    lastModifiedBy: actorOf(tenant, row.lastModifiedBy),
    lastModifiedDateTime: row.lastModifiedDateTime,
    fields: renderFields(tenant, { ...found, item: { ...item, ...row, id: item.id } }),
  }));
}

function versions(call: GraphCall): GraphReply {
  const all = versionsOf(call, listItemOf(call, listOf(call)));
  const expands = call.query.expand?.includes('fields');
  return collection(
    call,
    all.map(({ fields, ...rest }) => (expands ? { ...rest, fields } : rest)),
    { pageSize: 200 },
  );
}

function version(call: GraphCall): GraphReply {
  const found = versionsOf(call, listItemOf(call, listOf(call))).find(({ id }) => id === call.params.version);
  if (!found) throw itemNotFound('The version could not be found.');
  return entity(call, found);
}

/** Puts what was there before on top, as a version of its own. */
function restore(call: GraphCall): GraphReply {
  const found = listItemOf(call, listOf(call, 'write'));
  if (found.kind === 'file') throw notSupported('The versions of a file are restored on its driveItem.');
  const kept = listTables(call.tenant).versions.get(
    `${found.item.id}:${Number.parseInt(call.params.version ?? '', 10)}`,
  );
  if (!kept) throw itemNotFound('The version could not be found.');
  nextVersion(call, found.item, kept.fields);
  return { status: 204 };
}

function fileOf(call: GraphCall, wanted: 'read' | 'write' = 'read'): ItemRow {
  const found = listItemOf(call, listOf(call));
  if (found.kind === 'item') throw itemNotFound('The list item is not a file');
  return allowed(call, found.item, wanted);
}

/** https://learn.microsoft.com/graph/api/listitem-createlink */
function link(call: GraphCall): GraphReply {
  const item = fileOf(call, 'write');
  const { permission, created } = createLink(call, item);
  return entity(call, renderPermission(call.tenant, permission, item), { status: created ? 201 : 200 });
}

/** https://learn.microsoft.com/graph/api/listitem-delta */
function feed(call: GraphCall): Feed<ListItemRow> {
  const found = listOf(call);
  if (found.kind === 'library') throw notSupported('The changes of a document library are those of its drive.');
  const { items } = listTables(call.tenant);
  const there = (item: ListItemRow): Item => ({ kind: 'item', list: found, item });
  return {
    name: 'listItems',
    table: items,
    rows: () => items.by('list', found.row.id),
    items: (row) =>
      row.listId === found.row.id
        ? [{ id: String(row.number), body: () => project(call, withRelations(call, there(row), call.query)) }]
        : [],
    gone: (id) => ({ id, deleted: { state: 'deleted' } }),
  };
}

const root = 'sites/{site}/lists/{list}/items';
const item = `${root}/{item}`;
const single: Route['options'] = ['$select', '$expand'];

/** A file as an item of its library. */
const ofFile = (call: GraphCall): FoundItem => {
  const file = itemOf(call);
  const { siteId, listId } = driveOf(call);
  return { kind: 'file', list: listOf({ ...call, params: { site: siteId, list: listId } }), item: file };
};

export const listItems: Route[] = [
  {
    method: 'GET',
    path: root,
    options: ['$select', '$filter', '$orderby', '$top', '$expand', '$skiptoken'],
    handle: list,
  },
  { method: 'POST', path: root, options: [], handle: create },
  {
    method: 'GET',
    path: `${root}/delta`,
    options: ['$select', '$expand', '$top'],
    handle: (call) => deltaReply(call, feed, { pageSize: 200 }),
  },
  { method: 'GET', path: item, options: single, handle: one },
  { method: 'PATCH', path: item, options: [], handle: update },
  { method: 'DELETE', path: item, options: [], handle: remove },
  {
    method: 'GET',
    path: `${item}/fields`,
    handle: (call) => entity(call, fieldsOf(call, listItemOf(call, listOf(call)), call.query.select)),
  },
  { method: 'PATCH', path: `${item}/fields`, options: [], handle: updateFields },
  {
    method: 'GET',
    path: `${item}/driveItem`,
    options: single,
    handle: (call) => entity(call, renderFor(call, fileOf(call))),
  },
  { method: 'POST', path: `${item}/createLink`, options: [], handle: link },
  { method: 'GET', path: `${item}/versions`, options: ['$select', '$expand', '$top', '$skiptoken'], handle: versions },
  { method: 'GET', path: `${item}/versions/{version}`, options: single, handle: version },
  { method: 'POST', path: `${item}/versions/{version}/restoreVersion`, options: [], handle: restore },
  ...driveRoots.flatMap((drive): Route[] => [
    {
      method: 'GET',
      path: `${drive}/items/{item}/listItem`,
      options: single,
      handle: (call) =>
        entity(
          call,
          withRelations(call, ofFile(call), call.query.expand?.length ? call.query : { expand: ['fields'] }),
        ),
    },
    {
      method: 'GET',
      path: `${drive}/items/{item}/listItem/fields`,
      handle: (call) => entity(call, fieldsOf(call, ofFile(call), call.query.select)),
    },
    {
      method: 'PATCH',
      path: `${drive}/items/{item}/listItem/fields`,
      options: [],
      handle(call) {
        itemOf(call, 'write');
        return entity(call, renderFields(call.tenant, saveFields(call, ofFile(call), call.body)));
      },
    },
  ]),
];
