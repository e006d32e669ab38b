import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { flag, readBody, resource } from '../calendar/wire.ts';
import { folderOf } from './folders.ts';
import type { FolderRow, SavedSearch } from './model.ts';
import { readFilter } from './search-folders.ts';

const name = z.string().trim().min(1).max(255);
const search = {
  filterQuery: z.string().min(1).optional(),
  sourceFolderIds: z.array(z.string().min(1)).min(1).max(100).optional(),
  includeNestedFolders: flag.nullish(),
};
type SearchInput = z.output<z.ZodObject<typeof search>>;

/** What Outlook keeps of a folder itself. */
const kept = 'id parentFolderId childFolderCount unreadItemCount totalItemCount wellKnownName sizeInBytes isSupported';
const newFolder = resource({ displayName: name, isHidden: flag.nullish(), ...search }, kept);
const change = resource({ displayName: name.optional(), ...search }, `${kept} isHidden`);

const unreadable = () => new GraphFailure(400, 'UnableToDeserializePostBody', 'were unable to deserialize ');

/** The folders that a search is to look into. @throws GraphFailure 404 and 400, as folderOf */
const sourcesIn = (tenant: Tenant, mailboxId: string, ids: string[]) =>
  ids.map((id) => folderOf(tenant, mailboxId, id).id);

/**
 * A folder to be made, or a search folder.
 * @throws GraphFailure 400 for another type, and for a search folder that does not say what it looks for, and where
 */
export function readNewFolder(
  tenant: Tenant,
  mailboxId: string,
  body: unknown,
): { displayName: string; isHidden: boolean; search?: SavedSearch } {
  const { displayName, isHidden, filterQuery, sourceFolderIds, includeNestedFolders } = readBody(newFolder, body);
  const about = { displayName, isHidden: isHidden ?? false };
  const given = String((body as Record<string, unknown>)['@odata.type'] ?? 'mailFolder');
  const type = given.replace(/^#?microsoft\.graph\./i, '').toLowerCase();
  if (type === 'mailfolder') {
    if (filterQuery !== undefined || sourceFolderIds !== undefined) throw unreadable();
    return about;
  }
  if (type !== 'mailsearchfolder') throw unreadable();
  if (!filterQuery || !sourceFolderIds)
    throw new GraphFailure(400, 'ErrorInvalidRequest', 'A search folder needs a filterQuery and sourceFolderIds.');
  readFilter(filterQuery);
  const sources = sourcesIn(tenant, mailboxId, sourceFolderIds);
  return {
    ...about,
    search: { filterQuery, sourceFolderIds: sources, includeNestedFolders: includeNestedFolders ?? false },
  };
}

/** What is to become of a folder. @throws GraphFailure 400 for a search in one that is no search folder */
export function readChange(
  tenant: Tenant,
  folder: FolderRow,
  body: unknown,
): { displayName: string; search: SavedSearch | undefined } {
  const { displayName = folder.displayName, ...changes } = readBody(change, body);
  return { displayName, search: changedSearch(tenant, folder, changes) };
}

function changedSearch(
  tenant: Tenant,
  { search: before, mailboxId }: FolderRow,
  { filterQuery, sourceFolderIds, includeNestedFolders }: SearchInput,
): SavedSearch | undefined {
  if (filterQuery === undefined && sourceFolderIds === undefined && includeNestedFolders == null) return before;
  if (!before) throw unreadable();
  if (filterQuery !== undefined) readFilter(filterQuery);
  return {
    filterQuery: filterQuery ?? before.filterQuery,
    sourceFolderIds: sourceFolderIds ? sourcesIn(tenant, mailboxId, sourceFolderIds) : before.sourceFolderIds,
    includeNestedFolders: includeNestedFolders ?? before.includeNestedFolders,
  };
}
