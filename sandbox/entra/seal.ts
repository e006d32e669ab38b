import { randomBytes } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import type { z } from 'zod';
import type { Row } from '../tenant/store.ts';
import type { Tenant } from '../tenant/tenant.ts';

interface SealRow extends Row {
  /** AES-256 key, base64url. */
  key: string;
}

/**
 * The key lives in the tenant's store: it is in the snapshot, so that people stay signed in over a restart, and a reset
 * makes a new one, which ends every session and refresh token at once.
 */
function sealKey(tenant: Tenant): Uint8Array {
  const table = tenant.store.table<SealRow>('entraSealKeys');
  const row = table.get('current') ?? table.put({ id: 'current', key: randomBytes(32).toString('base64url') });
  return Buffer.from(row.key, 'base64url');
}

/** What only this tenant can read again: refresh tokens, cookies, the state of a sign-in page. `kind` keeps them apart. */
export function seal(tenant: Tenant, kind: string, value: object, seconds: number): Promise<string> {
  return new EncryptJWT({ value })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(kind)
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .encrypt(sealKey(tenant));
}

/** @throws jose's JWTExpired, another error of jose when it was not sealed here as this kind, or zod's */
export async function unseal<T>(tenant: Tenant, kind: string, text: string, type: z.ZodType<T>): Promise<T> {
  const { payload } = await jwtDecrypt(text, sealKey(tenant), { audience: kind });
  return type.parse(payload.value);
}
