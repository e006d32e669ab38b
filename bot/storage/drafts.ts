import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Person } from '../features/feature.ts';
import type { Cipher } from './cipher.ts';
import type { Storage } from './storage.ts';

/**
 * What a card is about, kept in Azure Tables while the person decides, so that a button carries only an id: it works after a
 * restart, on every server, and nobody else's card can be used. Encrypted at rest.
 */
export interface Drafts {
  /** @returns the draft's id, usable as an operation id. Drafts live seven days. */
  put(value: unknown): Promise<string>;
  /** The draft, checked; undefined when it expired or is another person's. */
  get<T extends z.ZodType>(id: string, schema: T): Promise<z.output<T> | undefined>;
}

/** Drafts of one person. */
export type DraftsOf = (person: Person) => Drafts;

const lifetime = 7 * 24 * 60 * 60 * 1000;

export function createDrafts(storage: Storage, cipher: Cipher): DraftsOf {
  const records = storage.records('drafts');
  return (person) => {
    const partition = `${person.tenantId}.${person.userId}`;
    const about = (id: string) => `draft:${partition}.${id}`;
    return {
      async put(value) {
        const id = randomUUID();
        const sealed = cipher.seal(JSON.stringify(value), about(id));
        await records.insert(partition, id, { sealed, until: Date.now() + lifetime });
        return id;
      },
      async get(id, schema) {
        const found = await records.get<{ sealed: string; until: number }>(partition, id);
        if (!found || found.value.until < Date.now()) return undefined;
        const read = schema.safeParse(JSON.parse(cipher.open(found.value.sealed, about(id))));
        // A draft of an older version of Aide that no longer fits is as good as expired.
        return read.success ? read.data : undefined;
      },
    };
  };
}
