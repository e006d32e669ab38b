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
      for (const segment of route.path.split('/')) {
        const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
        if (name && name !== 'user') {
          entry.names.push(name);
          at.key ??= node();
          at = at.key;
        } else at = child(at, segment.toLowerCase());
      }
      if (at.routes.has(route.method)) throw new Error(`two routes for "${route.method} ${route.path}"`);
      at.routes.set(route.method, entry);
      all.push(entry);
    }
  return {
    entries: () => all,
    find(method, path) {
      const segments = segmentsOf(path);
      const { rest, user } = takeUser(root, segments);
      let at: Node | undefined = root;
      const keys: string[] = [];
      for (const segment of rest) {
        const next: Node | undefined = literal(at, segment);
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
function segmentsOf(path: string): string[] {
  return path
    .split('/')
    .filter(Boolean)
    .flatMap((raw) => {
      const text = decoded(raw);
      const [, name, key] = /^([\w.]+)\('((?:[^']|'')*)'\)$/.exec(text) ?? [];
      return name === undefined || key === undefined ? [text] : [name, key.replaceAll("''", "'")];
    });
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
