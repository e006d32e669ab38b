import type { GraphCall } from '../area.ts';
import { itemNotFound } from '../calendar/faults.ts';
import { folderOf } from './folders.ts';
import { messageOf } from './messages.ts';
import type { MailRow } from './model.ts';
import { isFound } from './search-folders.ts';

/**
 * The message that the path names; it has to be in the folder that the path names, or among what a search folder finds.
 * @throws GraphFailure 404, for another mailbox's message as well; 400 for what is no id
 */
export function messageIn(call: GraphCall): MailRow {
  const { tenant, user, params } = call;
  const found = messageOf(tenant, user.id, params.message ?? '');
  if (params.folder === undefined) return found;
  const folder = folderOf(tenant, user.id, params.folder);
  if (folder.search ? !isFound(tenant, folder, found) : found.folderId !== folder.id) throw itemNotFound();
  return found;
}
