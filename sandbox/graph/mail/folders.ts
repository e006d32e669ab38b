import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { itemNotFound } from '../calendar/faults.ts';
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
  const found = folders.get(idOrName) ?? folders.get(wellKnownId(mailboxId, idOrName));
  if (found?.mailboxId === mailboxId) return found;
  if (!/^A[AQ]MkA/.test(idOrName)) throw new GraphFailure(400, 'ErrorInvalidIdMalformed', 'Id is malformed.');
  throw itemNotFound();
}

/** Its folders and theirs. */
export function below(tenant: Tenant, folder: FolderRow): FolderRow[] {
  const children = mailTables(tenant).folders.by('parent', folder.id);
  return [...children, ...children.flatMap((child) => below(tenant, child))];
}

/** @throws GraphFailure 409 ErrorFolderExists when its parent has one of this name */
export function requireFreeName(tenant: Tenant, parentFolderId: string, displayName: string, except?: string): void {
  const taken = mailTables(tenant)
    .folders.by('parent', parentFolderId)
    .some((f) => f.id !== except && f.displayName.toLowerCase() === displayName.toLowerCase());
  if (taken)
    throw new GraphFailure(
      409,
      'ErrorFolderExists',
      `A folder with the specified name already exists., ${displayName}`,
    );
}

/** @throws GraphFailure 400 for a folder that Outlook keeps itself */
export function requireOwn(folder: FolderRow, what: 'deleted' | 'renamed' | 'moved'): void {
  if (folder.wellKnownName === null) return;
  const code = {
    deleted: 'ErrorDeleteDistinguishedFolder',
    renamed: 'ErrorCannotUpdateDistinguishedFolder',
    moved: 'ErrorMoveDistinguishedFolder',
  }[what];
  throw new GraphFailure(400, code, `The distinguished folder cannot be ${what}.`);
}
