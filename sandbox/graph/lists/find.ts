import type { GraphCall } from '../area.ts';
import { callerReaches } from '../drive/access.ts';
import { accessDenied, itemNotFound } from '../drive/faults.ts';
import { siteOf } from '../drive/find.ts';
import { listItemId } from '../drive/ids.ts';
import { type DriveRow, driveTables, type ItemRow, type SiteRow } from '../drive/model.ts';
import { descendants, rootOf } from '../drive/tree.ts';
import { libraryColumns, listColumns } from './columns.ts';
import { type Column, type ListItemRow, type ListRow, listTables } from './model.ts';

/** A list, or a library, which is a list of files. */
export type FoundList = { site: SiteRow; row?: ListRow; columns: Column[] } & (
  | { kind: 'list'; row: ListRow }
  | { kind: 'library'; drive: DriveRow }
);

const library = (call: GraphCall, site: SiteRow, drive: DriveRow): FoundList => {
  const row = listTables(call.tenant).lists.get(drive.listId);
  return {
    kind: 'library',
    site,
    drive,
    columns: [...libraryColumns, ...(row?.columns ?? [])],
    ...(row ? { row } : {}),
  };
};
const list = (site: SiteRow, row: ListRow): FoundList => ({
  kind: 'list',
  site,
  row,
  columns: [...listColumns, ...row.columns],
});

/** Everything of the site of the path that is a list, libraries first. */
export function listsIn(call: GraphCall): FoundList[] {
  const site = siteOf(call);
  const { tenant } = call;
  const drives = driveTables(tenant)
    .drives.by('site', site.id)
    .filter((drive) => callerReaches(call, rootOf(tenant, drive), 'read'));
  const libraries = new Set(drives.map(({ listId }) => listId));
  const rows = listTables(tenant)
    .lists.by('site', site.id)
    .filter(({ id }) => !libraries.has(id));
  return [...drives.map((drive) => library(call, site, drive)), ...rows.map((row) => list(site, row))];
}

export const idOf = (found: FoundList): string => (found.kind === 'library' ? found.drive.listId : found.row.id);
export const namesOf = (found: FoundList): string[] =>
  found.kind === 'library' ? [found.drive.name] : [found.row.name, found.row.displayName];

/** The list of the path, by its id or its title. @throws GraphFailure 404, 403 for one that is not to be changed */
export function listOf(call: GraphCall, wanted: 'read' | 'write' = 'read'): FoundList {
  const name = (call.params.list ?? '').toLowerCase();
  const all = listsIn(call);
  const found =
    all.find((one) => idOf(one) === name) ??
    all.find((one) => namesOf(one).some((title) => title.toLowerCase() === name));
  if (!found) throw itemNotFound('The specified list was not found');
  if (wanted === 'write') requireWriter(call, found.site);
  return found;
}

/** Who may write in a site's library may write in its lists. @throws GraphFailure 403 */
export function requireWriter(call: GraphCall, site: SiteRow): void {
  const [drive] = driveTables(call.tenant).drives.by('site', site.id);
  if (call.token.oid !== undefined && drive && !callerReaches(call, rootOf(call.tenant, drive), 'write'))
    throw accessDenied();
}

/** An item of a list, or the file that stands behind one. */
export type FoundItem = { list: FoundList } & ({ kind: 'item'; item: ListItemRow } | { kind: 'file'; item: ItemRow });

export function itemsIn(call: GraphCall, found: FoundList): FoundItem[] {
  const { tenant } = call;
  if (found.kind === 'list')
    return listTables(tenant)
      .items.by('list', found.row.id)
      .map((item) => ({ kind: 'item', list: found, item }));
  return [...descendants(tenant, found.drive.rootId)]
    .filter((item) => callerReaches(call, item, 'read'))
    .map((item) => ({ kind: 'file', list: found, item }));
}

export const numberOf = (found: FoundItem): string =>
  found.kind === 'item' ? String(found.item.number) : listItemId(found.item);

/** @throws GraphFailure 404 */
export function listItemOf(call: GraphCall, found: FoundList): FoundItem {
  const wanted = call.params.item ?? '';
  const item = itemsIn(call, found).find((one) => numberOf(one) === wanted);
  if (!item) throw itemNotFound('The specified list item was not found');
  return item;
}
