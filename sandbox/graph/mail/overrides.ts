import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { EmailAddress } from '../calendar/model.ts';

/** What a person has said of a sender's mail: that it belongs to Focused or to Other. */
export interface OverrideRow extends Row {
  mailboxId: string;
  classifyAs: 'focused' | 'other';
  address: string;
  name: string;
}

export const overridesTable = ({ store }: Tenant): Table<OverrideRow> =>
  store.table<OverrideRow>('mail.overrides', { mailbox: (override) => override.mailboxId });

/** Where a sender's mail goes in a mailbox, if its owner has said so. */
export const classificationOf = (
  tenant: Tenant,
  mailboxId: string,
  from: EmailAddress | null,
): OverrideRow['classifyAs'] | undefined =>
  overridesTable(tenant)
    .by('mailbox', mailboxId)
    .find(({ address }) => address.toLowerCase() === from?.address.toLowerCase())?.classifyAs;
