import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall } from '../area.ts';
import { mailTime } from '../mail/model.ts';
import { contactOf, defaultFolder, folderOf } from './folders.ts';
import { type ContactRow, contactTables } from './model.ts';

/** The folder that the path names, or the default one: /contacts shows no other. */
export const folderIdIn = ({ tenant, user, params }: GraphCall): string =>
  params.folder === undefined ? defaultFolder(tenant, user.id).id : folderOf(tenant, user.id, params.folder).id;

/** Without a folder in the path a contact is found by its id wherever it is. */
export const contactIn = (call: GraphCall): ContactRow =>
  contactOf(
    call.tenant,
    call.user.id,
    call.params.contact ?? '',
    call.params.folder === undefined ? undefined : folderIdIn(call),
  );

/** The same contact as a new version. */
export const touchContact = (tenant: Tenant, contact: ContactRow): ContactRow =>
  contactTables(tenant).contacts.put({
    ...contact,
    lastModifiedDateTime: mailTime(tenant),
    version: contact.version + 1,
  });
