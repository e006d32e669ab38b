import { kinds } from '../subscriptions/kinds/index.ts';
import type { Permission } from './permission.ts';

const every = (list: readonly (readonly string[])[]): string[] => [...new Set(list.flat())].sort();

/** A subscription takes what reading its resource takes: which of these that is, the area looks for itself. */
const anyKind = (page: string, ...more: string[]): Permission => ({
  delegated: [...every(kinds.map(({ delegated }) => delegated)), ...more],
  application: every(kinds.map(({ application }) => application)),
  source: `https://learn.microsoft.com/graph/api/${page}`,
});

/** Change notifications. https://learn.microsoft.com/graph/api/subscription-post-subscriptions#permissions */
export const subscriptionPermissions: Record<string, Permission> = {
  'POST subscriptions': anyKind('subscription-post-subscriptions'),
  'GET subscriptions': anyKind('subscription-list', 'Subscription.Read.All'),
  'GET subscriptions/{subscription}': anyKind('subscription-get', 'Subscription.Read.All'),
  'PATCH subscriptions/{subscription}': anyKind('subscription-update'),
  'DELETE subscriptions/{subscription}': anyKind('subscription-delete'),
  'POST subscriptions/{subscription}/reauthorize': anyKind('subscription-reauthorize'),
};
