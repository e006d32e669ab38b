import type { Tenant } from '../../tenant/tenant.ts';
import { type FolderRow, mailTables } from './model.ts';
import { messagesIn } from './search-folders.ts';

/** https://learn.microsoft.com/graph/api/resources/mailfolder, https://learn.microsoft.com/graph/api/resources/mailsearchfolder */
export function renderFolder(tenant: Tenant, folder: FolderRow): Record<string, unknown> {
  const { messages, folders } = mailTables(tenant);
  const { search } = folder;
  const found = search && messagesIn(tenant, folder);
  return {
    ...(search && { '@odata.type': '#microsoft.graph.mailSearchFolder' }),
    id: folder.id,
    displayName: folder.displayName,
    parentFolderId: folder.parentFolderId,
    childFolderCount: folders.by('parent', folder.id).length,
    unreadItemCount: found ? found.filter((m) => !m.isRead).length : messages.count('unreadIn', folder.id),
    totalItemCount: found ? found.length : messages.count('folder', folder.id),
    isHidden: folder.isHidden,
    ...(search && {
      isSupported: true,
      includeNestedFolders: search.includeNestedFolders,
      sourceFolderIds: search.sourceFolderIds,
      filterQuery: search.filterQuery,
    }),
  };
}
