import { isMicrosoft365 } from '../../tenant/groups.ts';
import type { GroupRow, UserRow } from '../../tenant/model.ts';
import type { Row } from '../../tenant/store.ts';
import { type GraphCall, GraphFailure } from '../area.ts';
import { type DeltaItem, type Feed, removed } from '../delta/feed.ts';
import type { Past } from '../delta/journal.ts';
import { memberOf } from '../metadata.ts';
import { groupOf, userDefaults, userOf } from '../shapes.ts';

type Resource = Record<string, unknown>;

/** Of properties only ids can be filtered by, at most 50. https://learn.microsoft.com/graph/api/user-delta#odata-query-parameters */
function requireIds({ query: { filterText = '' } }: GraphCall): void {
  const clauses = filterText ? filterText.split(/\s+or\s+/i) : [];
  if (clauses.length <= 50 && clauses.every((clause) => /^\s*id\s+eq\s+'[^']+'\s*$/i.test(clause))) return;
  throw new GraphFailure(
    400,
    'Request_UnsupportedQuery',
    'The only supported filter of a delta query is on id, with at most 50 of them.',
  );
}

/**
 * What is told of an object: without `Prefer: return=minimal` all that is selected, or else all that has a value; with it what has
 * changed since the token alone, also to null.
 * https://learn.microsoft.com/graph/api/user-delta#optional-query-parameters
 */
function told<T extends Row>(
  { query, prefer, type }: GraphCall,
  names: readonly string[] | undefined,
  render: (row: T) => Resource,
) {
  const member = (name: string) => memberOf(type?.name ?? '', name);
  const selected = query.select?.filter((name) => !member(name)?.navigation);
  const shown = (row: T): Resource => {
    const all = render(row);
    const empty = (name: string) => (member(name)?.type.collection ? [] : null);
    return Object.fromEntries((selected ?? names ?? Object.keys(all)).map((name) => [name, all[name] ?? empty(name)]));
  };
  const hasValue = (value: unknown) => value !== null && !(Array.isArray(value) && value.length === 0);
  return {
    /** Only what is selected is followed. */
    ...(selected && { mark: (row: T) => JSON.stringify(shown(row)) }),
    body(row: T, past?: Past<T>): Resource {
      const known = past?.[0] && shown(past[0]);
      const isNews = (name: string, value: unknown) =>
        known ? JSON.stringify(value) !== JSON.stringify(known[name]) : hasValue(value);
      const kept = Object.entries(shown(row)).filter(([name, value]) =>
        prefer.return === 'minimal'
          ? isNews(name, value)
          : selected || hasValue(value) || (known && isNews(name, value)),
      );
      return { ...Object.fromEntries(kept), id: row.id };
    },
  };
}

/** People. Who is deleted can be brought back for 30 days: 'changed', not 'deleted'. */
export function userFeed(call: GraphCall): Feed<UserRow> {
  requireIds(call);
  const { users } = call.tenant.tables;
  const { mark, body } = told(call, userDefaults, (row: UserRow) => userOf(row));
  const { filter } = call.query;
  return {
    name: 'users',
    table: users,
    rows: () => users.all(),
    items: (row, past) =>
      filter && !filter({ id: row.id })
        ? []
        : [{ id: row.id, ...(mark && { mark: () => mark(row) }), body: () => body(row, past) }],
    gone: (id) => removed(id, 'changed'),
  };
}

/** Groups with who came into them and who left. https://learn.microsoft.com/graph/api/group-delta */
export function groupFeed(call: GraphCall): Feed<GroupRow> {
  requireIds(call);
  const { groups, users } = call.tenant.tables;
  const { select, filter, expand = [] } = call.query;
  const { mark, body } = told(call, undefined, groupOf);
  const idsOf = { members: (row: GroupRow) => row.memberIds, owners: (row: GroupRow) => row.ownerIds };
  const followed = (['members', 'owners'] as const).filter(
    (name) => !select || select.includes(name) || expand.includes(name),
  );
  const member = (id: string, isGone: boolean): Resource => ({
    '@odata.type': `#microsoft.graph.${users.has(id) ? 'user' : groups.has(id) ? 'group' : 'directoryObject'}`,
    id,
    ...(isGone && { '@removed': { reason: 'deleted' } }),
  });
  const changesOf = (row: GroupRow, before: GroupRow | undefined, name: 'members' | 'owners'): Resource[] => {
    const [now, known] = [new Set(idsOf[name](row)), new Set(before ? idsOf[name](before) : [])];
    return [
      ...[...known].filter((id) => !now.has(id)).map((id) => member(id, true)),
      ...[...now].filter((id) => !known.has(id)).map((id) => member(id, false)),
    ];
  };
  return {
    name: 'groups',
    table: groups,
    rows: () => groups.all(),
    items(row, past): DeltaItem[] {
      if (filter && !filter({ id: row.id })) return [];
      return [
        {
          id: row.id,
          ...(mark && { mark: () => mark(row) + JSON.stringify(followed.map((name) => idsOf[name](row))) }),
          body() {
            const changes = followed.map((name) => [`${name}@delta`, changesOf(row, past?.[0], name)] as const);
            return { ...body(row, past), ...Object.fromEntries(changes.filter(([, list]) => list.length > 0)) };
          },
        },
      ];
    },
    gone: (id, before) => removed(id, isMicrosoft365(before) ? 'changed' : 'deleted'),
  };
}
