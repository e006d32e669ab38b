import type { GraphCall, GraphReply } from './area.ts';
import { GraphFailure } from './area.ts';
import { capabilities } from './capabilities.ts';
import { contextOf, locationOf } from './context.ts';
import { memberOf } from './metadata.ts';
import type { CollectionReply, EntityReply, ODataQuery } from './odata.ts';
import { openSkiptoken, sealSkiptoken } from './skiptoken.ts';
import { workloads } from './workloads.ts';

type Item = Record<string, unknown>;

type CollectionOptions = Parameters<CollectionReply>[2];

/** Answers a collection: filters, orders, counts, cuts the page (with @odata.nextLink) and selects. */
export const collection: CollectionReply = (call, items, options = {}) => {
  const { filter, orderby } = call.query;
  const rows = filter ? [...items].filter(filter) : [...items];
  if (orderby) rows.sort(byOrder(orderby));
  const { from, to, answer } = cut(call, rows.length, options);
  return answer(rows.slice(from, to));
};

/**
 * Which of `total` items are on the page, and the answer that is made of them.
 * @throws GraphFailure 400 for a page of no size, or of one that is too large
 */
export function cut(
  call: GraphCall,
  total: number,
  options: CollectionOptions = {},
): { from: number; to: number; answer(items: Item[]): GraphReply } {
  const { query } = call;
  const { page } = capabilities[call.type?.name ?? ''] ?? {};
  const { pageSize = page?.usual ?? 10, maxPageSize = page?.most ?? 1000 } = options;
  if (query.top !== undefined && (query.top > maxPageSize || query.top === 0))
    throw new GraphFailure(
      400,
      workloads[call.workload].unsupportedQuery,
      `Invalid page size specified: '${query.top}'. Must be between 1 and ${maxPageSize} inclusive.`,
    );
  const asked = Number(call.prefer['odata.maxpagesize']);
  const preferred = Number.isInteger(asked) && asked > 0 ? Math.min(asked, maxPageSize) : undefined;
  const from = query.skiptoken === undefined ? (query.skip ?? 0) : openSkiptoken(call, query.skiptoken);
  const to = from + (query.top ?? preferred ?? pageSize);
  return {
    from,
    to,
    answer: (items) => ({
      ...(preferred === undefined ? {} : { headers: { 'preference-applied': `odata.maxpagesize=${preferred}` } }),
      body: {
        '@odata.context': contextOf(call, true, options.context),
        ...(query.count ? { '@odata.count': total } : {}),
        ...(to < total ? { '@odata.nextLink': nextLink(call, to) } : {}),
        value: items.map((item) => project(call, item, options.defaults)),
      },
    }),
  };
}

/** Answers one entity; with status 201 its Location as well. */
export const entity: EntityReply = (call, value, options = {}) => {
  const { status = 200 } = options;
  const body = project(call, value, options.defaults);
  const etag = body['@odata.etag'];
  return {
    status,
    headers: {
      ...(typeof etag === 'string' ? { etag } : {}),
      ...(status === 201 && typeof value.id === 'string' ? { location: locationOf(call, value.id) } : {}),
    },
    body: { '@odata.context': contextOf(call, false, options.context), ...body },
  };
};

/** What $select, or the type's default set, leaves of an item. Annotations stay; so does what was expanded. */
export function project(call: GraphCall, item: Item, defaults?: readonly string[]): Item {
  const etag = etagOf(item);
  const full = etag === undefined ? item : { '@odata.etag': etag, ...item };
  const { select, expand = [] } = call.query;
  const asked = select?.includes('*') ? undefined : (select ?? defaults);
  if (!asked) return full;
  const kept = new Set([...asked.map((path) => path.split('/')[0]), ...expand]);
  const dropsId = workloads[call.workload].selectDropsId;
  const out = Object.fromEntries(
    Object.entries(full).filter(
      ([name]) =>
        kept.has(name) || name.startsWith('@odata.') || (name === 'id' && !dropsId) || kept.has(name.split('@')[0]),
    ),
  );
  return { ...out, ...absent(call, select ?? [], full) };
}

/** The directory gives what was selected even where nothing is stored: null, or no items. */
function absent({ type, workload }: GraphCall, select: string[], item: Item): Item {
  if (!type || workload !== 'directory') return {};
  const missing = select.filter((name) => !name.includes('/') && !(name in item));
  return Object.fromEntries(
    missing.flatMap((name) => {
      const member = memberOf(type.name, name);
      return member && !member.navigation ? [[name, member.type.collection ? [] : null]] : [];
    }),
  );
}

/** The weak ETag of an entity that carries a changeKey, as Outlook makes it. */
const etagOf = (item: Item) =>
  item['@odata.etag'] === undefined && typeof item.changeKey === 'string' ? `W/"${item.changeKey}"` : undefined;

/** The same request with the place where the next page begins. */
export function nextLink(call: GraphCall, offset: number): string {
  const [path = '', search = ''] = call.url.split('?');
  const kept = search.split('&').filter((pair) => pair && !/^(\$|%24)skip(token)?=/i.test(pair));
  return `${call.tenant.origin}/v1.0${path}?${[...kept, `$skiptoken=${sealSkiptoken(call, offset)}`].join('&')}`;
}

/** Compares items by what $orderby names. */
export function byOrder(order: NonNullable<ODataQuery['orderby']>) {
  return (a: Item, b: Item) => {
    for (const { path, descending } of order) {
      const difference = compare(valueAt(a, path), valueAt(b, path));
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  };
}

const valueAt = (item: unknown, path: string[]): unknown =>
  path.reduce<unknown>((at, name) => (at as Item | null | undefined)?.[name], item);

// null sorts before everything; text without regard to case, as the services do.
function compare(a: unknown, b: unknown): number {
  if (a == null || b == null) return Number(a != null) - Number(b != null);
  const [x, y] = [a, b].map((v) => (typeof v === 'string' ? v.toLowerCase() : Number(v))) as [string, string];
  return x < y ? -1 : x > y ? 1 : 0;
}
