import type { Row } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { ChangeType } from '../delta/feed.ts';
import { type Feed, nowOf, type Reference } from '../delta/feed.ts';
import type { Past } from '../delta/journal.ts';
import { encrypt } from './encrypt.ts';
import type { Following, Kind } from './kinds/index.ts';
import type { SubscriptionRow } from './model.ts';
import type { Letter } from './outbox.ts';

/** What every notification says of its subscription. */
const about = (tenant: Tenant, row: SubscriptionRow): Record<string, unknown> => ({
  subscriptionId: row.id,
  subscriptionExpirationDateTime: row.expirationDateTime,
  clientState: row.clientState,
  tenantId: tenant.id,
});

/**
 * What a change is told as: undefined when nobody wants to hear of it. What is told of drives and of presence is 'updated' whatever
 * it was; so are people and groups that are new or gone, to those who have not asked for just that.
 * https://learn.microsoft.com/graph/api/resources/subscription#properties
 */
export function toldAs(kind: Kind, { changeTypes }: SubscriptionRow, type: ChangeType): ChangeType | undefined {
  if (!kind.changeTypes.includes(type)) return changeTypes[0];
  if (changeTypes.includes(type)) return type;
  return kind.service === 'directory' && changeTypes.includes('updated') ? 'updated' : undefined;
}

/** One change of one resource. https://learn.microsoft.com/graph/api/resources/changenotification */
export function changeLetter<T extends Row>(
  kind: Kind,
  row: SubscriptionRow,
  following: Following,
  feed: Feed<T>,
  { row: rowId, item: id, gone }: Reference,
  past: Past<T>,
  changeType: ChangeType,
): Letter {
  const { tenant } = following;
  const resource = kind.service === 'drive' ? row.resource : kind.locate(following, id);
  const standing = gone ? undefined : nowOf(feed, rowId, past);
  const found = standing && feed.items(standing, past).find((item) => item.id === id);
  const body = found?.body();
  const etag = body && etagOf(body);
  const resourceData = {
    '@odata.type': `#Microsoft.Graph.${kind.name}`,
    ...(kind.service !== 'drive' && { '@odata.id': resource }),
    ...(etag && { '@odata.etag': etag }),
    ...(kind.service !== 'drive' && { id }),
    ...kind.about?.(following, id),
  };
  const isRich = row.includeResourceData && body && row.encryptionCertificate;
  return {
    subscriptionId: row.id,
    body: {
      ...about(tenant, row),
      changeType,
      resource,
      resourceData,
      ...(isRich && {
        encryptedContent: encrypt(
          { ...resourceData, ...selected(body, row.target.select) },
          row.encryptionCertificate ?? '',
          row.encryptionCertificateId ?? '',
        ),
      }),
    },
    ...(isRich && { audience: row.notificationUrlAppId ?? row.applicationId }),
  };
}

export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed';

/** https://learn.microsoft.com/graph/change-notifications-lifecycle-events#structure-of-a-lifecycle-notification */
export const lifecycleLetter = (tenant: Tenant, row: SubscriptionRow, lifecycleEvent: LifecycleEvent): Letter => ({
  subscriptionId: row.id,
  body: { ...about(tenant, row), lifecycleEvent, resource: row.resource },
});

const etagOf = (body: Record<string, unknown>): string | undefined => {
  const { '@odata.etag': etag, changeKey } = body;
  return typeof etag === 'string' ? etag : typeof changeKey === 'string' ? `W/"${changeKey}"` : undefined;
};

const selected = (body: Record<string, unknown>, names: string[] | undefined): Record<string, unknown> =>
  names ? Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name))) : body;
