import type { Row, Store } from '../tenant/store.ts';
import type { GraphCall, GraphReply } from './area.ts';
import type { CollectionReply } from './odata.ts';
import { byOrder, cut } from './odata-reply.ts';

type Resource = Record<string, unknown>;

/** A list of which only the page is rendered that is asked for: a mailbox may hold a hundred thousand messages. */
export interface Listing<T extends Row> {
  /** The tables that it is made of: when one of them changes, it is made anew. */
  tables: readonly string[];
  /** What else decides which rows there are, and how they are told: a folder, a zone. */
  scope: string;
  /** In their usual order. */
  rows(): T[];
  render(row: T): Resource;
  /**
   * Properties that cost less alone than with all the others, so that filters and orders that look at no other are quick; and those
   * that are looked at although they are not rendered unasked.
   */
  facts?: Readonly<Record<string, (row: T) => unknown>>;
}

/** Rows that all lists together keep at hand between two pages. */
const room = 2_000_000;

interface Kept {
  rows: Row[];
  /** How often its tables had changed when it was made. */
  version: number;
}
interface Shelf {
  changes: Map<string, number>;
  lists: Map<string, Kept>;
  size: number;
}
const shelves = new WeakMap<Store, Shelf>();

function shelfOf(store: Store): Shelf {
  const known = shelves.get(store);
  if (known) return known;
  const shelf: Shelf = { changes: new Map(), lists: new Map(), size: 0 };
  shelves.set(store, shelf);
  store.onChange((table) => shelf.changes.set(table, (shelf.changes.get(table) ?? 0) + 1));
  return shelf;
}

/** The rows that $filter leaves, in the order that is asked for: the next page does not look for them again. */
export function chosenRows<T extends Row>(call: GraphCall, listing: Listing<T>): T[] {
  const { tenant, query } = call;
  const shelf = shelfOf(tenant.store);
  const { filterText, orderby, search } = query;
  const key = JSON.stringify([listing.tables, listing.scope, filterText, orderby, search]);
  const version = listing.tables.reduce((sum, table) => sum + (shelf.changes.get(table) ?? 0), 0);
  const known = shelf.lists.get(key);
  if (known) forget(shelf, key, known);
  const rows = known?.version === version ? (known.rows as T[]) : choose(call, listing);
  // What is made when it is first asked for has changed the tables by now; such a list is made once more.
  keep(shelf, key, { rows, version });
  return rows;
}

function keep(shelf: Shelf, key: string, kept: Kept): void {
  shelf.lists.set(key, kept);
  shelf.size += kept.rows.length;
  for (const [oldest, list] of shelf.lists) {
    if (shelf.size <= room || oldest === key) return;
    forget(shelf, oldest, list);
  }
}

function forget(shelf: Shelf, key: string, { rows }: Kept): void {
  shelf.lists.delete(key);
  shelf.size -= rows.length;
}

function choose<T extends Row>({ query }: GraphCall, { rows, render, facts = {} }: Listing<T>): T[] {
  const { filter, filterPaths = [], orderby = [] } = query;
  const all = rows();
  if (!filter && orderby.length === 0) return all;
  const names = new Set(
    [...filterPaths, ...orderby.map(({ path }) => path.join('/'))].map((p) => p.split('/')[0] ?? ''),
  );
  const known = [...names].filter((name) => name in facts);
  const factsOf = (row: T): Resource => Object.fromEntries(known.map((name) => [name, facts[name]?.(row)]));
  const look = (row: T): Resource => (known.length === names.size ? factsOf(row) : { ...render(row), ...factsOf(row) });
  const seen = all.map((row) => ({ row, item: look(row) }));
  const found = filter ? seen.filter(({ item }) => filter(item)) : seen;
  const order = byOrder(orderby);
  return (orderby.length > 0 ? found.sort((a, b) => order(a.item, b.item)) : found).map(({ row }) => row);
}

/** Answers a list: the page that is asked for. */
export function listingReply<T extends Row>(
  call: GraphCall,
  listing: Listing<T>,
  options?: Parameters<CollectionReply>[2],
): GraphReply {
  const rows = chosenRows(call, listing);
  const { from, to, answer } = cut(call, rows.length, options);
  return answer(rows.slice(from, to).map(listing.render));
}
