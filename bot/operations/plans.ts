import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AideError } from '../errors.ts';
import type { Person } from '../features/feature.ts';
import type { PersonalPlans, Plan } from '../features/operation.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';
import { canonical } from './record.ts';

/** Plans, seen by one person; and by the timer, which looks for those whose time has come. */
export interface Plans {
  of(person: Person): PersonalPlans;
  /** Entries whose time has come, soonest first, at most `top`. They stay until `settle`. */
  due(now: Date, top: number): Promise<Due[]>;
  /**
   * The plan is carried out from now on, whatever was at it before: what `run` it is, only the newest caller knows.
   * @returns undefined when there is nothing to be carried out (any more)
   */
  begin(person: Person, id: string): Promise<{ plan: Plan; run: string } | undefined>;
  /** Is this still the run that carries it out? */
  holds(person: Person, id: string, run: string): Promise<boolean>;
  /** It waits for another try, and can be cancelled meanwhile; not when another run has begun since. */
  pause(person: Person, id: string, run: string): Promise<Plan | undefined>;
  /** The plan goes from one state to another; undefined: somebody else has changed it since. */
  change(person: Person, id: string, from: Plan['state'], to: Plan['state']): Promise<Plan | undefined>;
  /** The entry is done with. */
  settle(due: Due): Promise<void>;
  /**
   * The right to tell the person what became of it, for a minute. 'told': somebody has; 'busy': somebody is about to.
   * @param wall wall time in ms
   */
  claimTelling(person: Person, id: string, wall: number): Promise<'claimed' | 'told' | 'busy'>;
  noteTold(person: Person, id: string): Promise<void>;
  /** Deletes this person's plans that ended more than 30 days before `now`. */
  forgetOld(person: Person, now: Date): Promise<void>;
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
  state: z.enum(['planned', 'running', 'retrying', 'done', 'failed', 'cancelled']),
  /** While it is running: who carries it out. */
  run: z.string().optional(),
  /** What people wrote: action, input and title. */
  sealed: z.string(),
  told: z.boolean().optional(),
  /** Somebody is telling it, until then (wall time, ms). */
  tellingUntil: z.number().optional(),
});
type Stored = z.infer<typeof stored>;
type Content = Pick<Plan, 'action' | 'input' | 'title'>;

const dueEntry = z.object({ person: z.object({ tenantId: z.string(), userId: z.string() }), id: z.string() });

/** What has ended is kept for as long as anybody asks what became of it. */
const keptFor = 30 * 24 * 60 * 60 * 1000;
const tellingTime = 60 * 1000;
const ended = new Set<Plan['state']>(['done', 'failed', 'cancelled']);
const waiting = new Set<Plan['state']>(['planned', 'retrying']);

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
  const rowsOf = async (person: Person) =>
    (await plans.list<unknown>(partitionOf(person))).map(({ value, etag }) => ({ etag, row: stored.parse(value) }));

  /** Changes a row, again when somebody else was faster; undefined: there is nothing to be changed (any more). */
  async function update(person: Person, id: string, to: (row: Stored) => Stored | undefined) {
    for (;;) {
      const found = await read(person, id);
      const row = found && to(found.row);
      if (!row) return undefined;
      if ((await plans.replace(partitionOf(person), id, row, found.etag)) !== undefined) return row;
    }
  }

  async function change(person: Person, id: string, from: Plan['state'], to: Plan['state']) {
    const row = await update(person, id, (before) => (before.state === from ? { ...before, state: to } : undefined));
    return row && open(person, row);
  }

  return {
    change,
    async begin(person, id) {
      const run = randomUUID();
      const row = await update(person, id, (before) =>
        ended.has(before.state) ? undefined : { ...before, state: 'running', run },
      );
      return row && { plan: open(person, row), run };
    },
    async holds(person, id, run) {
      const found = await read(person, id);
      return found?.row.state === 'running' && found.row.run === run;
    },
    async pause(person, id, run) {
      const row = await update(person, id, (before) =>
        before.state === 'running' && before.run === run ? { ...before, state: 'retrying' } : undefined,
      );
      return row && open(person, row);
    },
    async due(now, top) {
      const rows = await entries.list<unknown>(list, { top });
      // In the order of the keys: the first that is in the future ends the search.
      const late = rows.findIndex(({ row }) => row.slice(0, 24) > now.toISOString());
      return rows.slice(0, late < 0 ? rows.length : late).map(({ row, value }) => ({ ...dueEntry.parse(value), row }));
    },
    async settle({ row }) {
      await entries.delete(list, row);
    },
    async claimTelling(person, id, wall) {
      let answer: 'told' | 'busy' = 'told';
      const claimed = await update(person, id, (row) => {
        answer = row.told ? 'told' : 'busy';
        return row.told || (row.tellingUntil ?? 0) > wall ? undefined : { ...row, tellingUntil: wall + tellingTime };
      });
      return claimed ? 'claimed' : answer;
    },
    async noteTold(person, id) {
      await update(person, id, (row) => ({ ...row, told: true }));
    },
    async forgetOld(person, now) {
      const old = (await rowsOf(person)).filter(
        ({ row }) => ended.has(row.state) && Date.parse(row.at) < now.getTime() - keptFor,
      );
      for (const { row, etag } of old) await plans.delete(partitionOf(person), row.id, etag);
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
        return (await rowsOf(person))
          .filter(({ row }) => waiting.has(row.state))
          .sort((a, b) => (a.row.at < b.row.at ? -1 : 1))
          .map(({ row }) => open(person, row));
      },
      async cancel(id) {
        const row = await update(person, id, (before) =>
          waiting.has(before.state) ? { ...before, state: 'cancelled' } : undefined,
        );
        if (!row) return this.get(id);
        const cancelled = open(person, row);
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
