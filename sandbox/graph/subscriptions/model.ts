import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { ChangeType } from '../delta/feed.ts';

/** What a subscription's `resource` names. */
export interface Target {
  /** The template of the kind of resource: '{user}/events'. */
  path: string;
  /** Whose it is, on paths that begin with {user}. */
  userId?: string;
  /** Values of the other `{…}` of the template, decoded. */
  params: Record<string, string>;
  /** Of a notification with resource data. */
  select?: string[];
  /** $filter as it was written: only what it leaves is told. */
  filter?: string;
}

/** A subscription: Graph's own properties, and what the service knows besides. */
export interface SubscriptionRow extends Row {
  /** As the client wrote it. */
  resource: string;
  target: Target;
  /** The table whose journal tells of changes. */
  follows: string;
  changeTypes: ChangeType[];
  notificationUrl: string;
  lifecycleNotificationUrl: string | null;
  notificationUrlAppId: string | null;
  notificationQueryOptions: string | null;
  clientState: string | null;
  latestSupportedTlsVersion: string;
  includeResourceData: boolean | null;
  encryptionCertificate: string | null;
  encryptionCertificateId: string | null;
  /** Milliseconds since 1970, by the tenant's clock. */
  expiresAt: number;
  /** As it was written: Graph gives back all seven digits. */
  expirationDateTime: string;
  applicationId: string;
  /** The person that the app acted for, or else its own service principal. */
  creatorId: string;
  /** The ids of Outlook items that do not change when they move: Prefer: IdType="ImmutableId" when it was made. */
  immutableIds: boolean;
  /** Waits to be authorized again: until then changes are not told. */
  paused?: boolean;
}

/** Every subscription there is; expired ones go when somebody comes across them. */
export const subscriptionsOf = ({ store }: Tenant): Table<SubscriptionRow> =>
  store.table<SubscriptionRow>(tableName, {
    follows: (row) => row.follows,
    user: (row) => row.target.userId,
    application: (row) => row.applicationId,
  });
export const tableName = 'graph.subscriptions';

export const isLive = ({ clock }: Tenant, row: SubscriptionRow): boolean => row.expiresAt > clock.now().getTime();

/** A subscription that has not expired. */
export function liveSubscription(tenant: Tenant, id: string): SubscriptionRow | undefined {
  const table = subscriptionsOf(tenant);
  const row = table.get(id);
  if (!row || isLive(tenant, row)) return row;
  table.delete(id);
  return undefined;
}

/** Every subscription that has not expired. */
export const liveSubscriptions = (tenant: Tenant): SubscriptionRow[] =>
  [...subscriptionsOf(tenant).all()].filter((row) => isLive(tenant, row));
