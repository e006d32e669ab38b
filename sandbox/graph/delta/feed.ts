import type { Row, Table } from '../../tenant/store.ts';
import type { Past } from './journal.ts';

type Resource = Record<string, unknown>;

/** One resource of an answer. */
export interface DeltaItem {
  id: string;
  /** Says what is followed of it: where it is the same as before, nothing has happened. Without it every change counts. */
  mark?(): string;
  /** In full: $select is applied later. */
  body(): Resource;
}

/** What a delta query follows: the rows of a table that belong to it, and the resources that are made of them. */
export interface Feed<T extends Row> {
  /** The table's name in the store. */
  name: string;
  table: Table<T>;
  /** What there is now, in the order in which it is first told. */
  rows(): Iterable<T>;
  /**
   * The resources that a row, as it is or as it was, is told as; none when it does not belong here.
   * @param past the states since the token that the caller has; absent in a first round
   */
  items(row: T, past?: Past<T>): DeltaItem[];
  /** What stands now in the place of a row; by default the row of that id. */
  now?(id: string, before: T | undefined): T | undefined;
  /**
   * What stood in the place of a row before there was one; by default nothing.
   * @param was any row of the table as it was at the token
   */
  earlier?(row: T, was: (id: string) => T | undefined): T | undefined;
  /** What is said of a resource that is gone; by default that it was deleted. */
  gone?(id: string, before: T): Resource;
}

/** https://learn.microsoft.com/graph/delta-query-overview#resource-representation-in-the-delta-query-response */
export const removed = (id: string, reason: 'deleted' | 'changed' = 'deleted'): Resource => ({
  id,
  '@removed': { reason },
});

export type ChangeType = 'created' | 'updated' | 'deleted';

/** One item of a round: its row's id, and its own. `gone`: it was there, and is not any more. */
export interface Reference {
  row: string;
  item: string;
  gone?: boolean;
  /** What became of it since the token; absent in a first round. */
  type?: ChangeType;
}

export const nowOf = <T extends Row>(feed: Feed<T>, id: string, past: Past<T> = []): T | undefined =>
  feed.now
    ? feed.now(
        id,
        past.findLast((row) => row !== undefined),
      )
    : feed.table.get(id);

/** What the token's owner knows in the place of a row that has changed. */
export function knownOf<T extends Row>(feed: Feed<T>, changes: Map<string, Past<T>>, id: string): T | undefined {
  const past = changes.get(id) ?? [];
  const row = past.find((state) => state !== undefined) ?? feed.table.get(id);
  if (past[0] !== undefined || !row) return past[0];
  return feed.earlier?.(row, (other) => (changes.has(other) ? changes.get(other)?.[0] : feed.table.get(other)));
}

/** All that is there. */
export const everything = <T extends Row>(feed: Feed<T>): Reference[] =>
  [...feed.rows()].flatMap((row) => feed.items(row).map((item) => ({ row: row.id, item: item.id })));

/**
 * What the changes of rows mean to the items that are made of them, in the order of the changes. An item that was there neither
 * at the token nor is now is not worth a word, and one that is told by another row is not gone.
 */
export function differences<T extends Row>(
  feed: Feed<T>,
  changes: Map<string, Past<T>>,
  wanted: (type: ChangeType) => boolean = () => true,
): Reference[] {
  const found: Reference[] = [];
  const present = new Set<string>();
  for (const [id, past] of changes) {
    const row = nowOf(feed, id, past);
    const items = row ? feed.items(row, past) : [];
    // As the token's owner knows it, and as it was on the way from there.
    const known = [knownOf(feed, changes, id), ...past.slice(1)];
    const states = known.map((state) => new Map((state ? feed.items(state) : []).map((item) => [item.id, item])));
    for (const item of items) {
      present.add(item.id);
      const mark = item.mark?.();
      const isSame = mark !== undefined && states.every((state) => state.get(item.id)?.mark?.() === mark);
      if (isSame) continue;
      const type = states[0]?.has(item.id) ? 'updated' : 'created';
      if (wanted(type)) found.push({ row: id, item: item.id, type });
    }
    const here = new Set(items.map((item) => item.id));
    for (const item of wanted('deleted') ? (states[0]?.keys() ?? []) : [])
      if (!here.has(item)) found.push({ row: id, item, gone: true, type: 'deleted' });
  }
  const told = new Set<string>();
  return found.filter(({ item, gone }) => {
    if (told.has(item) || (gone && present.has(item))) return false;
    told.add(item);
    return true;
  });
}
