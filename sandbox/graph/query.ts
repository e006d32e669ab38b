import { GraphFailure, type ODataOption } from './area.ts';
import { compileFilter, type Filter } from './filter/compile.ts';
import { FilterSyntax } from './filter/lexer.ts';
import { castOf, isOpen, memberOf, qualified } from './metadata.ts';
import type { ODataQuery } from './odata.ts';
import { requireCapable } from './refusals.ts';
import type { FoundRoute } from './router.ts';
import { workloads } from './workloads.ts';

/** What the options are asked of. */
type Asked = Pick<FoundRoute, 'route' | 'type' | 'workload'>;

const single: ODataOption[] = ['$select'];
const many: ODataOption[] = ['$select', '$filter', '$orderby', '$top', '$skip', '$count', '$skiptoken'];

/**
 * The query string's OData options, checked against what the route knows, and the other ones.
 * @param search without '?'
 * @throws GraphFailure 400 for an unknown option, one given twice, an unknown property or a filter that cannot be read
 */
export function parseQuery(
  search: string,
  found: Asked,
  headers: Record<string, string>,
): { query: ODataQuery; plain: Record<string, string> } {
  const options = new Map<string, string>();
  const plain: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    const key = optionNamed(name.toLowerCase(), found);
    if (!key.startsWith('$')) plain[key] = value;
    // Everything is JSON here, so there is nothing to do for those who ask for it.
    else if (key === '$format' && /^(application\/)?json\b/i.test(value)) continue;
    else if (options.has(key))
      throw bad(`Query option '${name}' was specified more than once, but it must be specified at most once.`);
    else options.set(key, value);
  }
  const { route, type } = found;
  const known = new Set<string>(route.options ?? (route.method === 'GET' && type?.collection ? many : single));
  for (const name of options.keys()) if (!known.has(name)) throw unsupported(name, found, known);
  return { query: read(options, found, headers), plain };
}

/**
 * SharePoint takes its options without the $ as well: https://learn.microsoft.com/graph/query-parameters. What is selected of
 * thumbnails is a size, which may be of any name.
 */
function optionNamed(name: string, { route, workload }: Asked): string {
  const isBare = workloads[workload].bareOptions && bare.test(name) && !route.path.includes('thumbnails');
  return isBare ? `$${name}` : name;
}
const bare = /^(select|filter|orderby|top|skiptoken|expand)$/;

/** The refusal of an option that a path does not know, or that OData itself does not. */
function unsupported(name: string, { route, workload }: Asked, known: Set<string>): GraphFailure {
  if (!optional.includes(name)) return bad(`The query parameter '${name}' is not supported.`);
  const [, resource] = /(\w+)\/delta$/.exec(route.path) ?? [];
  const { unsupportedQuery: code, unsupportedOption = code, trackedBy } = workloads[workload];
  if (resource && trackedBy) {
    const refused = optional.filter((option) => !known.has(option)).join(', ');
    return new GraphFailure(400, code, trackedBy(resource, refused));
  }
  return new GraphFailure(400, resource ? code : unsupportedOption, `'${name}' is not supported by the service.`);
}
const optional: readonly string[] = ['$orderby', '$filter', '$select', '$expand', '$search', '$top', '$skip', '$count'];

function read(options: Map<string, string>, found: Asked, headers: Record<string, string>): ODataQuery {
  const typeName = found.type?.name;
  const eventual = headers.consistencylevel?.toLowerCase() === 'eventual';
  const advanced = workloads[found.workload].advancedQueries;
  const query: ODataQuery = {};
  const option = <T>(name: ODataOption, then: (value: string) => T): T | undefined => {
    const value = options.get(name);
    return value === undefined ? undefined : then(value);
  };

  query.select = option('$select', (v) => splitList(v).map((path) => checkedPath(path, typeName, 'select').join('/')));
  query.orderby = option('$orderby', (v) => splitList(v).map((item) => orderItem(item, typeName)));
  query.top = option('$top', (v) => natural('$top', v));
  query.skip = option('$skip', (v) => natural('$skip', v));
  query.skiptoken = option('$skiptoken', (v) => v);
  query.deltatoken = option('$deltatoken', (v) => v);
  // The directory counts only for those who say that a late count will do, and is silent to others.
  query.count = option('$count', (v) => boolean('$count', v) && (!advanced || eventual));
  query.search = option('$search', (v) => v);
  Object.assign(
    query,
    option('$expand', (v) => expansions(v, typeName)),
  );
  const filter = option('$filter', (v) => readFilter(v, typeName));
  query.filterText = option('$filter', (v) => v);
  query.filterPaths = filter?.paths;
  query.filterBeginnings = filter?.beginnings;
  query.filter = filter?.test;
  requireCapable(found, query, filter, eventual);
  return query;
}

