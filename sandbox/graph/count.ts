import type { GraphReply, Route } from './area.ts';

/** A number as Graph answers it: plain text. */
export const plainNumber = (count: number): GraphReply => ({
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from(String(count)),
});

/**
 * How many items a list has that $filter and $search leave: `…/$count` beside the list. The list itself counts, and makes no
 * more than one of its items for it. The directory counts only for those who say that a late count will do: see directory/related.ts.
 * @param list a GET route that answers a collection
 * @see https://learn.microsoft.com/graph/query-parameters#count
 */
export const countRoute = (list: Route): Route => ({
  ...list,
  path: `${list.path}/$count`,
  options: ['$filter', ...(list.options?.includes('$search') ? (['$search'] as const) : [])],
  async handle(call) {
    const { body } = await list.handle({ ...call, query: { ...call.query, count: true, top: 1 } });
    return plainNumber((body as { '@odata.count': number })['@odata.count']);
  },
});

/** The routes of a list and of its number. */
export const listAndCount = (list: Route): Route[] => [list, countRoute(list)];
