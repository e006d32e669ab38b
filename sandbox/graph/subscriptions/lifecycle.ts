import type { Tenant } from '../../tenant/tenant.ts';
import { liveSubscription, subscriptionsOf } from './model.ts';
import type { LifecycleEvent } from './notice.ts';
import { subscriptionService } from './service.ts';

/**
 * Lets happen to a subscription what Graph does of its own accord: 'subscriptionRemoved' takes it away, 'reauthorizationRequired'
 * may pause it; 'missed' says that something was not told. Whoever made it is told, where they want to hear of that.
 * @returns undefined for no such subscription
 * @see https://learn.microsoft.com/graph/change-notifications-lifecycle-events
 */
export function endOrPause(
  tenant: Tenant,
  id: string,
  { lifecycleEvent, paused }: { lifecycleEvent: LifecycleEvent; paused: boolean },
): { told: boolean } | undefined {
  const row = liveSubscription(tenant, id);
  if (!row) return undefined;
  const table = subscriptionsOf(tenant);
  if (lifecycleEvent === 'subscriptionRemoved') table.delete(id);
  if (lifecycleEvent === 'reauthorizationRequired' && paused) table.put({ ...row, paused });
  return { told: subscriptionService(tenant).tell(row, lifecycleEvent) };
}
