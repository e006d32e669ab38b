import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall, GraphReply } from '../area.ts';
import { contextOf } from '../context.ts';
import { type FoundItem, listOf } from '../lists/find.ts';
import { renderFields, renderListItem } from '../lists/render.ts';
import { nextLink, project } from '../odata-reply.ts';
import { openSkiptoken } from '../skiptoken.ts';
import { invalidRequest } from './faults.ts';
import type { ItemRow } from './model.ts';
import { permissionsFor } from './permissions.ts';
import { type Json, renderItem } from './render.ts';
import { thumbnailsOf } from './thumbnails.ts';
import { childrenOf, driveOfItem, sizeOf } from './tree.ts';

/** What a page holds when nobody asks, and at most. https://learn.microsoft.com/graph/api/driveitem-list-children */
const usualPage = 200;
const largestPage = 1000;

type Key = (tenant: Tenant, item: ItemRow) => string | number;
const keys: Record<string, Key> = {
  name: (_tenant, item) => item.name.toLowerCase(),
  size: sizeOf,
  lastModifiedDateTime: (_tenant, item) => item.lastModifiedDateTime,
  createdDateTime: (_tenant, item) => item.createdDateTime,
};

/** The children of folders in the order that was asked for, so that the next page does not sort them again. */
const listings = new WeakMap<Tenant['store'], Map<string, ItemRow[]>>();

function listingsOf(tenant: Tenant): Map<string, ItemRow[]> {
  const known = listings.get(tenant.store);
  if (known) return known;
  const fresh = new Map<string, ItemRow[]>();
  listings.set(tenant.store, fresh);
  tenant.store.onChange((table) => {
    if (table === 'driveItems') fresh.clear();
  });
  return fresh;
}

/** The children of a folder, a page of them. */
export function childrenPage(call: GraphCall, folder: ItemRow): GraphReply {
  const cached = listingsOf(call.tenant);
  const key = JSON.stringify([folder.id, call.query.orderby ?? []]);
  const rows = cached.get(key) ?? ordered(call, childrenOf(call.tenant, folder.id), [['name', false]]);
  cached.set(key, rows);
  return page(call, rows);
}

/** Items of any kind, a page of them, in the order that is asked for, or else in the one they are given in. */
export const itemsPage = (call: GraphCall, rows: ItemRow[], render?: (item: ItemRow) => Json): GraphReply =>
  page(call, ordered(call, rows, []), render);

function ordered(call: GraphCall, rows: ItemRow[], usual: [name: string, descending: boolean][]): ItemRow[] {
  const { tenant, query } = call;
  const asked = query.orderby?.map(({ path, descending }): [string, boolean] => [path.join('/'), descending]) ?? usual;
  if (asked.length === 0) return rows;
  const columns = asked.map(([name, descending]) => {
    const key = keys[name];
    if (!key) throw invalidRequest(`Items cannot be ordered by '${name}'.`);
    return { descending, values: new Map(rows.map((row) => [row.id, key(tenant, row)])) };
  });
  return [...rows].sort((a, b) => {
    for (const { descending, values } of columns) {
      const [x, y] = [values.get(a.id) ?? '', values.get(b.id) ?? ''];
      if (x !== y) return x < y === descending ? 1 : -1;
    }
    return 0;
  });
}

/** Renders only what is on the page: a folder may hold thousands. */
function page(call: GraphCall, rows: ItemRow[], render = (item: ItemRow) => renderFor(call, item)): GraphReply {
  const { query } = call;
  const { filter } = query;
  const kept = filter ? rows.filter((row) => filter(render(row))) : rows;
  // More than a page can hold is not refused: the rest is on the next one.
  const size = Math.min(query.top ?? usualPage, largestPage);
  const start = query.skiptoken === undefined ? 0 : openSkiptoken(call, query.skiptoken);
  const end = start + size;
  return {
    body: {
      '@odata.context': contextOf(call, true),
      ...(size > 0 && end < kept.length ? { '@odata.nextLink': nextLink(call, end) } : {}),
      value: kept.slice(start, end).map((row) => project(call, render(row))),
    },
  };
}

/** An item with the relations that were asked for. */
export function renderFor(call: GraphCall, item: ItemRow): Json {
  const { tenant, query } = call;
  const relations: Record<string, () => unknown> = {
    children: () =>
      childrenOf(tenant, item.id)
        .slice(0, usualPage)
        .map((child) => chosen(renderItem(tenant, child), query.expandSelect?.children)),
    permissions: () => permissionsFor(call, item),
    thumbnails: () => thumbnailsOf(tenant, item),
    listItem: () => listItemBehind(call, item),
  };
  const expanded = (query.expand ?? []).map((name) => {
    const relation = relations[name];
    if (!relation) throw invalidRequest(`'${name}' cannot be expanded.`);
    return [name, relation()] as const;
  });
  return { ...renderItem(tenant, item), ...Object.fromEntries(expanded) };
}

/** The item of its library that a file is, with its fields where they are expanded too. */
function listItemBehind(call: GraphCall, item: ItemRow): Json {
  const { listId, siteId } = driveOfItem(call.tenant, item);
  const list = listOf({ ...call, params: { site: siteId, list: listId } });
  const found: FoundItem = { kind: 'file', list, item };
  const withFields = call.query.expandNested?.listItem?.expand?.includes('fields');
  return {
    ...renderListItem(call.tenant, found),
    ...(withFields ? { fields: renderFields(call.tenant, found) } : {}),
  };
}

const chosen = (item: Json, select: string[] | undefined): Json =>
  select ? Object.fromEntries(select.filter((name) => name in item).map((name) => [name, item[name]])) : item;
