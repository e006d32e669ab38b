import { randomUUID } from 'node:crypto';
import type { Tenant } from '../../tenant/tenant.ts';
import { type DriveStateRow, driveTables, type ItemRow } from './model.ts';

const key = 'state';

export function driveState(tenant: Tenant): DriveStateRow {
  const { state } = driveTables(tenant);
  return state.get(key) ?? state.put({ id: key, lastSeq: 0, epoch: randomUUID().slice(0, 8), anonymousLinks: true });
}

/** Puts the item with the next number in the order of changes. */
export function saveItem(tenant: Tenant, item: Omit<ItemRow, 'seq'>): ItemRow {
  const { items, state } = driveTables(tenant);
  const known = driveState(tenant);
  const seq = known.lastSeq + 1;
  state.put({ ...known, lastSeq: seq });
  return items.put({ ...item, seq });
}

/** Does the administrator allow links that anybody can open? On in the seed. */
export function allowAnonymousLinks(tenant: Tenant, allowed: boolean): void {
  driveTables(tenant).state.put({ ...driveState(tenant), anonymousLinks: allowed });
}

/** Seconds are enough for SharePoint. */
export const nowIn = (tenant: Tenant): string => `${tenant.clock.now().toISOString().slice(0, 19)}Z`;