function readFilter(source: string, typeName: string | undefined): Filter {
  try {
    return compileFilter(source, typeName);
  } catch (error) {
    if (error instanceof FilterSyntax) throw bad(`Invalid filter clause: ${error.message}`);
    throw error;
  }
}

function orderItem(item: string, typeName: string | undefined) {
  const [path = '', direction = 'asc', ...rest] = item.split(/\s+/);
  if (!/^(asc|desc)$/i.test(direction) || rest.length > 0) throw bad(`Syntax error in $orderby: '${item}'.`);
  return { path: checkedPath(path, typeName, 'orderby'), descending: direction.toLowerCase() === 'desc' };
}

/** manager($select=id,displayName;$levels=1) → its name, and what it selects. */
function expansions(
  value: string,
  typeName: string | undefined,
): Pick<ODataQuery, 'expand' | 'expandSelect' | 'expandFilter' | 'expandLevels' | 'expandNested'> {
  const expand: string[] = [];
  const expandSelect: Record<string, string[]> = {};
  const expandFilter: Record<string, string> = {};
  const expandLevels: Record<string, number> = {};
  const expandNested: NonNullable<ODataQuery['expandNested']> = {};
  for (const item of splitList(value)) {
    const [, path = '', inner] = /^([^(]+)(?:\((.*)\))?$/s.exec(item) ?? [];
    const [name = ''] = checkedPath(path.trim(), typeName, 'select');
    requireNavigation(name, typeName);
    expand.push(name);
    const [, levels] = /(?:^|;)\s*\$levels=(max|\d{1,4})\s*(?:;|$)/i.exec(inner ?? '') ?? [];
    // More than a thousand managers above somebody there are not: https://learn.microsoft.com/graph/api/user-list-manager
    if (levels) expandLevels[name] = levels.toLowerCase() === 'max' ? 1000 : Number(levels);
    const [, filter] = /(?:^|;)\s*\$filter=((?:[^';]|'[^']*')*)/i.exec(inner ?? '') ?? [];
    if (filter) expandFilter[name] = filter.trim();
    const target = typeName === undefined ? undefined : memberOf(typeName, name)?.type.name;
    const select = innerOption(inner, 'select');
    if (select) expandSelect[name] = splitList(select).map((p) => checkedPath(p, target, 'select')[0] ?? '');
    const nested = innerOption(inner, 'expand');
    if (nested) expandNested[name] = expansions(nested, target);
  }
  return { expand, expandSelect, expandFilter, expandLevels, expandNested };
}

/** The value of an option inside of an $expand, of which there may be several between semicolons. */
const innerOption = (inner = '', name: string): string | undefined =>
  new RegExp(`(?:^|;)\\s*\\$?${name}=((?:[^;()]|\\((?:[^()]|\\([^()]*\\))*\\))*)`, 'i').exec(inner)?.[1];

function requireNavigation(name: string, typeName: string | undefined): void {
  if (typeName === undefined || name === '*' || memberOf(typeName, name)?.navigation !== false) return;
  throw bad(
    `Parsing OData Select and Expand failed: Property '${name}' on type '${qualified(typeName)}' is not a navigation property or complex property. Only navigation properties can be expanded.`,
  );
}

/** A property path in Graph's own case. @throws GraphFailure 400 when the type has no such property */
function checkedPath(path: string, typeName: string | undefined, where: 'select' | 'orderby'): string[] {
  if (path === '*') return ['*'];
  // An annotation: OneDrive gives @microsoft.graph.downloadUrl to whoever selects it.
  if (where === 'select' && path.startsWith('@')) return [path];
  let type = typeName;
  return path.split('/').flatMap((name) => {
    if (type === undefined) return [name];
    const cast = castOf(type, name);
    if (cast !== undefined) {
      type = cast;
      return [];
    }
    const member = memberOf(type, name);
    if (!member && isOpen(type)) {
      type = undefined;
      return [name];
    }
    if (!member) {
      const what = `Could not find a property named '${name}' on type '${qualified(type)}'.`;
      throw bad(where === 'select' ? `Parsing OData Select and Expand failed: ${what}` : what);
    }
    type = member.type.name;
    return [member.name];
  });
}

/** At commas that are not inside brackets or quotes. */
const splitList = (value: string) =>
  (value.match(/(?:[^,()']|'[^']*'|\((?:[^()]|\([^()]*\))*\))+/g) ?? []).map((item) => item.trim()).filter(Boolean);

function natural(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value))
    throw bad(
      `Invalid value '${value}' for ${name} query option found. The ${name} query option requires a non-negative integer value.`,
    );
  return Number(value);
}
function boolean(name: string, value: string): boolean {
  if (!/^(true|false)$/i.test(value)) throw bad(`Invalid value '${value}' for ${name} query option found.`);
  return value.toLowerCase() === 'true';
}
const bad = (message: string) => new GraphFailure(400, 'BadRequest', message);
