import type { Row } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { differences, type Feed } from '../delta/feed.ts';
import { journalOf, type Past } from '../delta/journal.ts';
import { validateEndpoint } from './endpoint.ts';
import { type Following, type Kind, kindAt } from './kinds/index.ts';
import { isLive, liveSubscription, type SubscriptionRow, subscriptionsOf, tableName } from './model.ts';
import { changeLetter, type LifecycleEvent, lifecycleLetter, toldAs } from './notice.ts';
import { createOutbox, graphTimes, type NotificationTimes } from './outbox.ts';
import { publisherToken } from './proof.ts';
import { compiled } from './target.ts';

/** The service that tells of changes: one for each tenant that is served. */
export interface Subscriptions {
  /** @throws GraphFailure 400 when the endpoint does not answer as it should */
  validate(url: string): Promise<void>;
  /** Tells whoever made the subscription what becomes of it, where they want to hear of that. @returns whether they do */
  tell(row: SubscriptionRow, event: LifecycleEvent): boolean;
  close(): Promise<void>;
}

/** A subscription as it is followed. */
interface Followed {
  kind: Kind;
  following: Following;
  feed: Feed<Row>;
  /** The last change that it knows of, of the journal with this epoch. */
  epoch: string;
  known: number;
}

const services = new WeakMap<Tenant, Subscriptions>();

/** The service of a tenant whose Graph has been registered. */
export function subscriptionService(tenant: Tenant): Subscriptions {
  const found = services.get(tenant);
  if (!found) throw new Error('The subscriptions are served once registerGraph has run.');
  return found;
}

/**
 * Begins to tell of changes: of those to the tables that somebody has subscribed to, after whoever makes them has gone on. What has
 * changed is read from the journals that delta queries read.
 */
export function openSubscriptions(tenant: Tenant, times: Partial<NotificationTimes> = {}): Subscriptions {
  const table = subscriptionsOf(tenant);
  const allTimes = { ...graphTimes, ...times };
  const followed = new Map<string, Followed>();
  const changed = new Set<string>();
  const closing = new AbortController();
  /** Letters that are to go out although their subscription is gone: the ones that say so. */
  const farewells = new Set<string>();
  const outbox = createOutbox({
    times: allTimes,
    isWanted: ({ subscriptionId }) => table.has(subscriptionId) || farewells.has(subscriptionId),
    prove: (audience) => publisherToken(tenant, audience),
    onLost(id) {
      const row = table.get(id);
      if (row) tell(row, 'missed');
    },
  });

  function follow(row: SubscriptionRow): void {
    const kind = kindAt(row.target.path);
    if (!kind) return;
    const following = { tenant, target: row.target, immutableIds: row.immutableIds };
    const { epoch, last } = journalOf(tenant, row.follows);
    const known = followed.get(row.id);
    followed.set(row.id, {
      kind,
      following,
      feed: withFilter(kind, row, kind.feed(following)),
      epoch: known?.epoch ?? epoch,
      known: known?.known ?? last,
    });
  }

  function tell(row: SubscriptionRow, event: LifecycleEvent): boolean {
    if (row.lifecycleNotificationUrl === null) return false;
    if (event === 'subscriptionRemoved') farewells.add(row.id);
    outbox.post(row.lifecycleNotificationUrl, lifecycleLetter(tenant, row, event));
    return true;
  }

  /** Tells one subscription what has changed since it last heard. */
  function catchUp(row: SubscriptionRow, read: (since: number) => Map<string, Past<Row>> | undefined): void {
    const state = followed.get(row.id);
    if (!state) return;
    const { kind, following, feed } = state;
    const { epoch, last } = journalOf(tenant, row.follows);
    const changes = state.epoch === epoch ? read(state.known) : undefined;
    Object.assign(state, { epoch, known: last });
    if (row.paused) return;
    if (!changes) {
      tell(row, 'missed');
      return;
    }
    for (const reference of differences(feed, changes)) {
      const type = reference.type && toldAs(kind, row, reference.type);
      const past = changes.get(reference.row) ?? [];
      if (type) outbox.post(row.notificationUrl, changeLetter(kind, row, following, feed, reference, past, type));
    }
  }

  function flush(): void {
    const tables = [...changed];
    changed.clear();
    if (closing.signal.aborted) return;
    for (const name of tables) {
      const journal = journalOf(tenant, name);
      const reads = new Map<number, Map<string, Past<Row>> | undefined>();
      const read = (since: number) => {
        if (!reads.has(since)) reads.set(since, journal.since<Row>(since));
        return reads.get(since);
      };
      for (const row of table.by('follows', name)) {
        if (isLive(tenant, row)) catchUp(row, read);
        else liveSubscription(tenant, row.id);
      }
    }
  }

  const stop = tenant.store.onChange((name, id, row) => {
    if (name === tableName) {
      if (row) follow(row as SubscriptionRow);
      else followed.delete(id);
    } else if (table.count('follows', name) > 0 && changed.add(name).size === 1) setImmediate(flush);
  });
  for (const row of table.all()) follow(row);

  const service: Subscriptions = {
    validate: (url) => validateEndpoint(url, allTimes.validation, closing.signal),
    tell,
    close() {
      stop();
      closing.abort();
      return outbox.close();
    },
  };
  services.set(tenant, service);
  return service;
}

/** A feed without what the resource's $filter leaves out. */
function withFilter({ type }: Kind, { target: { filter } }: SubscriptionRow, feed: Feed<Row>): Feed<Row> {
  if (filter === undefined) return feed;
  const test = compiled(filter, type);
  return { ...feed, items: (row, past) => feed.items(row, past).filter((item) => test(item.body())) };
}
