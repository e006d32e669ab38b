import type { Tenant } from '../../tenant/tenant.ts';
import type { Computed } from '../item-data/index.ts';
import { attachmentsOf } from './attachments.ts';
import type { MailRow } from './model.ts';
import { headersOf } from './render.ts';

/** Bytes, roughly as Exchange counts them: what is written and what is attached. */
export const sizeOf = (tenant: Tenant, { id, subject, body }: MailRow): number =>
  attachmentsOf(tenant, id).reduce((sum, { size }) => sum + size, 0) +
  Buffer.byteLength(body.content) +
  Buffer.byteLength(subject) +
  2048;

/**
 * MAPI properties of a message that clients ask for by their tags: its size, its subject, its headers, its id on the internet.
 * https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxprops
 */
export const computedOf = (tenant: Tenant, message: MailRow): Computed => ({
  'Integer 0xe08': () => String(sizeOf(tenant, message)),
  'Long 0xe08': () => String(sizeOf(tenant, message)),
  'String 0x37': () => message.subject,
  'String 0x7d': () =>
    headersOf(message)
      .map(({ name, value }) => `${name}: ${value}\r\n`)
      .join(''),
  'String 0x1035': () => message.internetMessageId,
});
