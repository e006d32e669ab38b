import type { GraphCall } from '../area.ts';
import { actorOf, type Json } from '../drive/render.ts';
import { nowIn } from '../drive/state.ts';
import { callerOf } from '../drive/wire.ts';
import type { FoundItem } from './find.ts';
import { type ListItemRow, listTables } from './model.ts';
import { renderFields } from './render.ts';

/** Newest first. https://learn.microsoft.com/graph/api/listitem-list-versions */
export function versionsOf({ tenant }: GraphCall, found: FoundItem): (Json & { id: string; fields: Json })[] {
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

/** The item as it is becomes a version of before; these are its fields now. */
export function nextVersion(call: GraphCall, item: ListItemRow, fields: Json): ListItemRow {
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
