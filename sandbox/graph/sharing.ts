import type { Row } from '../tenant/store.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** One person's mailbox opened to another, as Outlook's "share calendar" or a delegate does. Nobody shares in the seed. */
export interface ShareRow extends Row {
  /** `${ownerId}:${granteeId}` */
  id: string;
  ownerId: string;
  granteeId: string;
}

export const sharesOf = (tenant: Tenant) => tenant.store.table<ShareRow>('mailboxShares');

export const isSharedWith = (tenant: Tenant, ownerId: string, granteeId: string): boolean =>
  sharesOf(tenant).has(`${ownerId}:${granteeId}`);
