import type { GraphCall } from '../area.ts';
import type { DeltaItem, Feed } from '../delta/feed.ts';
import { project } from '../odata-reply.ts';
import { callerReaches } from './access.ts';
import { notSupported } from './faults.ts';
import { itemOf } from './find.ts';
import { driveTables, type ItemRow } from './model.ts';
import { renderDeleted, renderItem } from './render.ts';
import { descendants } from './tree.ts';

/** The option that a token stands for which is a time: what has changed since. */
export const startsFrom = (token: string): string | undefined =>
  /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(token) ? `since=${encodeURIComponent(token)}` : undefined;

/**
 * A drive, what holds before what is held. What was deleted stays in the table, as in the recycle bin.
 * https://learn.microsoft.com/graph/api/driveitem-delta
 */
export function driveFeed(call: GraphCall): Feed<ItemRow> {
  const { tenant } = call;
  const root = itemOf(call);
  if (root.parentId !== null) throw notSupported('Delta is supported on the root of a drive only.');
  const { items } = driveTables(tenant);
  const since = call.plain.since === undefined ? undefined : Date.parse(call.plain.since);
  const changedAt = (row: ItemRow) => Date.parse(row.deletedDateTime ?? row.lastModifiedDateTime);
  const there = (row: ItemRow): DeltaItem => ({ id: row.id, body: () => project(call, renderItem(tenant, row)) });
  const gone = (row: ItemRow): DeltaItem => ({ id: row.id, body: () => renderDeleted(tenant, row) });
  return {
    name: 'driveItems',
    table: items,
    *rows() {
      if (since === undefined) {
        yield root;
        yield* descendants(tenant, root.id);
      } else for (const row of items.by('drive', root.driveId)) if (changedAt(row) > since) yield row;
    },
    items(row) {
      if (row.driveId !== root.driveId || !callerReaches(call, row, 'read')) return [];
      if (row.deletedDateTime === undefined) return [there(row)];
      return since === undefined ? [] : [gone(row)];
    },
    gone: (id, before) => renderDeleted(tenant, items.get(id) ?? before),
  };
}
