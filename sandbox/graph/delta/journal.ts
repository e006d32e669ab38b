import { randomUUID } from 'node:crypto';
import type { Row, Store } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/** The states that a row had, oldest first; undefined where it did not exist. */
export type Past<T> = (T | undefined)[];

/** The last changes of one table. A change has a number, one more than that of the change before it. */
export interface Journal {
  /** Another one for each journal: a number of one says nothing in another. */
  readonly epoch: string;
  /** Number of the last change. */
  readonly last: number;
  /**
   * The rows that were changed after a change, in the order of their last changes, each with its states from then on until now.
   * undefined = that is farther back than the journal goes.
   */
  since<T extends Row>(change: number): Map<string, Past<T>> | undefined;
}

interface Entry {
  id: string;
  before: Row | undefined;
}

/**
 * Changes that a table's journal holds at least; with twice as many the older half goes. Rows are replaced and never changed, so
 * that an entry costs no more than the row that it keeps from being forgotten.
 */
const kept = 20_000;

class TableJournal implements Journal {
  readonly epoch: string = randomUUID().slice(0, 8);
  readonly #entries: Entry[] = [];
  #forgotten = 0;

  get last() {
    return this.#forgotten + this.#entries.length;
  }
  add(entry: Entry) {
    if (this.#entries.push(entry) < 2 * kept) return;
    this.#entries.splice(0, kept);
    this.#forgotten += kept;
  }
  since<T extends Row>(change: number) {
    if (change < this.#forgotten || change > this.last) return undefined;
    const found = new Map<string, Past<T>>();
    for (let at = change - this.#forgotten; at < this.#entries.length; at++) {
      const { id, before } = this.#entries[at]!;
      const past = found.get(id) ?? [];
      past.push(before as T | undefined);
      // To the end: where the last change stands.
      found.delete(id);
      found.set(id, past);
    }
    return found;
  }
}

const journals = new WeakMap<Store, Map<string, TableJournal>>();

function journalsOf(tenant: Tenant): Map<string, TableJournal> {
  const known = journals.get(tenant.store);
  if (known) return known;
  const opened = new Map<string, TableJournal>();
  journals.set(tenant.store, opened);
  tenant.store.onChange((table, id, _row, before) => opened.get(table)?.add({ id, before }));
  tenant.onReset(() => opened.clear());
  return opened;
}

/**
 * The journal of a table: begun when somebody first wants to know of changes, so that tables that nobody follows cost nothing. It
 * is not in the snapshot: what was read before a restart, as before a reset, is read anew.
 */
export function journalOf(tenant: Tenant, table: string): Journal {
  const opened = journalsOf(tenant);
  const known = opened.get(table);
  if (known) return known;
  const journal = new TableJournal();
  opened.set(table, journal);
  return journal;
}

/** Makes every token that was given out so far good for nothing. */
export const forgetChanges = (tenant: Tenant): void => journalsOf(tenant).clear();
