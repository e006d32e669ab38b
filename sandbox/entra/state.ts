import { randomBytes } from 'node:crypto';
import type { UserRow } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** What Entra ID keeps in memory only: it lasts minutes, and a restart may lose it. */
export interface Entra {
  tenant: Tenant;
  /** Authorization codes. A redeemed one stays until it expires, so that a second use is told apart from a wrong code. */
  codes: Expiring<AuthorizationCode>;
  /** By device code. */
  devices: Expiring<DeviceSignIn>;
  /** Authentication contexts that people have satisfied interactively: object id → 'c1' … */
  steppedUp: Map<string, Set<string>>;
}

export interface AuthorizationCode {
  clientId: string;
  redirectUri: string;
  isSpa: boolean;
  userId: string;
  scope: string;
  nonce?: string;
  challenge?: string;
  acrs: string[];
  sid: string;
  redeemed: boolean;
}

export interface DeviceSignIn {
  clientId: string;
  userCode: string;
  scope: string;
  /** Milliseconds since 1970, of the last poll. */
  polledAt?: number;
  outcome?: { userId: string; acrs: string[]; sid: string } | 'declined';
}

export function createEntra(tenant: Tenant): Entra {
  return { tenant, codes: expiring(600), devices: expiring(900), steppedUp: new Map() };
}

/** Values that are forgotten some time after they expire. */
export interface Expiring<T> {
  /** Keeps a value; returns its key, 256 random bits. */
  add(value: T): string;
  get(key: string): { value: T; expired: boolean } | undefined;
  find(test: (value: T) => boolean): T | undefined;
  delete(key: string): void;
  clear(): void;
}

function expiring<T>(seconds: number): Expiring<T> {
  const entries = new Map<string, { value: T; expires: number }>();
  const live = (e: { expires: number }) => Date.now() < e.expires;
  return {
    add(value) {
      for (const [key, e] of entries) {
        if (Date.now() < e.expires + 3_600_000) break;
        entries.delete(key);
      }
      const key = `0.${randomBytes(32).toString('base64url')}`;
      entries.set(key, { value, expires: Date.now() + seconds * 1000 });
      return key;
    },
    get(key) {
      const found = entries.get(key);
      return found && { value: found.value, expired: !live(found) };
    },
    find: (test) => [...entries.values()].find((e) => live(e) && test(e.value))?.value,
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}

/** The person behind a grant, and what they have proven. */
export interface Subject {
  user: UserRow;
  acrs: string[];
  sid?: string;
}
