import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { areas } from '../../../sandbox/graph/areas/index.ts';
import { type Permission, permissionFor, permissions } from '../../../sandbox/graph/permissions/index.ts';
import { contractFile } from '../../support/contract.ts';

type Reference = Record<string, Record<string, Record<string, { any: string[] }>>>;

// The reference writes a few keys as '(team-id)'.
const shape = (path: string) => path.replace(/\{[^}]*\}|\([^)]*-id\)/g, '{}').toLowerCase();

/** A wider permission allows what a narrower one of the same resource does: Calendars.ReadWrite.Shared → Calendars.Read. */
function widened(scope: string): string[] {
  const [, resource, verb, rest = ''] = /^(\w+)\.(ReadWrite|Read|ReadBasic)(\..+)?$/.exec(scope) ?? [];
  const order = ['ReadWrite', 'Read', 'ReadBasic'];
  const verbs = verb === undefined ? [] : order.slice(order.indexOf(verb));
  return [
    scope,
    ...verbs.flatMap((v) => [rest, rest.replace(/\.(All|Shared)$/, '')].map((r) => `${resource}.${v}${r}`)),
  ];
}

describe('The permissions of Graph', () => {
  it('have an entry for every route, and a route for every entry', () => {
    const routes = areas.flatMap((area) => area.routes.map((route) => `${route.method} ${route.path}`));
    for (const route of routes) assert(permissionFor(...(route.split(' ') as [string, string])), route);
    const known = new Set(routes.map(shape));
    assert.deepEqual(
      Object.keys(permissions).filter((key) => !known.has(shape(key))),
      [],
    );
  });

  describe('are confirmed by the permission reference', () => {
    const file = contractFile('permissions.json');
    const reference: Reference = file ? JSON.parse(readFileSync(file, 'utf8')).paths : {};
    const byShape = new Map<string, Reference[string]>();
    for (const [path, methods] of Object.entries(reference)) {
      const known = byShape.get(shape(path)) ?? {};
      byShape.set(shape(path), known);
      for (const [method, schemes] of Object.entries(methods)) {
        known[method] ??= {};
        for (const [scheme, { any }] of Object.entries(schemes))
          known[method][scheme] = { any: [...(known[method][scheme]?.any ?? []), ...any] };
      }
    }

    for (const [key, permission] of Object.entries(permissions))
      it(key, function () {
        if (!file) return this.skip();
        const [method = '', path = ''] = key.split(' ');
        const places = path.startsWith('{user}')
          ? [path.replace('{user}', '/me'), path.replace('{user}', '/users/{id}')]
          : [`/${path}`];
        const found = places.flatMap((place) => {
          const entry = byShape.get(shape(place))?.[method];
          return entry ? [entry] : [];
        });
        if (found.length === 0) assert(permission.source, 'the reference leaves it out, and no other source is named');
        else check(permission, found);
      });
  });
});

function check(permission: Permission, found: Record<string, { any: string[] }>[]) {
  const allowed = (scheme: string) => new Set(found.flatMap((entry) => entry[scheme]?.any ?? []));
  const confirm = (scopes: string[], scheme: string) => {
    const any = allowed(scheme);
    // It knows the path, but not for this kind of token.
    if (any.size === 0 && permission.source) return;
    for (const scope of scopes)
      assert(
        widened(scope).some((narrower) => any.has(narrower)),
        `${scheme} ${scope} is not among ${[...any].join(', ')}`,
      );
  };
  confirm([...permission.delegated, ...(permission.others ?? [])], 'DelegatedWork');
  confirm(permission.application, 'Application');
}
