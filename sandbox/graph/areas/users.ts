import type { UserRow } from '../../tenant/model.ts';
import { type Area, type GraphCall, GraphFailure, type GraphReply } from '../area.ts';
import { possibleUsers } from '../directory/found.ts';
import { counted } from '../directory/related.ts';
import { type Listing, listingReply } from '../listing.ts';
import { entity } from '../odata-reply.ts';
import { searchMatcher } from '../search.ts';
import { userDefaults, userOf } from '../shapes.ts';

/** Users of the directory. https://learn.microsoft.com/graph/api/resources/user */
export const users: Area = {
  name: 'users',
  workload: 'directory',
  routes: [
    {
      method: 'GET',
      path: '{user}',
      // $count=true comes with advanced queries, and counts nothing here.
      options: ['$select', '$expand', '$count'],
      handle: (call) => entity(call, resource(call, call.user), { defaults: userDefaults, context: contextOf(call) }),
    },
    {
      method: 'GET',
      path: 'users',
      options: ['$select', '$filter', '$orderby', '$top', '$count', '$search', '$expand', '$skiptoken'],
      handle: list,
    },
    {
      method: 'GET',
      path: 'users/$count',
      options: ['$filter', '$search'],
      handle: (call) =>
        counted(
          call,
          [...call.tenant.tables.users.all()].map((row) => userOf(row)),
        ),
    },
  ],
};

/** Kept outside of the directory: one user shows them, a list does not. https://learn.microsoft.com/graph/api/user-list */
const keptElsewhere = new Set([
  'aboutMe',
  'birthday',
  'hireDate',
  'interests',
  'mailboxSettings',
  'mySite',
  'pastProjects',
  'preferredName',
  'responsibilities',
  'schools',
  'skills',
]);

function list(call: GraphCall): GraphReply {
  if (call.query.select?.some((path) => keptElsewhere.has(path.split('/')[0] ?? '')))
    throw new GraphFailure(501, 'NotImplemented', 'This operation target is not yet supported.');
  return listingReply(call, everybody(call), { pageSize: 100, maxPageSize: 999, defaults: userDefaults });
}

/** All people, or those whom a $search finds. What is told of others depends on who asks. */
function everybody(call: GraphCall): Listing<UserRow> {
  const { search, expand = [] } = call.query;
  return {
    tables: ['users'],
    scope: JSON.stringify([seesOnlyBasics(call, { id: '' }) && call.token.oid, expand]),
    rows() {
      const matches = search === undefined ? undefined : searchMatcher(search);
      return possibleUsers(call.tenant, call.query).filter(
        (row) => !matches || matches(userOf(row, seesOnlyBasics(call, row))),
      );
    },
    render: (row) => resource(call, row),
  };
}

/** The user, with the relations that were asked for. */
function resource(call: GraphCall, row: UserRow): Record<string, unknown> {
  const { expand = [], expandSelect = {}, expandLevels = {} } = call.query;
  const { users: table } = call.tenant.tables;
  const relations: Record<string, () => unknown> = {
    manager: () => managerOf(call, row, expandSelect.manager, expandLevels.manager),
    directReports: () => table.by('manager', row.id).map((report) => related(report, expandSelect.directReports)),
  };
  const expanded = expand.flatMap((name) => {
    const value = relations[name]?.();
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...userOf(row, seesOnlyBasics(call, row)), ...Object.fromEntries(expanded) };
}

/** The manager, with as many managers above in it as `$levels` asks for. */
function managerOf(call: GraphCall, row: UserRow, select: string[] | undefined, levels = 1): unknown {
  const manager = call.tenant.tables.users.get(row.managerId ?? '');
  if (!manager) return undefined;
  const above = levels > 1 ? managerOf(call, manager, select, levels - 1) : undefined;
  return { ...related(manager, select), ...(above === undefined ? {} : { manager: above }) };
}

function related(row: UserRow, select: readonly string[] = userDefaults) {
  const user = userOf(row);
  return {
    '@odata.type': '#microsoft.graph.user',
    ...Object.fromEntries(select.filter((name) => name in user).map((name) => [name, user[name]])),
  };
}

/** User.ReadBasic.All opens names and mail of others, and nothing more of them. */
function seesOnlyBasics({ token }: GraphCall, row: Pick<UserRow, 'id'>): boolean {
  const held = token.oid === undefined ? token.roles : token.scp;
  const wide = /^(User\.Read(Write)?\.All|Directory\.)/;
  return row.id !== token.oid && !held.some((scope) => wide.test(scope));
}

const contextOf = ({ query }: GraphCall) => `users${query.select ? `(${query.select.join(',')})` : ''}/$entity`;
