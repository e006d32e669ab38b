import { z } from 'zod';
import type { Person } from '../../features/feature.ts';
import type { Cipher } from '../../storage/cipher.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Place } from '../activity.ts';
import { type Wish, wish } from '../wish.ts';

/** What waits until the person has signed in or consented: the newest, for an hour. */
export interface Waiting {
  /** @param place where to answer; absent = wherever the person signs in */
  keep(person: Person, what: Waited): Promise<void>;
  /**
   * Claims what waits, for whoever comes first: several clients and servers may finish one sign-in. It is gone when
   * `carryOut` is over; if the process dies before that, the claim lapses and the next one who asks gets it.
   * @returns whether something was carried out
   */
  take(person: Person, carryOut: (what: Waited) => Promise<void>): Promise<boolean>;
  /** @returns whether something waited */
  drop(person: Person): Promise<boolean>;
}

export interface Waited {
  wish: Wish;
  place?: Place;
}

interface Row {
  sealed: string;
  until: number;
  claimedUntil?: number;
}

const waited = z.object({
  wish,
  place: z
    .object({
      serviceUrl: z.string(),
      conversation: z.object({
        id: z.string(),
        tenantId: z.string(),
        type: z.enum(['personal', 'groupChat', 'channel']),
      }),
      bot: z.object({ id: z.string(), name: z.string().optional() }).optional(),
      user: z.object({ id: z.string(), name: z.string().optional() }).optional(),
    })
    .optional(),
});

const lifetime = 60 * 60 * 1000;
const claim = 60 * 1000;

export function createWaiting(storage: Storage, cipher: Cipher): Waiting {
  const records = storage.records('waiting');
  const keyOf = (person: Person) => `${person.tenantId}.${person.userId}`;
  const about = (person: Person) => `waiting:${keyOf(person)}`;
  return {
    async keep(person, what) {
      const sealed = cipher.seal(JSON.stringify(what), about(person));
      await records.put(keyOf(person), 'wish', { sealed, until: Date.now() + lifetime } satisfies Row);
    },
    async take(person, carryOut) {
      const found = await records.get<Row>(keyOf(person), 'wish');
      if (!found || found.value.until < Date.now()) return false;
      if ((found.value.claimedUntil ?? 0) > Date.now()) return false;
      const row = { ...found.value, claimedUntil: Date.now() + claim };
      const etag = await records.replace(keyOf(person), 'wish', row, found.etag);
      if (etag === undefined) return false;
      const read = waited.safeParse(JSON.parse(cipher.open(row.sealed, about(person))));
      if (read.success) await carryOut(read.data);
      // With the ETag: what was kept in the meantime is another wish, and stays.
      await records.delete(keyOf(person), 'wish', etag);
      return read.success;
    },
    drop: (person) => records.delete(keyOf(person), 'wish'),
  };
}
