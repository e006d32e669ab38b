import { type Area, GraphFailure, type Route } from './area.ts';
import { type TypeRef, typeAt } from './metadata.ts';
import { type Permission, permissionFor } from './permissions/index.ts';
import type { Workload } from './workloads.ts';

/** A route with everything that follows from its path. */
export interface FoundRoute {
  route: Route;
  workload: Workload;
  permission: Permission;
  type?: TypeRef;
  /** Values of the `{…}`, decoded. */
  params: Record<string, string>;
  /** 'me', or the id or userPrincipalName after users/; on routes that begin with {user}. */
  user?: string;
}

interface Entry extends Omit<FoundRoute, 'params' | 'user'> {
  names: string[];
}
interface Node {
  literals: Map<string, Node>;
  key?: Node;
  routes: Map<string, Entry>;
}

export interface Router {
  /**
   * @param path after /v1.0, still encoded
   * @throws GraphFailure 400 for a segment that leads nowhere, 405 for a method that the path does not take
   */
  find(method: string, path: string): FoundRoute;
  entries(): { route: Route; type?: TypeRef }[];
  /** Does the path take bytes instead of JSON? */
  isRaw(method: string, path: string): boolean;
  /** Does the path take text/plain beside JSON? */
  isText(method: string, path: string): boolean;
}

const node = (): Node => ({ literals: new Map(), routes: new Map() });

/** A tree of path segments. A route without an entry in permissions/ is a mistake and ends the start. */
export function createRouter(areas: Area[]): Router {
  const root = node();
  const all: Entry[] = [];
  for (const { routes, workload = 'outlook' } of areas)
    for (const route of routes) {
      const permission = permissionFor(route.method, route.path);
      if (!permission) throw new Error(`permissions/ has no entry for "${route.method} ${route.path}"`);
      const entry: Entry = { route, workload, permission, type: typeAt(route.path), names: [] };
      let at = root;
      for (const segment of rootAsItem(route.path.split('/'), '{item}')) {
        const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
        if (name && name !== 'user') {
          entry.names.push(name);
          at.key ??= node();
          at = at.key;
        } else {
          const call = functionCall(segment);
          entry.names.push(...(call?.values.map((value) => value.slice(1, -1)) ?? []));
          at = child(at, (call?.name ?? segment).toLowerCase());
        }
      }
      if (at.routes.has(route.method)) throw new Error(`two routes for "${route.method} ${route.path}"`);
      at.routes.set(route.method, entry);
      all.push(entry);
    }
  const routeAt = (method: string, path: string): Route | undefined => {
    try {
      return router.find(method, path).route;
    } catch {
      // What is wrong with the path is said when the request is answered.
      return undefined;
    }
  };
  const router: Router = {
    entries: () => all,
    isRaw: (method, path) => routeAt(method, path)?.raw === true,
    isText: (method, path) => routeAt(method, path)?.text === true,
    find(method, path) {
      const segments = segmentsOf(path);
      const { rest, user } = takeUser(root, segments);
      let at: Node | undefined = root;
      const keys: string[] = [];
      for (const segment of rest) {
        const call = functionCall(segment);
        const next: Node | undefined = literal(at, call?.name ?? segment);
        if (next && call) keys.push(...call.values);
        if (!next && at.key) keys.push(segment);
        at = next ?? at.key;
        if (!at) throw noSegment(segment);
      }
      if (at.routes.size === 0) throw noSegment(segments.at(-1) ?? '');
      const entry = at.routes.get(method);
      if (!entry)
        throw new GraphFailure(
          405,
          'Request_BadRequest',
          'Specified HTTP method is not allowed for the request target.',
          { allow: [...at.routes.keys()].join(', ') },
        );
      return { ...entry, user, params: Object.fromEntries(entry.names.map((name, i) => [name, keys[i] ?? ''])) };
    },
  };
  return router;
}

function child(at: Node, name: string): Node {
  const known = at.literals.get(name) ?? node();
  at.literals.set(name, known);
  return known;
}

// Functions may be written with brackets, and with their namespace: /me/calendar/microsoft.graph.getSchedule().
const literal = (at: Node, segment: string) => {
  const name = segment.toLowerCase().replace(/\(\)$/, '');
  return at.literals.get(name) ?? at.literals.get(name.replace(/^microsoft\.graph\./, ''));
};

