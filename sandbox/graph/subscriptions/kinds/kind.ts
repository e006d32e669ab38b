import type { Row } from '../../../tenant/store.ts';
import type { Tenant } from '../../../tenant/tenant.ts';
import type { GraphCall } from '../../area.ts';
import type { ChangeType, Feed } from '../../delta/feed.ts';
import type { SubscriptionRow, Target } from '../model.ts';

export type Service = 'outlook' | 'todo' | 'drive' | 'teams' | 'presence' | 'directory';

/** What a feed is made for. */
export interface Following {
  tenant: Tenant;
  target: Target;
  immutableIds: SubscriptionRow['immutableIds'];
}

/** A kind of resource that can be subscribed to. https://learn.microsoft.com/graph/change-notifications-overview#supported-resources */
export interface Kind {
  /** Path without slash in front; {user} stands for me and for users/{id}. */
  path: string;
  service: Service;
  /** Short name in the metadata: what $select and $filter speak of. */
  type: string;
  /** As notifications have it in @odata.type, behind '#Microsoft.Graph.'. */
  name: string;
  /** Any one is enough; empty = not possible. https://learn.microsoft.com/graph/api/subscription-post-subscriptions#permissions */
  delegated: readonly string[];
  application: readonly string[];
  changeTypes: readonly ChangeType[];
  /** Minutes. https://learn.microsoft.com/graph/change-notifications-overview#subscription-lifetime */
  longest: number;
  /**
   * Notifications may carry the resource: in full, or what is selected alone.
   * https://learn.microsoft.com/graph/change-notifications-with-resource-data#supported-resources
   */
  rich?: 'whole' | 'selected';
  /**
   * Makes sure that it is there and the caller's to see, and makes what is made when it is first asked for, which is no change.
   * @param call with the params and the user of the resource's path
   * @returns the ids that names in the path stand for, by the names of their params: 'inbox', or no drive at all
   * @throws GraphFailure 403 or 404
   */
  open?(call: GraphCall): Record<string, string>;
  /** What is followed. `body` of an item is the resource. */
  feed(following: Following): Feed<Row>;
  /** Where notifications say that the resource is: 'Users/4d…/Events/AAMk…'. */
  locate(following: Following, id: string): string;
  /** What else `resourceData` says of it. */
  about?(following: Following, id: string): Record<string, unknown>;
}
