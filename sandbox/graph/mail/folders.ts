import type { Tenant } from '../../tenant/tenant.ts';
import { unknownId } from '../mailbox.ts';
import { folderId } from './ids.ts';
import { type FolderRow, mailTables } from './model.ts';

/** The folders that every mailbox has. https://learn.microsoft.com/graph/api/resources/mailfolder */
const standard: [wellKnownName: string, displayName: string][] = [
  ['archive', 'Archive'],
  ['conversationhistory', 'Conversation History'],
  ['deleteditems', 'Deleted Items'],
  ['drafts', 'Drafts'],
  ['inbox', 'Inbox'],
  ['junkemail', 'Junk Email'],
  ['outbox', 'Outbox'],
  ['sentitems', 'Sent Items'],
];

/** The folder above all others; it is never listed. */
export const rootId = (mailboxId: string): string => folderId(mailboxId, 'msgfolderroot');
export const wellKnownId = (mailboxId: string, name: string): string => folderId(mailboxId, name.toLowerCase());

/** Those that stand beside the folder above all others, and so in no list: they are made when somebody names them. */
const beside: Record<string, string> = {
  msgfolderroot: 'Top of Information Store',
  searchfolders: 'Finder',
  recoverableitemsdeletions: 'Deletions',
  syncissues: 'Sync Issues',
  conflicts: 'Conflicts',
  localfailures: 'Local Failures',
  serverfailures: 'Server Failures',
  scheduled: 'Scheduled',
  clutter: 'Clutter',
};

function folderBeside(tenant: Tenant, mailboxId: string, name: string): FolderRow | undefined {
  const displayName = beside[name];
  if (displayName === undefined) return undefined;
  return mailTables(tenant).folders.put({
    id: folderId(mailboxId, name),
    mailboxId,
    wellKnownName: name,
    displayName,
    parentFolderId: folderId(mailboxId, 'root'),
    isHidden: false,
    version: 1,
  });
}

/** All folders of a mailbox; the standard ones are made when it is first opened. */
export function foldersOf(tenant: Tenant, mailboxId: string): FolderRow[] {
  const { folders } = mailTables(tenant);
  if (!folders.has(wellKnownId(mailboxId, 'inbox')))
    for (const [wellKnownName, displayName] of standard)
      folders.put({
        id: wellKnownId(mailboxId, wellKnownName),
        mailboxId,
        wellKnownName,
        displayName,
        parentFolderId: rootId(mailboxId),
        isHidden: false,
        version: 1,
      });
  return folders.by('mailbox', mailboxId);
}

/**
 * A folder by its id or its well-known name.
 * @throws GraphFailure 404 ErrorItemNotFound, for another mailbox's folder as well; 400 for what is no id
 */
export function folderOf(tenant: Tenant, mailboxId: string, idOrName: string): FolderRow {
  foldersOf(tenant, mailboxId);
  const { folders } = mailTables(tenant);
  const found =
    folders.get(idOrName) ??
    folders.get(wellKnownId(mailboxId, idOrName)) ??
    folderBeside(tenant, mailboxId, idOrName === rootId(mailboxId) ? 'msgfolderroot' : idOrName.toLowerCase());
  if (found?.mailboxId === mailboxId) return found;
  throw unknownId(idOrName);
}

/** Its folders and theirs. */
export function below(tenant: Tenant, folder: FolderRow): FolderRow[] {
  const children = mailTables(tenant).folders.by('parent', folder.id);
  return [...children, ...children.flatMap((child) => below(tenant, child))];
}
