import { z } from 'zod';
import type { Person } from '../features/feature.ts';
import type { Logger } from '../log.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';
import { createKept } from './kept.ts';

/**
 * What a feature has learnt of one person's Microsoft 365 and what saves it a call the next time: ids and names, e.g. of task
 * lists. It may be gone, and it may be out of date: whoever uses it notices when Graph says otherwise, and reads it anew.
 */
export interface Knowledge {
  /** @param about 'tasks.lists'. @returns undefined when nothing is kept, or it does not fit the schema any more */
  get<T extends z.ZodType>(about: string, schema: T): Promise<z.output<T> | undefined>;
  /** @param lifetime milliseconds */
  put(about: string, value: unknown, lifetime: number): Promise<void>;
}

/** Knowledge of one person; nobody else's is in reach. */
export type KnowledgeOf = (person: Person) => Knowledge;

export function createKnowledge(deps: { storage: Storage; cipher: Cipher; log: Logger }): KnowledgeOf {
  const kept = createKept({ ...deps, name: 'knowledge', schema: z.object({ value: z.unknown() }) });
  return ({ tenantId, userId }) => {
    const mine = `${tenantId}.${userId}`;
    return {
      async get(about, schema) {
        const found = await kept.get(mine, about);
        const read = found && schema.safeParse(found.value);
        return read?.success ? read.data : undefined;
      },
      put: (about, value, lifetime) => kept.put(mine, about, { value }, lifetime),
    };
  };
}
