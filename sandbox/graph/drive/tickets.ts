import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Tenant } from '../../tenant/tenant.ts';

/**
 * The `tempauth` of an address that needs no token: good for one thing, and for some time.
 * @param subject what it opens, e.g. 'download:01ABC…'
 */
export function ticketFor(tenant: Tenant, subject: string, lifetimeMs = 3_600_000): string {
  const until = Date.now() + lifetimeMs;
  return `${until.toString(36)}.${sign(tenant, subject, until)}`;
}

export function isTicket(tenant: Tenant, subject: string, ticket: string): boolean {
  const [time = '', given = ''] = ticket.split('.');
  const until = Number.parseInt(time, 36);
  const expected = Buffer.from(sign(tenant, subject, until));
  const offered = Buffer.from(given);
  return until > Date.now() && offered.length === expected.length && timingSafeEqual(offered, expected);
}

// The tenant's id is no secret; what the sandbox guards is made up.
const sign = (tenant: Tenant, subject: string, until: number) =>
  createHmac('sha256', tenant.id).update(`${subject}\n${until}`).digest('base64url').slice(0, 32);

export const downloadUrl = (tenant: Tenant, subject: string): string =>
  `${tenant.origin}/_layouts/15/download.aspx?UniqueId=${encodeURIComponent(subject)}&tempauth=${ticketFor(tenant, `download:${subject}`)}`;
export const uploadUrl = (tenant: Tenant, id: string, lifetimeMs: number): string =>
  `${tenant.origin}/_api/v2.0/uploadSession/${id}?tempauth=${ticketFor(tenant, `upload:${id}`, lifetimeMs)}`;
export const monitorUrl = (tenant: Tenant, id: string): string =>
  `${tenant.origin}/_api/v2.0/monitor/${id}?tempauth=${ticketFor(tenant, `monitor:${id}`, 86_400_000)}`;
export const thumbnailUrl = (tenant: Tenant, id: string, size: string): string =>
  `${tenant.origin}/_layouts/15/getpreview.ashx?UniqueId=${encodeURIComponent(id)}&size=${size}&tempauth=${ticketFor(tenant, `preview:${id}:${size}`)}`;
