import { randomUUID } from 'node:crypto';
import { servicePrincipalId } from '../../entra/tokens.ts';
import type { Area, GraphCall, GraphReply } from '../area.ts';
import { collection, entity } from '../odata-reply.ts';
import { noSubscription, refusedByService } from '../subscriptions/faults.ts';
import {
  readChangeTypes,
  readCreation,
  readExpiration,
  readRenewal,
  requireEncryption,
  requireLifecycle,
} from '../subscriptions/input.ts';
import { type Kind, kindAt } from '../subscriptions/kinds/index.ts';
import { liveSubscription, liveSubscriptions, type SubscriptionRow, subscriptionsOf } from '../subscriptions/model.ts';
import { requireRoom } from '../subscriptions/quota.ts';
import { renderSubscription } from '../subscriptions/render.ts';
import { subscriptionService } from '../subscriptions/service.ts';
import { findTarget } from '../subscriptions/target.ts';

/**
 * Holds the token against what the resource takes. With a signed-in person a mailbox is their own: those of others are an
 * application's to listen to. https://learn.microsoft.com/graph/outlook-change-notifications-overview
 * @throws GraphFailure 403
 */
function requireRight({ token }: GraphCall, { delegated, application, service }: Kind, userId?: string): void {
  const [held, wanted] = token.oid === undefined ? [token.roles, application] : [token.scp, delegated];
  const isForeign = token.oid !== undefined && userId !== undefined && userId !== token.oid && service !== 'directory';
  if (!isForeign && wanted.some((scope) => held.includes(scope))) return;
  throw refusedByService(403, 'Forbidden', 'Access is denied. Check credentials and try again.');
}

/** Who makes it: the app for somebody, or for itself. */
const makerOf = ({ tenant, token }: GraphCall): Pick<SubscriptionRow, 'applicationId' | 'creatorId'> => ({
  applicationId: token.appid,
  creatorId: token.oid ?? servicePrincipalId(tenant, token.appid),
});

/** https://learn.microsoft.com/graph/api/subscription-post-subscriptions */
async function create(call: GraphCall): Promise<GraphReply> {
  const { tenant, prefer } = call;
  const input = readCreation(call);
  const found = findTarget(call, input.resource);
  const { kind } = found;
  requireRight(call, kind, found.target.userId);
  const changeTypes = readChangeTypes(input.changeType, kind);
  requireEncryption(kind, found.target, input);
  const expiration = readExpiration(call, kind, input.expirationDateTime, input.includeResourceData === true);
  requireLifecycle(call, kind, input.lifecycleNotificationUrl, expiration.expiresAt);
  const target = { ...found.target, params: { ...found.target.params, ...kind.open?.(found.call) } };
  const immutableIds = prefer.idtype?.toLowerCase() === 'immutableid';
  const row: SubscriptionRow = {
    id: randomUUID(),
    resource: input.resource,
    target,
    follows: kind.feed({ tenant, target, immutableIds }).name,
    changeTypes,
    notificationUrl: input.notificationUrl,
    lifecycleNotificationUrl: input.lifecycleNotificationUrl || null,
    notificationUrlAppId: input.notificationUrlAppId ?? null,
    notificationQueryOptions: input.notificationQueryOptions ?? null,
    clientState: input.clientState ?? null,
    latestSupportedTlsVersion: input.latestSupportedTlsVersion ?? 'v1_2',
    includeResourceData: input.includeResourceData ?? null,
    encryptionCertificate: input.encryptionCertificate || null,
    encryptionCertificateId: input.encryptionCertificateId || null,
    ...expiration,
    ...makerOf(call),
    immutableIds,
  };
  requireRoom(tenant, kind, row);
  const service = subscriptionService(tenant);
  await service.validate(row.notificationUrl);
  if (row.lifecycleNotificationUrl) await service.validate(row.lifecycleNotificationUrl);
  // Somebody else may have made the same one while the endpoint thought about it.
  requireRoom(tenant, kind, row);
  return entity(call, renderSubscription(subscriptionsOf(tenant).put(row), true), { status: 201 });
}

