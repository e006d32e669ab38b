import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose';
import { z } from 'zod';
import type { Tenant } from '../tenant/tenant.ts';

/**
 * The tenant's RS256 signing keys. Clients cache what they read from the key endpoint (botbuilder: 24 hours, and it looks
 * for an unknown `kid` at most once an hour), so the keys outlive a restart when there is a folder to keep them in.
 */
export interface KeyRing {
  /** Signs with the newest key; the payload is taken as it is, so the issuer may be another one than Entra ID. */
  sign(payload: JWTPayload): Promise<string>;
  /** Public keys, newest first, as `/discovery/v2.0/keys` answers them. */
  jwks(): { keys: JWK[] };
  /** For jose's jwtVerify: the public key that the token's `kid` names. */
  resolve: JWTVerifyGetKey;
  /** A new key signs from now on; the one before stays published, older ones go. @returns the new one's id */
  rotate(): Promise<string>;
}

interface Key {
  jwk: JWK;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
}

const rings = new WeakMap<Tenant, KeyRing>();

/** The key ring of a tenant whose Entra ID has been registered. */
export function signingKeys(tenant: Tenant): KeyRing {
  const ring = rings.get(tenant);
  if (!ring) throw new Error('The signing keys are there once registerEntra has run.');
  return ring;
}

/** Opens the keys of a tenant. @param dataDir folder of keys.json; absent = new keys, in memory */
export async function openKeys(tenant: Tenant, dataDir?: string): Promise<KeyRing> {
  const file = dataDir === undefined ? undefined : join(dataDir, 'keys.json');
  let keys = (file && (await readKeys(file))) || [];
  const save = async () => {
    if (file) await writeKeys(file, keys);
  };
  if (keys.length === 0) {
    keys = [await (file === undefined ? keyOfProcess() : createKey())];
    await save();
  }
  const ring: KeyRing = {
    sign: (payload) =>
      new SignJWT(payload)
        .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: keys[0]!.jwk.kid!, x5t: keys[0]!.jwk.kid! })
        .sign(keys[0]!.privateKey),
    jwks: () => ({ keys: keys.map((k) => publicPart(k.jwk)) }),
    resolve: ({ kid }) => {
      const key = keys.find((k) => k.jwk.kid === kid);
      if (!key) throw new Error('no key with this kid');
      return key.publicKey;
    },
    async rotate() {
      const fresh = await createKey();
      keys = [fresh, keys[0]!];
      await save();
      return fresh.jwk.kid!;
    },
  };
  rings.set(tenant, ring);
  return ring;
}

// Kept in memory, one process has one key: sandboxes of a test run may get the same port one after the other, and clients
// remember keys by address.
let processKey: Promise<Key> | undefined;
function keyOfProcess(): Promise<Key> {
  processKey ??= createKey();
  return processKey;
}

const publicPart = ({ kty, n, e, kid }: JWK): JWK => ({ kty, use: 'sig', alg: 'RS256', kid, x5t: kid, n, e });

async function createKey(): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { jwk: { ...jwk, kid: await calculateJwkThumbprint(jwk) }, privateKey, publicKey };
}

const stored = z.object({
  keys: z.array(z.looseObject({ kty: z.literal('RSA'), kid: z.string(), d: z.string() })).min(1),
});

async function readKeys(file: string): Promise<Key[] | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  let read: z.infer<typeof stored>;
  try {
    read = stored.parse(JSON.parse(text));
  } catch {
    // Nobody can use a broken file; new keys take its place, and clients learn them from the key endpoint.
    return undefined;
  }
  return Promise.all(
    read.keys.map(async (jwk: JWK) => ({
      jwk,
      privateKey: (await importJWK(jwk, 'RS256')) as CryptoKey,
      publicKey: (await importJWK(publicPart(jwk), 'RS256')) as CryptoKey,
    })),
  );
}

async function writeKeys(file: string, keys: Key[]): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify({ keys: keys.map((k) => k.jwk) }), { mode: 0o600 });
  await rename(draft, file);
}
