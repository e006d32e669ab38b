import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Here } from '../../features/chat.ts';
import type { Person } from '../../features/feature.ts';
import type { Cipher } from '../../storage/cipher.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Place } from '../activity.ts';
import { here } from '../here.ts';
import { type Wish, wish } from '../wish.ts';

/** What waits until the person has signed in or consented: what they said and pressed meanwhile, for an hour. */
export interface Waiting {
  /**
   * The same wish, said again, is one wish.
   * @param place where to answer; absent = wherever the person signs in
   */
  keep(person: Person, what: Waited): Promise<void>;
  /**
   * Claims what waits, in the order it was said, for whoever comes first: several clients and servers may finish one sign-in. Each
   * is gone when its `carryOut` is over; if the process dies before that, the claim lapses and the next one who asks gets it.
   * @returns whether something was carried out
   */
  take(person: Person, carryOut: (what: Waited) => Promise<void>): Promise<boolean>;
  /** @returns whether something waited */
  drop(person: Person): Promise<boolean>;
}

export interface Waited {
  wish: Wish;
  /** The turn it was said in: what that one began goes on after the sign-in, also when two servers take it up. */
  requestId?: string;
  place?: Place;
  /** Where it was said, and what came with it: not always where it is answered. */
  here?: Here;
}

interface Row {
  sealed: string;
  /** Wall time, ms. */
  keptAt: number;
  until: number;
  claimedUntil?: number;
}

const waited = z.object({
  wish,
  requestId: z.string().optional(),
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
      locale: z.string().optional(),
    })
    .optional(),
  here: here.optional(),
});

const lifetime = 60 * 60 * 1000;
const claim = 60 * 1000;
/** More than anybody says before they sign in. */
const most = 5;

export function createWaiting(storage: Storage, cipher: Cipher): Waiting {
  const records = storage.records('waiting');
  const keyOf = (person: Person) => `${person.tenantId}.${person.userId}`;
  const about = (person: Person) => `waiting:${keyOf(person)}`;
  const rowsOf = async (person: Person) => {
    const rows = await records.list<Row>(keyOf(person), { top: 100 });
    return rows.sort((a, b) => a.value.keptAt - b.value.keptAt);
  };
  /** Claims and carries out one of them. @returns false when it was claimed by somebody else, or is too old */
  const carry = async (
    person: Person,
    { row: key, value, etag }: Awaited<ReturnType<typeof rowsOf>>[number],
    carryOut: (what: Waited) => Promise<void>,
  ) => {
    if (value.until < Date.now() || (value.claimedUntil ?? 0) > Date.now()) return false;
    const claimed = await records.replace(keyOf(person), key, { ...value, claimedUntil: Date.now() + claim }, etag);
    if (claimed === undefined) return false;
    const read = waited.safeParse(JSON.parse(cipher.open(value.sealed, about(person))));
    if (read.success) await carryOut(read.data);
    // With the ETag: what was kept in the meantime is another wish, and stays.
    await records.delete(keyOf(person), key, claimed);
    return read.success;
  };
  return {
    async keep(person, what) {
      const text = JSON.stringify(what);
      const said = JSON.stringify([what.wish, what.here?.files ?? []]);
      const key = createHash('sha256').update(said).digest('base64url');
      const now = Date.now();
      const row: Row = { sealed: cipher.seal(text, about(person)), keptAt: now, until: now + lifetime };
      await records.put(keyOf(person), key, row);
    },
    async take(person, carryOut) {
      const rows = await rowsOf(person);
      let carried = false;
      for (const row of rows.slice(-most)) carried = (await carry(person, row, carryOut)) || carried;
      for (const { row, value } of rows) if (value.until < Date.now()) await records.delete(keyOf(person), row);
      return carried;
    },
    async drop(person) {
      const rows = await rowsOf(person);
      await Promise.all(rows.map(({ row }) => records.delete(keyOf(person), row)));
      return rows.length > 0;
    },
  };
}
