import type { SubscriptionRow } from './model.ts';

/**
 * https://learn.microsoft.com/graph/api/resources/subscription
 * @param secret the clientState as well: for who has just written it
 */
export const renderSubscription = (row: SubscriptionRow, secret: boolean): Record<string, unknown> => ({
  id: row.id,
  resource: row.resource,
  applicationId: row.applicationId,
  changeType: row.changeTypes.join(','),
  clientState: secret ? row.clientState : null,
  notificationUrl: row.notificationUrl,
  notificationQueryOptions: row.notificationQueryOptions,
  lifecycleNotificationUrl: row.lifecycleNotificationUrl,
  expirationDateTime: row.expirationDateTime,
  creatorId: row.creatorId,
  includeResourceData: row.includeResourceData,
  latestSupportedTlsVersion: row.latestSupportedTlsVersion,
  // What it is encrypted for the app knows; which of its certificates that is, the id tells.
  encryptionCertificate: null,
  encryptionCertificateId: row.encryptionCertificateId,
  notificationUrlAppId: row.notificationUrlAppId,
});
