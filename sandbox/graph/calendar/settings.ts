import type { Tenant } from '../../tenant/tenant.ts';
import { calendarTables } from './model.ts';

/**
 * Makes new Teams meetings come without their link at first, as the service now and then does; a PATCH of isOnlineMeeting
 * brings it: https://github.com/microsoftgraph/microsoft-graph-docs/issues/9741
 */
export function delayTeamsLinks(tenant: Tenant, linkDelayed: boolean): void {
  calendarTables(tenant).settings.put({ id: 'onlineMeetings', linkDelayed });
}
