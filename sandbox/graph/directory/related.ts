import type { GroupRow, UserRow } from '../../tenant/model.ts';
import { type GraphCall, GraphFailure, type GraphReply, type ODataOption, type Route } from '../area.ts';
import { plainNumber } from '../count.ts';
import { collection } from '../odata-reply.ts';
import { searchMatcher } from '../search.ts';
import { groupObject, userDefaults, userObject } from '../shapes.ts';

/** Objects of the directory as the tables keep them. */
export interface Found {
  users?: Iterable<UserRow>;
  groups?: Iterable<GroupRow>;
}
type Item = Record<string, unknown>;

export const directoryPage = { pageSize: 100, maxPageSize: 999 };
export const listOptions: ODataOption[] = [
  '$select',
  '$filter',
  '$orderby',
  '$top',
  '$count',
  '$search',
  '$skiptoken',
  '$expand',
];

const isEventual = ({ headers }: GraphCall) => headers.consistencylevel?.toLowerCase() === 'eventual';

/** The items that $search and $filter leave. */
function matching({ query: { search, filter } }: GraphCall, items: Item[]): Item[] {
  const found = search === undefined ? items : items.filter(searchMatcher(search));
  return filter ? found.filter(filter) : found;
}

/**
 * How many there are, as plain text. https://learn.microsoft.com/graph/aad-advanced-queries
 * @throws GraphFailure 400 for those who do not say that a late count will do
 */
export function counted(call: GraphCall, items: Item[]): GraphReply {
  if (!isEventual(call)) throw new GraphFailure(400, 'Request_BadRequest', '$count is not currently supported.');
  return plainNumber(matching(call, items).length);
}

/** Without $select a user comes with the properties that are a user's default, a group with all of its own. */
const withDefaults = (item: Item): Item =>
  item['@odata.type'] === '#microsoft.graph.user'
    ? Object.fromEntries(Object.entries(item).filter(([name]) => name.includes('@') || defaults.has(name)))
    : item;
const defaults = new Set<string>(userDefaults);

/** @throws GraphFailure 400: what hangs together can be filtered and ordered by advanced queries alone */
function requireAdvanced(call: GraphCall): void {
  const { filter, orderby, count } = call.query;
  if ((filter || orderby) && !(isEventual(call) && count))
    throw new GraphFailure(
      400,
      'Request_UnsupportedQuery',
      'The specified filter to the reference property query is currently not supported.',
    );
}

function listed(call: GraphCall, items: Item[], context?: string): GraphReply {
  requireAdvanced(call);
  const found = matching(call, items);
  const { select } = call.query;
  const unfiltered = { ...call, query: { ...call.query, filter: undefined } };
  return collection(unfiltered, select ? found : found.map(withDefaults), {
    ...directoryPage,
    ...(context && { context: `${context}${select ? `(${select.join(',')})` : ''}` }),
  });
}

const objects = ({ users = [], groups = [] }: Found): Item[] => [
  ...[...groups].map(groupObject),
  ...[...users].map(userObject),
];
const untyped = (items: Item[]) => items.map(({ '@odata.type': _, ...item }) => item);

/** What a cast leaves of a list, and the set that its answer is said to be of. */
const casts: [cast: string, set: string, of: (found: Found) => Item[]][] = [
  ['microsoft.graph.user', 'users', ({ users }) => objects({ users })],
  ['microsoft.graph.group', 'groups', ({ groups }) => objects({ groups })],
];

/**
 * The routes of a relation between objects of the directory: the list, its number, and both for people and for groups alone.
 * https://learn.microsoft.com/graph/api/group-list-members
 */
export function relationRoutes(path: string, find: (call: GraphCall) => Found): Route[] {
  const get = (suffix: string, handle: Route['handle']): Route => ({
    method: 'GET',
    path: `${path}${suffix}`,
    options: listOptions.filter((option) => option !== '$expand'),
    handle,
  });
  return [
    get('', (call) => listed(call, objects(find(call)))),
    get('/$count', (call) => counted(call, objects(find(call)))),
    ...casts.flatMap(([cast, set, of]) => [
      get(`/${cast}`, (call) => listed(call, untyped(of(find(call))), set)),
      get(`/${cast}/$count`, (call) => counted(call, of(find(call)))),
    ]),
  ];
}
