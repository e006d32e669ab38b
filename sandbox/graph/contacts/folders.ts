import type { Tenant } from '../../tenant/tenant.ts';
import { dropItemData } from '../item-data/index.ts';
import { rootId } from '../mail/folders.ts';
import { folderId } from '../mail/ids.ts';
import { unknownId } from '../mailbox.ts';
import { photosOf } from '../photos/store.ts';
import { type ContactFolderRow, type ContactRow, contactTables } from './model.ts';

const wellKnown = 'contacts';

/** The folder that a new contact goes to and that /contacts lists; it is made when it is first asked for. */
export function defaultFolder(tenant: Tenant, mailboxId: string): ContactFolderRow {
  const { folders } = contactTables(tenant);
  const id = folderId(mailboxId, wellKnown);
  return (
    folders.get(id) ??
    folders.put({
      id,
      mailboxId,
      wellKnownName: wellKnown,
      displayName: 'Contacts',
      parentFolderId: rootId(mailboxId),
    })
  );
}

/** The folders at the top: the default one and those beside it. */
export function topFolders(tenant: Tenant, mailboxId: string): ContactFolderRow[] {
  const { parentFolderId } = defaultFolder(tenant, mailboxId);
  return contactTables(tenant).folders.by('parent', parentFolderId);
}

/**
 * A folder by its id or its well-known name.
 * @throws GraphFailure 404 ErrorItemNotFound, for another mailbox's folder as well; 400 for what is no id
 */
export function folderOf(tenant: Tenant, mailboxId: string, idOrName: string): ContactFolderRow {
  const standard = defaultFolder(tenant, mailboxId);
  if (idOrName.toLowerCase() === wellKnown) return standard;
  const found = contactTables(tenant).folders.get(idOrName);
  if (found?.mailboxId === mailboxId) return found;
  throw unknownId(idOrName);
}

/** With its photo and what apps have put at it. */
export function removeContact(tenant: Tenant, { id }: ContactRow): void {
  contactTables(tenant).contacts.delete(id);
  photosOf(tenant).delete(id);
  dropItemData(tenant, id);
}

/** With its folders and everything in them. */
export function removeFolder(tenant: Tenant, folder: ContactFolderRow): void {
  const { folders, contacts } = contactTables(tenant);
  for (const child of folders.by('parent', folder.id)) removeFolder(tenant, child);
  for (const contact of contacts.by('folder', folder.id)) removeContact(tenant, contact);
  folders.delete(folder.id);
}

/** @throws GraphFailure 404 ErrorItemNotFound, for another mailbox's contact as well; 400 for what is no id */
export function contactOf(tenant: Tenant, mailboxId: string, id: string, folder?: string): ContactRow {
  const found = contactTables(tenant).contacts.get(id);
  if (found?.mailboxId === mailboxId && (folder === undefined || found.folderId === folder)) return found;
  throw unknownId(id);
}
