import { z } from 'zod';
import { AideError } from '../errors.ts';
import type { Person, PersonalPlans, Plan } from '../features/feature.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';
import { canonical } from './record.ts';

/** Plans, seen by one person; and by the timer, which looks for those whose time has come. */
export interface Plans {
  of(person: Person): PersonalPlans;
  /** Entries whose time has come, soonest first, at most `top`. They stay until `settle`. */
  due(now: Date, top: number): Promise<Due[]>;
  /** The plan leaves the list of what waits, in this state; undefined: somebody else has changed it since. */
  change(person: Person, id: string, from: Plan['state'], to: Plan['state']): Promise<Plan | undefined>;
  /** The entry is done with. */
  settle(due: Due): Promise<void>;
}

export interface Due {
  person: Person;
  id: string;
  /** Row key of the entry. */
  row: string;
}

const stored = z.object({
  id: z.string(),
  at: z.string(),
  state: z.enum(['planned', 'running', 'done', 'failed', 'cancelled']),
  /** What people wrote: action, input and title. */
  sealed: z.string(),
});
type Stored = z.infer<typeof stored>;
type Content = Pick<Plan, 'action' | 'input' | 'title'>;

const dueEntry = z.object({ person: z.object({ tenantId: z.string(), userId: z.string() }), id: z.string() });

/**
 * Plans in Tables: one row for each under its person, and one in the list of what is due, whose keys begin with the time, so
 * that one small read finds what has to be done. Storage Queues hide a message for seven days at most, and know only wall time.
 */
export function createPlans(storage: Storage, cipher: Cipher): Plans {
  const plans = storage.records('plans');
  const entries = storage.records('plansdue');
  const about = (person: Person, id: string) => `plan:${partitionOf(person)}.${id}`;
  const open = (person: Person, { id, at, state, sealed }: Stored): Plan => {
    const content = JSON.parse(cipher.open(sealed, about(person, id))) as Content;
    return { id, at, state, ...content };
  };
  const read = async (person: Person, id: string) => {
    const found = await plans.get<Stored>(partitionOf(person), id);
    return found && { etag: found.etag, row: stored.parse(found.value) };
  };

  async function change(person: Person, id: string, from: Plan['state'], to: Plan['state']) {
    const found = await read(person, id);
    if (found?.row.state !== from) return undefined;
    const row = { ...found.row, state: to };
    const etag = await plans.replace(partitionOf(person), id, row, found.etag);
    return etag === undefined ? undefined : open(person, row);
  }

  return {
    change,
    async due(now, top) {
      const rows = await entries.list<unknown>(list, { top });
      // In the order of the keys: the first that is in the future ends the search.
      const late = rows.findIndex(({ row }) => row.slice(0, 24) > now.toISOString());
      return rows.slice(0, late < 0 ? rows.length : late).map(({ row, value }) => ({ ...dueEntry.parse(value), row }));
    },
    async settle({ row }) {
      await entries.delete(list, row);
    },
    of: (person) => ({
      async add({ id, at, action, input, title }) {
        const time = new Date(at).toISOString();
        const content: Content = { action, input, title };
        const row: Stored = {
          id,
          at: time,
          state: 'planned',
          sealed: cipher.seal(JSON.stringify(content), about(person, id)),
        };
        // The entry goes first: one without its plan is passed over, a plan without its entry would never be done.
        await entries.put(list, rowOf(time, person, id), { person, id });
        if ((await plans.insert(partitionOf(person), id, row)) !== undefined) return open(person, row);
        const known = await read(person, id);
        const before = known && open(person, known.row);
        if (before && before.at === time && before.action === action && same(before.input, input)) return before;
        if (before?.at !== time) await entries.delete(list, rowOf(time, person, id));
        throw new AideError('key_reused', {
          userMessage: 'This is planned already, with another time or content.',
          remedy: 'Cancel the plan first.',
        });
      },
      async get(id) {
        const found = await read(person, id);
        return found && open(person, found.row);
      },
      async list() {
        const rows = await plans.list<unknown>(partitionOf(person));
        return rows
          .map(({ value }) => stored.parse(value))
          .filter(({ state }) => state === 'planned')
          .sort((a, b) => (a.at < b.at ? -1 : 1))
          .map((row) => open(person, row));
      },
      async cancel(id) {
        const cancelled = await change(person, id, 'planned', 'cancelled');
        if (!cancelled) return this.get(id);
        await entries.delete(list, rowOf(cancelled.at, person, id));
        return cancelled;
      },
    }),
  };
}

const list = 'due';
const partitionOf = (person: Person) => `${person.tenantId}.${person.userId}`;
const rowOf = (at: string, person: Person, id: string) => `${at}.${partitionOf(person)}.${id}`;
const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);
