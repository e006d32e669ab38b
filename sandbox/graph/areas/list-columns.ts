import type { Row } from '../../tenant/store.ts';
import type { GraphCall, GraphReply, Route } from '../area.ts';
import { invalidRequest, itemNotFound } from '../drive/faults.ts';
import { siteOf } from '../drive/find.ts';
import type { Json } from '../drive/render.ts';
import { nowIn } from '../drive/state.ts';
import { callerOf } from '../drive/wire.ts';
import { changedColumn, readColumn, renderColumn, siteColumns } from '../lists/columns.ts';
import { type FoundList, listOf } from '../lists/find.ts';
import { type Column, type ListRow, listTables } from '../lists/model.ts';
import { contentTypesOf, siteContentTypes } from '../lists/render.ts';
import { collection, entity } from '../odata-reply.ts';

/** The columns and the content types of SharePoint's lists and sites. https://learn.microsoft.com/graph/api/resources/columndefinition */

const page = { pageSize: 200, maxPageSize: 1000 };

export const saveList = (call: GraphCall, row: ListRow): ListRow =>
  listTables(call.tenant).lists.put({
    ...row,
    lastModifiedBy: callerOf(call),
    lastModifiedDateTime: nowIn(call.tenant),
    version: row.version + 1,
  });

/** Where columns are: in a list, or in a site for its lists to take. */
interface Columns {
  all: readonly Column[];
  /** Those that can be changed. */
  own: readonly Column[];
  put(columns: Column[]): void;
}

function columnsOf(call: GraphCall, wanted: 'read' | 'write'): Columns {
  const { tenant, params } = call;
  if (params.list === undefined) {
    const { id } = siteOf(call);
    const own = listTables(tenant).siteColumns.get(id)?.columns ?? [];
    const put = (columns: Column[]) =>
      void listTables(tenant).siteColumns.put({ id, columns } satisfies Row & { columns: Column[] });
    return { all: [...siteColumns, ...own], own, put };
  }
  const found = listOf(call, wanted);
  const own = found.row?.columns ?? [];
  return { all: found.columns, own, put: (columns) => void saveList(call, { ...rowOf(call, found), columns }) };
}

/** What is kept of a list; of a library from the first time that something is added to it. */
function rowOf({ tenant }: GraphCall, found: FoundList): ListRow {
  if (found.row) return found.row;
  if (found.kind === 'list') return found.row;
  const { drive, site } = found;
  const at = { createdDateTime: drive.createdDateTime, lastModifiedDateTime: nowIn(tenant) };
  return {
    id: drive.listId,
    siteId: site.id,
    name: drive.name,
    displayName: drive.name,
    description: drive.description,
    template: 'documentLibrary',
    hidden: false,
    contentTypesEnabled: false,
    columns: [],
    next: 1,
    createdBy: {},
    lastModifiedBy: {},
    version: 1,
    ...at,
  };
}

/** https://learn.microsoft.com/graph/api/list-post-columns */
function addColumn(call: GraphCall): GraphReply {
  const { all, own, put } = columnsOf(call, 'write');
  const column = readColumn(call.body, all);
  put([...own, column]);
  return entity(call, renderColumn(column), { status: 201 });
}

function columnIn(call: GraphCall, columns: readonly Column[]): Column {
  const { column = '' } = call.params;
  const found = columns.find(({ id, name }) => id === column || name === column);
  if (!found) throw itemNotFound('The specified column was not found');
  return found;
}

function updateColumn(call: GraphCall): GraphReply {
  const { all, own, put } = columnsOf(call, 'write');
  const before = columnIn(call, all);
  if (!own.includes(before)) throw invalidRequest('A column of SharePoint itself cannot be changed.');
  const next = changedColumn(before, call.body);
  put(own.map((column) => (column.id === next.id ? next : column)));
  return entity(call, renderColumn(next));
}

function removeColumn(call: GraphCall): GraphReply {
  const { all, own, put } = columnsOf(call, 'write');
  const column = columnIn(call, all);
  if (!own.includes(column)) throw invalidRequest('A column of SharePoint itself cannot be deleted.');
  put(own.filter(({ id }) => id !== column.id));
  return { status: 204 };
}

export const columnRoutes = (root: string): Route[] => [
  {
    method: 'GET',
    path: `${root}/columns`,
    options: ['$select', '$filter', '$top', '$skiptoken'],
    handle: (call) => collection(call, columnsOf(call, 'read').all.map(renderColumn), page),
  },
  { method: 'POST', path: `${root}/columns`, options: [], handle: addColumn },
  {
    method: 'GET',
    path: `${root}/columns/{column}`,
    handle: (call) => entity(call, renderColumn(columnIn(call, columnsOf(call, 'read').all))),
  },
  { method: 'PATCH', path: `${root}/columns/{column}`, options: [], handle: updateColumn },
  { method: 'DELETE', path: `${root}/columns/{column}`, options: [], handle: removeColumn },
];

const typesOf = (call: GraphCall): Json[] => {
  if (call.params.list !== undefined) return contentTypesOf(listOf(call));
  siteOf(call);
  return siteContentTypes;
};
export const typeRoutes = (root: string): Route[] => [
  {
    method: 'GET',
    path: `${root}/contentTypes`,
    options: ['$select', '$filter', '$top', '$skiptoken'],
    handle: (call) => collection(call, typesOf(call), page),
  },
  {
    method: 'GET',
    path: `${root}/contentTypes/{type}`,
    handle(call) {
      const found = typesOf(call).find(({ id }) => id === call.params.type);
      if (!found) throw itemNotFound('The specified content type was not found');
      return entity(call, found);
    },
  },
];