/** An app's own, of the signed-in person; Subscription.Read.All shows those of other apps, and to administrators everybody's. */
function isVisible({ tenant, token, me }: GraphCall, row: SubscriptionRow, forReading: boolean): boolean {
  if (token.oid === undefined) return row.applicationId === token.appid;
  const isOwn = row.creatorId === token.oid;
  if (forReading && token.scp.includes('Subscription.Read.All')) return isOwn || me?.isAdmin === true;
  return isOwn && row.applicationId === token.appid && tenant.tables.users.has(token.oid);
}

/** The subscription that the path names. @throws GraphFailure 404 also for those of others */
function named(call: GraphCall, forReading = false): SubscriptionRow {
  const row = liveSubscription(call.tenant, call.params.subscription ?? '');
  if (!row || !isVisible(call, row, forReading)) throw noSubscription();
  return row;
}

/** https://learn.microsoft.com/graph/api/subscription-list */
function list(call: GraphCall): GraphReply {
  const rows = liveSubscriptions(call.tenant).filter((row) => isVisible(call, row, true));
  return collection(
    call,
    rows.map((row) => renderSubscription(row, false)),
    { pageSize: 100 },
  );
}

/** To be renewed, or authorized again, a subscription takes what it took to be made. */
function requireRightAgain(call: GraphCall, row: SubscriptionRow): Kind {
  const kind = kindAt(row.target.path);
  if (!kind) throw noSubscription();
  requireRight(call, kind, row.target.userId);
  return kind;
}

/** Also authorizes it again. https://learn.microsoft.com/graph/api/subscription-update */
async function renew(call: GraphCall): Promise<GraphReply> {
  const row = named(call);
  const kind = requireRightAgain(call, row);
  const { expirationDateTime, ...input } = readRenewal(call);
  const expiration: Partial<Pick<SubscriptionRow, 'expiresAt' | 'expirationDateTime'>> =
    expirationDateTime === undefined
      ? {}
      : readExpiration(call, kind, expirationDateTime, row.includeResourceData === true);
  if (expiration.expiresAt !== undefined)
    requireLifecycle(call, kind, row.lifecycleNotificationUrl, expiration.expiresAt);
  if (input.notificationUrl !== undefined && input.notificationUrl !== row.notificationUrl)
    await subscriptionService(call.tenant).validate(input.notificationUrl);
  const { paused: _, ...current } = named(call);
  const next = subscriptionsOf(call.tenant).put({ ...current, ...input, ...expiration });
  return entity(call, renderSubscription(next, true));
}

/** https://learn.microsoft.com/graph/api/subscription-reauthorize */
function reauthorize(call: GraphCall): GraphReply {
  const row = named(call);
  requireRightAgain(call, row);
  const { paused: _, ...current } = row;
  subscriptionsOf(call.tenant).put(current);
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/subscription-delete */
function remove(call: GraphCall): GraphReply {
  subscriptionsOf(call.tenant).delete(named(call).id);
  return { status: 204 };
}

/** Who wants to be told of changes. https://learn.microsoft.com/graph/api/resources/subscription */
export const subscriptions: Area = {
  name: 'subscriptions',
  workload: 'graph',
  routes: [
    { method: 'POST', path: 'subscriptions', options: [], handle: create },
    { method: 'GET', path: 'subscriptions', options: ['$skiptoken'], handle: list },
    {
      method: 'GET',
      path: 'subscriptions/{subscription}',
      options: [],
      handle: (call) => entity(call, renderSubscription(named(call, true), false)),
    },
    { method: 'PATCH', path: 'subscriptions/{subscription}', options: [], handle: renew },
    { method: 'DELETE', path: 'subscriptions/{subscription}', options: [], handle: remove },
    { method: 'POST', path: 'subscriptions/{subscription}/reauthorize', options: [], handle: reauthorize },
  ],
};
