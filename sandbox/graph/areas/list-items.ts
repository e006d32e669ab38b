import { z } from 'zod';
import type { GraphCall, GraphReply, Route } from '../area.ts';
import type { Feed } from '../delta/feed.ts';
import { deltaReply } from '../delta/reply.ts';
import { invalidRequest, notSupported, resourceModified } from '../drive/faults.ts';
import { allowed } from '../drive/find.ts';
import type { Json } from '../drive/render.ts';
import { nowIn } from '../drive/state.ts';
import { callerOf, readBody } from '../drive/wire.ts';
import { removeItem } from '../drive/write.ts';
import { columnNamed, readFields, withDefaults } from '../lists/fields.ts';
import { type FoundItem, type FoundList, itemsIn, listItemOf, listOf } from '../lists/find.ts';
import { type ListItemRow, listTables } from '../lists/model.ts';
import { fieldsOf, withRelations } from '../lists/relations.ts';
import { eTagOfItem, renderFields } from '../lists/render.ts';
import { saveFields } from '../lists/save.ts';
import { collection, entity, project } from '../odata-reply.ts';

/** Items of SharePoint's lists. https://learn.microsoft.com/graph/api/resources/listitem */

type Item = Extract<FoundItem, { kind: 'item' }>;

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
];
