import type { UserRow } from './model.ts';
import type { AideRegistration } from './registration.ts';
import type { Tenant } from './tenant.ts';

/** What a tenant begins with, and goes back to when it is reset. */
export interface Content {
  /** e.g. 'contoso.com' */
  domain: string;
  /** Names its snapshot, so that one content is never taken for another. Letters, digits, dashes. */
  name: string;
  /** Puts it into an empty tenant. */
  fill(tenant: Tenant, aide: AideRegistration, root?: string): void;
  /** What is made when somebody's mailbox is first opened; called before each use of a mailbox, so it notes what it has done. */
  fillMailbox?(tenant: Tenant, user: UserRow): void;
}
