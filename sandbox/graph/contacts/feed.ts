import type { GraphCall } from '../area.ts';
import type { Feed } from '../delta/feed.ts';
import { project } from '../odata-reply.ts';
import { defaultFolder, folderOf } from './folders.ts';
import { type ContactFolderRow, type ContactRow, contactTables } from './model.ts';
import { renderContact, renderFolder } from './render.ts';

/** The contacts of the folder that the path names, or of the default one. https://learn.microsoft.com/graph/api/contact-delta */
export function contactFeed(call: GraphCall): Feed<ContactRow> {
  const { tenant, user, params } = call;
  const { contacts } = contactTables(tenant);
  const folder =
    params.folder === undefined ? defaultFolder(tenant, user.id) : folderOf(tenant, user.id, params.folder);
  const body = (row: ContactRow) => ({
    '@odata.type': '#microsoft.graph.contact',
    ...project(call, renderContact(row)),
  });
  return {
    name: 'contacts.contacts',
    table: contacts,
    rows: () => contacts.by('folder', folder.id),
    items: (row) => (row.folderId === folder.id ? [{ id: row.id, body: () => body(row) }] : []),
  };
}

/** The folders of an address book. https://learn.microsoft.com/graph/api/contactfolder-delta */
export function contactFolderFeed(call: GraphCall): Feed<ContactFolderRow> {
  const { tenant, user } = call;
  const { folders } = contactTables(tenant);
  const body = (row: ContactFolderRow) => ({
    '@odata.type': '#microsoft.graph.contactFolder',
    ...project(call, renderFolder(row)),
  });
  return {
    name: 'contacts.folders',
    table: folders,
    rows() {
      defaultFolder(tenant, user.id);
      return folders.by('mailbox', user.id);
    },
    items: (row) => (row.mailboxId === user.id ? [{ id: row.id, body: () => body(row) }] : []),
  };
}