/** me/… and users/{id}/… are the same place for two callers: both become {user}/… */
function takeUser(root: Node, segments: string[]): { rest: string[]; user?: string } {
  const [first = '', second] = segments;
  if (first.toLowerCase() === 'me') return { rest: ['{user}', ...segments.slice(1)], user: 'me' };
  if (first.toLowerCase() !== 'users' || second === undefined) return { rest: segments };
  if (root.literals.get('users')?.literals.has(second.toLowerCase())) return { rest: segments };
  return { rest: ['{user}', ...segments.slice(2)], user: second };
}

/** "users('a%40b')/events" → ['users', 'a@b', 'events'] */
export function segmentsOf(path: string): string[] {
  const segments = withPathsAsKeys(path)
    // Not at a slash in a function's arguments.
    .split(/\/(?![^(]*\))/)
    .filter(Boolean)
    .flatMap((raw) => {
      const text = decoded(raw);
      const [, name, key] = /^([\w.]+)\('((?:[^']|'')*)'\)$/.exec(text) ?? [];
      return name === undefined || key === undefined ? [text] : [name, key.replaceAll("''", "'")];
    });
  return specialAsItem(rootAsItem(segments, 'root'));
}

/**
 * Addressing by path: what stands between two colons is part of the key before it.
 * 'drive/root:/Reports/May.xlsx:/children' → 'drive/items/root%3A%2FReports%2FMay.xlsx/children', and the same after
 * items/{id}: and sites/{host}:
 * @see https://learn.microsoft.com/graph/onedrive-addressing-driveitems
 */
function withPathsAsKeys(path: string): string {
  const addressed = /(^|\/)(?:(items|sites|special)\/([^/:]+)|(root)):(\/[^:]*)?(?::(?=\/|$)|$)/gi;
  return path.replace(
    addressed,
    (_all, slash: string, set: string | undefined, key: string | undefined, root: string | undefined, inner = '') =>
      `${slash}${set ?? 'items'}/${encodeKey(`${decoded(key ?? root ?? '')}:${decoded(inner)}`)}`,
  );
}
const encodeKey = (key: string) => encodeURIComponent(key).replace(/[()']/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

/** The root of a drive is an item by the id 'root': drive/root/children and drive/items/root/children are one place. */
const rootAsItem = (segments: string[], key: string): string[] =>
  segments.flatMap((segment, i) => {
    const isDrive = segments[i - 1]?.toLowerCase() === 'drive' || segments[i - 2]?.toLowerCase() === 'drives';
    return isDrive && segment.toLowerCase() === 'root' ? ['items', key] : [segment];
  });

/** So is a folder that is known by what it is for: drive/special/documents/children is drive/items/special%2Fdocuments/children. */
const specialAsItem = (segments: string[]): string[] =>
  segments.map((segment, i) => {
    const isSpecial = segments[i - 1]?.toLowerCase() === 'special';
    if (isSpecial) return `special/${segment}`;
    const isDrive = segments[i - 1]?.toLowerCase() === 'drive' || segments[i - 2]?.toLowerCase() === 'drives';
    return isDrive && segment.toLowerCase() === 'special' && i + 1 < segments.length ? 'items' : segment;
  });

/** "search(q='it''s')" → {name: 'search(q)', values: ["it's"]}; in a route: 'search(q={q})'. */
function functionCall(segment: string): { name: string; values: string[] } | undefined {
  const [, name, list = ''] = /^([\w.]+)\((.*)\)$/s.exec(segment) ?? [];
  // A member of an enumeration has its type in front: microsoft.graph.timeZoneStandard'Iana'.
  const args = [...list.matchAll(/(\w+)=(?:(?:[a-zA-Z]+\.[\w.]+)?'((?:[^']|'')*)'|(\{\w+\}|[^,']*))(?:,|$)/g)];
  if (name === undefined || args.length === 0) return undefined;
  const values = args.map(([, , quoted, plain = '']) => quoted?.replaceAll("''", "'") ?? plain);
  return { name: `${name}(${args.map(([, argument]) => argument).join(',')})`, values };
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    throw new GraphFailure(400, 'BadRequest', 'The request URI is not valid.');
  }
}

const noSegment = (segment: string) =>
  new GraphFailure(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
