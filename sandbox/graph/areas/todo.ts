import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { deltaTokens } from '../delta/options.ts';
import { deltaReply } from '../delta/reply.ts';
import { collection, entity } from '../odata-reply.ts';
import { invalidRequest } from '../todo/faults.ts';
import { listFeed } from '../todo/feed.ts';
import { listOf } from '../todo/find.ts';
import { readList } from '../todo/input.ts';
import { createList, listsOf, removeList, renameList } from '../todo/lists.ts';
import type { ListRow } from '../todo/model.ts';
import { renderList } from '../todo/render.ts';

const reply = (call: GraphCall, list: ListRow, status = 200) => entity(call, renderList(list), { status });

function list(call: GraphCall): GraphReply {
  // https://github.com/microsoftgraph/microsoft-graph-docs/issues/17694
  if (/[?&](\$|%24)filter=[^&]*wellknownListName/i.test(call.url))
    throw invalidRequest(
      'RequestBroker--ParseUri',
      "The string 'microsoft.toDo.wellknownListName' is not a valid enumeration type constant.",
    );
  return collection(call, listsOf(call.tenant, call.user.id).map(renderList), { pageSize: 20 });
}

const create = (call: GraphCall): GraphReply =>
  reply(call, createList(call.tenant, call.user.id, readList(call.body).displayName), 201);

const update = (call: GraphCall): GraphReply =>
  reply(call, renameList(call.tenant, listOf(call), readList(call.body).displayName));

function remove(call: GraphCall): GraphReply {
  removeList(call.tenant, listOf(call));
  return { status: 204 };
}

const delta = (call: GraphCall): GraphReply => deltaReply(call, listFeed);

const path = '{user}/todo/lists';
/**
 * $select is refused on lists and tasks: https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/2900,
 * https://github.com/Softeria/ms-365-mcp-server/pull/270
 */
const routes: Route[] = [
  { method: 'GET', path, options: ['$filter', '$orderby', '$top', '$skip', '$count', '$skiptoken'], handle: list },
  { method: 'POST', path, options: [], handle: create },
  { method: 'GET', path: `${path}/delta`, options: ['$top', ...deltaTokens], handle: delta },
  { method: 'GET', path: `${path}/{list}`, options: [], handle: (call) => reply(call, listOf(call)) },
  { method: 'PATCH', path: `${path}/{list}`, options: [], handle: update },
  { method: 'DELETE', path: `${path}/{list}`, options: [], handle: remove },
];

/** The lists of Microsoft To Do. https://learn.microsoft.com/graph/api/resources/todotasklist */
export const todo: Area = {
  name: 'todo',
  workload: 'todo',
  routes: routes.map((route) => ({ ...route, mailbox: true })),
};
