import { type GraphCall, GraphFailure } from './area.ts';
import { type Capabilities, capabilities } from './capabilities.ts';
import type { Filter } from './filter/compile.ts';
import type { ODataQuery } from './odata.ts';
import { type Codes, workloads } from './workloads.ts';

/** Alternatives that the directory looks for in one query. https://learn.microsoft.com/graph/filter-query-parameter */
const mostAlternatives = 15;

type Asked = Pick<GraphCall, 'type' | 'workload'>;

/**
 * Holds what is asked against what the service can do with resources of the type.
 * @param eventual the request has the header ConsistencyLevel: eventual
 * @throws GraphFailure 400 in the words of the service
 */
export function requireCapable(
  { type, workload }: Asked,
  query: ODataQuery,
  filter: Filter | undefined,
  eventual: boolean,
): void {
  const service = workloads[workload];
  const can = capabilities[type?.name ?? ''];
  if (type && can) requireKnown(type.name, can, service, query, filter, eventual);
  if (service.advancedQueries) requireAdvanced(query, filter, eventual);
}

function requireKnown(
  typeName: string,
  can: Capabilities,
  { refuses, unsupportedQuery }: Codes,
  query: ODataQuery,
  filter: Filter | undefined,
  eventual: boolean,
): void {
  const orderby = query.orderby?.map(({ path }) => path.join('/')) ?? [];
  const refusal = ([code, message]: [string, string]) => new GraphFailure(400, code, message);
  if (query.search !== undefined && can.searchAlone) {
    const [first] = [...(orderby.length > 0 ? ['OrderBy'] : []), ...(filter ? ['Filter'] : [])];
    // https://github.com/visionik/mogcli/issues/11
    if (first)
      throw refusal([
        `SearchWith${first}`,
        `The query parameter '$${first === 'Filter' ? 'filter' : 'orderBy'}' is not supported with '$search'.`,
      ]);
  }
  for (const word of filter?.uses ?? []) if (!can.filter.includes(word)) throw refusal(refuses.operator(word));
  for (const name of filter?.collections ?? [])
    if (can.collections && !can.collections.some((known) => known.toLowerCase() === name.toLowerCase()))
      throw refusal(refuses.operator('any'));
  const isAdvanced = eventual && query.count;
  for (const path of filter?.paths ?? []) {
    const [name = ''] = path.split('/');
    if (
      can.filtered?.includes(name) === false ||
      can.unfiltered?.includes(name) ||
      (can.advanced?.includes(name) && !isAdvanced)
    )
      throw refusal(refuses.property(name, typeName));
  }
  const unexpanded = query.expand?.find((name) => can.expand?.includes(name) === false);
  if (unexpanded) throw refusal([unsupportedQuery, `'${unexpanded}' cannot be expanded.`]);
  if (can.descending && query.orderby?.some(({ descending }) => !descending))
    throw refusal([unsupportedQuery, "QueryOptions to order by is not supported. Only 'desc' is."]);
  for (const path of isAdvanced ? [] : orderby)
    if (can.orderby && !can.orderby.includes(path)) throw refusal(refuses.order(path));
  if (can.filteredFirst && filter?.paths.some((path, i) => i < orderby.length && orderby[i] !== path))
    throw refusal(['InefficientFilter', 'The restriction or sort order is too complex for this operation.']);
}

const unsupported = (message: string) => new GraphFailure(400, 'Request_UnsupportedQuery', message);

/** https://learn.microsoft.com/graph/aad-advanced-queries#error-handling-for-advanced-queries-on-directory-objects */
function requireAdvanced(query: ODataQuery, filter: Filter | undefined, eventual: boolean): void {
  if (query.search !== undefined && !eventual)
    throw unsupported(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  if (!filter || (eventual && query.count)) return;
  if (['ne', 'not', 'endswith', '$count'].some((name) => filter.uses.has(name)))
    throw unsupported(
      "Unsupported Query. The request needs the header 'ConsistencyLevel: eventual' and the query parameter '$count=true'.",
    );
  // https://devblogs.microsoft.com/microsoft365dev/build-advanced-queries-with-count-filter-search-and-orderby
  if (query.orderby) throw unsupported('Sorting not supported for current query.');
  if (filter.alternatives > mostAlternatives)
    throw unsupported(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${filter.alternatives}. Max allowed: ${mostAlternatives}.`,
    );
}
