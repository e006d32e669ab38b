/** A row of a table: JSON only, so that a snapshot is `JSON.stringify`. */
export interface Row {
  id: string;
}

/** One kind of resource. Rows are handed out as they are stored: change them only through `put`. */
export interface Table<T extends Row> {
  get(id: string): T | undefined;
  has(id: string): boolean;
  /** Inserts or replaces. */
  put(row: T): T;
  delete(id: string): boolean;
  all(): IterableIterator<T>;
  /** Rows whose index has this value, in the order they came. */
  by(index: string, value: string): T[];
  /** How many `by` would give. */
  count(index: string, value: string): number;
  readonly size: number;
}

export type Indexes<T> = Record<string, (row: T) => string | string[] | undefined>;

/** Every table of the tenant. In memory, with indexes; dumped to and loaded from a snapshot. */
export interface Store {
  /** Opens a table; the same name gives the same table. Indexes are given by whoever opens it first. */
  table<T extends Row>(name: string, indexes?: Indexes<T>): Table<T>;
  dump(): Record<string, Row[]>;
  /** Replaces everything. */
  load(dump: Record<string, Row[]>): void;
  /** Told after each change; for the snapshot, for live views and for delta queries. */
  onChange(listener: ChangeListener): () => void;
}

/** @param before the row as it was; undefined = it is new. `row` undefined = it is gone */
export type ChangeListener = (table: string, id: string, row: Row | undefined, before: Row | undefined) => void;

export function createStore(): Store {
  const tables = new Map<string, MemoryTable<Row>>();
  const listeners = new Set<ChangeListener>();
  const tell = (table: string) => (id: string, row: Row | undefined, before: Row | undefined) => {
    for (const listener of listeners) listener(table, id, row, before);
  };
  const open = (name: string) => {
    const known = tables.get(name);
    if (known) return known;
    const fresh = new MemoryTable<Row>(tell(name));
    tables.set(name, fresh);
    return fresh;
  };
  return {
    table<T extends Row>(name: string, indexes: Indexes<T> = {}) {
      const table = open(name);
      for (const [index, key] of Object.entries(indexes)) table.addIndex(index, key as Indexes<Row>[string]);
      return table as unknown as Table<T>;
    },
    dump: () => Object.fromEntries([...tables].map(([name, table]) => [name, [...table.all()]])),
    load(dump) {
      for (const table of tables.values()) table.clear();
      for (const [name, rows] of Object.entries(dump)) for (const row of rows) open(name).put(row);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

class MemoryTable<T extends Row> implements Table<T> {
  readonly #rows = new Map<string, T>();
  readonly #indexes = new Map<string, { key: Indexes<T>[string]; ids: Ids }>();
  readonly #changed: (id: string, row: T | undefined, before: T | undefined) => void;

  constructor(changed: (id: string, row: T | undefined, before: T | undefined) => void) {
    this.#changed = changed;
  }

  get size() {
    return this.#rows.size;
  }
  get(id: string) {
    return this.#rows.get(id);
  }
  has(id: string) {
    return this.#rows.has(id);
  }
  all() {
    return this.#rows.values();
  }
  put(row: T) {
    const old = this.#rows.get(row.id);
    if (old) this.#unindex(old);
    this.#rows.set(row.id, row);
    for (const { key, ids } of this.#indexes.values()) for (const value of valuesOf(key(row))) add(ids, value, row.id);
    this.#changed(row.id, row, old);
    return row;
  }
  delete(id: string) {
    const old = this.#rows.get(id);
    if (!old) return false;
    this.#unindex(old);
    this.#rows.delete(id);
    this.#changed(id, undefined, old);
    return true;
  }
  by(index: string, value: string) {
    const found = this.#indexes.get(index);
    if (!found) throw new Error(`no index "${index}"`);
    const ids = found.ids.get(value);
    if (ids === undefined) return [];
    return typeof ids === 'string' ? [this.#rows.get(ids)!] : Array.from(ids, (id) => this.#rows.get(id)!);
  }
  count(index: string, value: string) {
    const found = this.#indexes.get(index);
    if (!found) throw new Error(`no index "${index}"`);
    const ids = found.ids.get(value);
    return ids === undefined ? 0 : typeof ids === 'string' ? 1 : ids.size;
  }
  clear() {
    for (const id of [...this.#rows.keys()]) this.delete(id);
  }
  addIndex(name: string, key: Indexes<T>[string]) {
    if (this.#indexes.has(name)) return;
    const ids: Ids = new Map();
    for (const row of this.#rows.values()) for (const value of valuesOf(key(row))) add(ids, value, row.id);
    this.#indexes.set(name, { key, ids });
  }
  // A row is replaced, never changed in place, so the old row still tells its old index values.
  #unindex(row: T) {
    for (const { key, ids } of this.#indexes.values())
      for (const value of valuesOf(key(row))) {
        const known = ids.get(value);
        if (known instanceof Set) known.delete(row.id);
        if (known === row.id || (known instanceof Set && known.size === 0)) ids.delete(value);
      }
  }
}

const valuesOf = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat());
/** Most values have one row, and a Set for each of them would be larger than the row. */
type Ids = Map<string, string | Set<string>>;
const add = (ids: Ids, value: string, id: string) => {
  const known = ids.get(value);
  if (known === undefined) ids.set(value, id);
  else if (known instanceof Set) known.add(id);
  else if (known !== id) ids.set(value, new Set([known, id]));
};
