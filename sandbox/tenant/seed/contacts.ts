import { exchangeId } from '../../graph/calendar/ids.ts';
import { defaultFolder } from '../../graph/contacts/folders.ts';
import { withNames } from '../../graph/contacts/input.ts';
import { contactTables } from '../../graph/contacts/model.ts';
import type { Tenant } from '../tenant.ts';
import { contactsOf } from './contacts-data.ts';
import { seedId } from './people.ts';

/** The address books of those who keep one. */
export function seedContacts(tenant: Tenant): void {
  const at = '2024-05-06T09:00:00Z';
  for (const [owner, list] of Object.entries(contactsOf)) {
    const mailboxId = seedId(owner);
    const { id: folderId } = defaultFolder(tenant, mailboxId);
    for (const { address, others = [], ...fields } of list) {
      const named = withNames({}, fields);
      const emailAddresses = [address, ...others].map((one) => ({ name: named.displayName ?? one, address: one }));
      contactTables(tenant).contacts.put({
        id: exchangeId(mailboxId, `contact ${address}`),
        mailboxId,
        folderId,
        fields: { ...named, emailAddresses },
        createdDateTime: at,
        lastModifiedDateTime: at,
        version: 1,
      });
    }
  }
}
