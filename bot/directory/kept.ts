import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import type { Logger } from '../log.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';

/** What was read of Graph and is kept for a while: in this process, and in Azure Tables, encrypted. */
export interface Kept<T> {
  get(partition: string, key: string): Promise<T | undefined>;
  /** @param lifetime milliseconds */
  put(partition: string, key: string, value: T, lifetime: number): Promise<void>;
  /** Deletes everything of a partition. Other processes notice when what they hold in memory is over. */
  clear(partition: string): Promise<void>;
  /** What is kept, or what `load` gives; whoever asks meanwhile waits for the same answer. */
  getOr(partition: string, key: string, lifetime: number, load: () => Promise<T>): Promise<T>;
}

interface Row {
  sealed: string;
  until: number;
}
type Entry<T> = { value: T; until: number };

/**
 * Keys are stored as hashes, values sealed: neither says in the table who knows whom. When the storage is away, or a row cannot
 * be opened any more, it is as if nothing had been kept.
 * @param schema what is read back has to fit; what an older version kept is read anew
 */
export function createKept<T extends object>(options: {
  storage: Storage;
  /** Name of the table. */
  name: string;
  cipher: Cipher;
  schema: z.ZodType<T>;
  log: Logger;
  /** Entries held in this process. */
  max?: number;
  /** Wall time, milliseconds. */
  now?: () => number;
}): Kept<T> {
  const { storage, name, cipher, schema, log, max = 5000, now = Date.now } = options;
  const records = storage.records(name);
  // Not for ever: another process may have changed or cleared it.
  const memory = new LRUCache<string, Entry<T>>({ max, ttl: 10 * 60 * 1000 });
  const loading = new Map<string, Promise<T>>();
  const idOf = (partition: string, key: string) => `${name}:${partition}:${rowOf(key)}`;

  const read = async (partition: string, key: string): Promise<Entry<T> | undefined> => {
    try {
      const found = await records.get<Row>(partition, rowOf(key));
      if (!found || found.value.until < now()) return undefined;
      const text = cipher.open(found.value.sealed, idOf(partition, key));
      const checked = schema.safeParse(JSON.parse(text));
      return checked.success ? { value: checked.data, until: found.value.until } : undefined;
    } catch (error) {
      log.warn({ err: error, name }, 'kept value not read');
      return undefined;
    }
  };

  const kept: Kept<T> = {
    async get(partition, key) {
      const id = idOf(partition, key);
      const known = memory.get(id);
      if (known && known.until > now()) return known.value;
      const stored = await read(partition, key);
      if (stored) memory.set(id, stored);
      return stored?.value;
    },
    async put(partition, key, value, lifetime) {
      const id = idOf(partition, key);
      const until = now() + lifetime;
      memory.set(id, { value, until });
      try {
        await records.put(partition, rowOf(key), { sealed: cipher.seal(JSON.stringify(value), id), until });
      } catch (error) {
        log.warn({ err: error, name }, 'kept value not written');
      }
    },
    async clear(partition) {
      const mine = `${name}:${partition}:`;
      for (const id of [...memory.keys()]) if (id.startsWith(mine)) memory.delete(id);
      for (const { row } of await records.list(partition)) await records.delete(partition, row);
    },
    async getOr(partition, key, lifetime, load) {
      const id = idOf(partition, key);
      const running =
        loading.get(id) ??
        (async () => {
          const known = await kept.get(partition, key);
          if (known) return known;
          const value = await load();
          await kept.put(partition, key, value, lifetime);
          return value;
        })().finally(() => loading.delete(id));
      loading.set(id, running);
      return running;
    },
  };
  return kept;
}

const rowOf = (key: string) => createHash('sha256').update(key).digest('base64url');
