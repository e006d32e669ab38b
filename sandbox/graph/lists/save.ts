import type { GraphCall } from '../area.ts';
import { callerOf } from '../drive/wire.ts';
import { requireUnlocked, touch } from '../drive/write.ts';
import { readFields } from './fields.ts';
import type { FoundItem } from './find.ts';
import { listTables } from './model.ts';
import { nextVersion } from './versions.ts';

/** Writes fields over those that are there; what was there becomes a version of before. */
export function saveFields(call: GraphCall, found: FoundItem, sent: unknown): FoundItem {
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
