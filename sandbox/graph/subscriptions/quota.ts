import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { alreadyThere } from './faults.ts';
import { type Kind, kindAt } from './kinds/index.ts';
import { liveSubscriptions, type SubscriptionRow } from './model.ts';

/** How many subscriptions of a kind there may be at once, of those that `counts` names. */
interface Quota {
  of(kind: Kind): boolean;
  most: number;
  counts(other: SubscriptionRow, row: SubscriptionRow): boolean;
  what: string;
}

const sameApp = (a: SubscriptionRow, b: SubscriptionRow) => a.applicationId === b.applicationId;
const samePlace = (a: SubscriptionRow, b: SubscriptionRow) =>
  a.target.path === b.target.path && JSON.stringify(a.target.params) === JSON.stringify(b.target.params);
const ofService =
  (service: Kind['service']) =>
  (kind: Kind): boolean =>
    kind.service === service;

/** https://learn.microsoft.com/graph/change-notifications-overview#supported-resources */
const quotas: Quota[] = [
  { of: ofService('outlook'), most: 1_000, counts: (a, b) => a.target.userId === b.target.userId, what: 'mailbox' },
  { of: ofService('directory'), most: 100, counts: sameApp, what: 'app and tenant combination' },
  { of: ofService('directory'), most: 1_000, counts: () => true, what: 'tenant' },
  {
    of: ({ path }) => /^(chats\/\{|teams\/\{)/.test(path),
    most: 1,
    counts: (a, b) => sameApp(a, b) && samePlace(a, b),
    what: 'app and team, channel or chat combination',
  },
  {
    of: ({ path }) => path === '{user}/chats/getAllMessages',
    most: 10,
    counts: (a, b) => a.target.userId === b.target.userId,
    what: 'user',
  },
  { of: ofService('teams'), most: 10_000, counts: () => true, what: 'organization' },
  {
    of: ofService('presence'),
    most: 1,
    counts: (a, b) => sameApp(a, b) && a.creatorId === b.creatorId,
    what: 'app and user combination',
  },
];

/**
 * @throws GraphFailure 409 when the app has the same subscription already, 403 when there are as many as there may be
 */
export function requireRoom(tenant: Tenant, kind: Kind, row: SubscriptionRow): void {
  const live = liveSubscriptions(tenant);
  const twin = live.find((other) => keyOf(other) === keyOf(row));
  if (twin) throw alreadyThere(twin.id);
  for (const { of, most, counts, what } of quotas) {
    if (!of(kind)) continue;
    const there = live.filter((other) => {
      const otherKind = kindAt(other.target.path);
      return otherKind && of(otherKind) && counts(other, row);
    });
    if (there.length >= most)
      throw new GraphFailure(
        403,
        'Forbidden',
        `The limit of ${most} active subscriptions per ${what} has been reached.`,
      );
  }
}

/** Two subscriptions with the same one are the same. */
const keyOf = ({ applicationId, creatorId, target, changeTypes, includeResourceData }: SubscriptionRow): string =>
  JSON.stringify([applicationId, creatorId, target, [...changeTypes].sort(), includeResourceData === true]);
