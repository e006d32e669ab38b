import type { GraphCall, GraphReply } from './area.ts';
import type { Beginning } from './filter/beginnings.ts';

/** The OData options of one request, parsed and checked. */
export interface ODataQuery {
  select?: string[];
  /** $filter as it was written, and compiled. */
  filterText?: string;
  /** The properties that it looks at. */
  filterPaths?: readonly string[];
  /** What everything that it leaves begins with; undefined: it does not tell. */
  filterBeginnings?: readonly Beginning[] | undefined;
  filter?: (item: Record<string, unknown>) => boolean;
  orderby?: { path: string[]; descending: boolean }[];
  top?: number;
  skip?: number;
  count?: boolean;
  search?: string;
  expand?: string[];
  /** The $select inside an $expand: `manager($select=id,displayName)`. */
  expandSelect?: Record<string, string[]>;
  /** The $expand inside an $expand: `items($expand=fields($select=Color))`. */
  expandNested?: Record<string, Pick<ODataQuery, 'expand' | 'expandSelect' | 'expandNested'>>;
  /** The $filter inside an $expand, as it was written: `extensions($filter=id eq 'Com.Contoso.Referral')`. */
  expandFilter?: Record<string, string>;
  /** How far up `manager($levels=max)` goes; 1 where nothing is said. */
  expandLevels?: Record<string, number>;
  skiptoken?: string;
  deltatoken?: string;
}

/**
 * `pageSize`: items on a page when nobody asks (default 10). `maxPageSize`: the largest $top (default 1000).
 * `defaults`: properties that are given when there is no $select (default: all). `context`: instead of what the path gives.
 *
 * Signature of the helper that answers a collection: filters, orders, counts, pages (with @odata.nextLink) and selects.
 */
export type CollectionReply = (
  call: GraphCall,
  items: Iterable<Record<string, unknown>>,
  options?: { pageSize?: number; maxPageSize?: number; context?: string; defaults?: readonly string[] },
) => GraphReply;
/** Signature of the helper that answers one entity. */
export type EntityReply = (
  call: GraphCall,
  value: Record<string, unknown>,
  options?: { status?: number; context?: string; defaults?: readonly string[] },
) => GraphReply;
