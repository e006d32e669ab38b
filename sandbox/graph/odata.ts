import type { GraphCall, GraphReply } from './area.ts';

/** The OData options of one request, parsed and checked. */
export interface ODataQuery {
  select?: string[];
  /** Compiled $filter. */
  filter?: (item: Record<string, unknown>) => boolean;
  orderby?: { path: string[]; descending: boolean }[];
  top?: number;
  skip?: number;
  count?: boolean;
  search?: string;
  expand?: string[];
  skiptoken?: string;
}

/** Signature of the helper that answers a collection: filters, orders, counts, pages (with @odata.nextLink) and selects. */
export type CollectionReply = (
  call: GraphCall,
  items: Iterable<Record<string, unknown>>,
  options?: { pageSize?: number; maxPageSize?: number; context?: string },
) => GraphReply;
/** Signature of the helper that answers one entity. */
export type EntityReply = (
  call: GraphCall,
  value: Record<string, unknown>,
  options?: { status?: number; context?: string },
) => GraphReply;
