import type { Person } from '../features/feature.ts';
import type { Logger } from '../log.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';

/** msal's serialized cache of one assertion of one person, at rest. */
export interface TokenCache {
  read(key: CacheKey): Promise<string | undefined>;
  write(key: CacheKey, serialized: string): Promise<void>;
}

export interface CacheKey {
  person: Person;
  /** SHA-256 of the assertion. */
  hash: string;
}

/** Neither our assertion nor a Graph token lives longer, continuous access evaluation's 28 h apart: those are asked for anew. */
const lifetime = 2 * 60 * 60 * 1000;

interface Row {
  sealed: string;
  /** Wall time, milliseconds. */
  until: number;
}

/**
 * Tokens in Azure Tables, encrypted, one row for each assertion, so that a restart and the other servers find them. A cache
 * and no more: when the storage is away, or the key of a row is gone, a token is asked for again.
 */
export function createTokenCache({
  storage,
  cipher,
  log,
  now = Date.now,
}: {
  storage: Storage;
  cipher: Cipher;
  log: Logger;
  now?: () => number;
}): TokenCache {
  const records = storage.records('obocache');
  const partitionOf = ({ person }: CacheKey) => `${person.tenantId}.${person.userId}`;
  const about = (key: CacheKey) => `obo:${partitionOf(key)}.${key.hash}`;
  /** Rows of assertions that have run out; a person gets a new assertion about once an hour. */
  const sweep = async (partition: string) => {
    for (const { row, value, etag } of await records.list<Row>(partition, { top: 100 }))
      if (value.until < now()) await records.delete(partition, row, etag);
  };
  return {
    async read(key) {
      try {
        const found = await records.get<Row>(partitionOf(key), key.hash);
        if (!found || found.value.until < now()) return undefined;
        return cipher.open(found.value.sealed, about(key));
      } catch (error) {
        log.warn({ err: error }, 'token cache not read');
        return undefined;
      }
    },
    async write(key, serialized) {
      try {
        const row: Row = { sealed: cipher.seal(serialized, about(key)), until: now() + lifetime };
        const isNew = await records.insert(partitionOf(key), key.hash, row);
        // Two servers may write at once: the later one wins, and what the other knew is asked for again.
        if (isNew) await sweep(partitionOf(key));
        else await records.put(partitionOf(key), key.hash, row);
      } catch (error) {
        log.warn({ err: error }, 'token cache not written');
      }
    },
  };
}
