import type { Tenant } from '../../tenant/tenant.ts';
import { type DriveStateRow, driveTables, type ItemRow } from './model.ts';

const key = 'state';

export function driveState(tenant: Tenant): DriveStateRow {
  const { state } = driveTables(tenant);
  return state.get(key) ?? state.put({ id: key, anonymousLinks: true });
}

export const saveItem = (tenant: Tenant, item: ItemRow): ItemRow => driveTables(tenant).items.put(item);

/** Does the administrator allow links that anybody can open? On in the seed. */
export function allowAnonymousLinks(tenant: Tenant, allowed: boolean): void {
  driveTables(tenant).state.put({ ...driveState(tenant), anonymousLinks: allowed });
}

/** Seconds are enough for SharePoint. */
export const nowIn = (tenant: Tenant): string => `${tenant.clock.now().toISOString().slice(0, 19)}Z`;
