import type { UserRow } from '../tenant/model.ts';
import type { Row, Table } from '../tenant/store.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Audience } from './admin/protocol.ts';
import { builtInPackage, reachIn } from './app-package.ts';
import { appOf, type Manifest, manifest, type TeamsApp } from './manifest.ts';
import type { AppPackage } from './package-file.ts';

/**
 * What the organisation's administrator decided about the app. No row: the package that comes with the sandbox, for everybody.
 */
export interface CatalogueRow extends Row {
  id: 'app';
  state: 'added' | 'removed';
  /** Absent: the package that comes with the sandbox. */
  package?: AppPackage;
  /** ISO 8601, of the tenant's clock. */
  changedAt: string;
  audience: Audience;
}

const everybody: Audience = { who: 'everybody' };

/** The tenant's app catalogue. It has room for one app. */
export interface Catalogue {
  /** What runs; a removed app is still known by its names. */
  app(): TeamsApp;
  manifest(): Manifest;
  /** PNG, base64. */
  colorIcon(): string;
  row(): CatalogueRow | undefined;
  change(change: Partial<Pick<CatalogueRow, 'state' | 'package' | 'audience'>>): void;
  /** May this person have the app? */
  isFor(user: Pick<UserRow, 'id'>): boolean;
  isRemoved(): boolean;
}

export function openCatalogue(tenant: Tenant): Catalogue {
  const table: Table<CatalogueRow> = tenant.store.table<CatalogueRow>('teams.catalogue');
  const builtIn = builtInPackage(tenant);
  const builtInApp = appOf(builtIn.manifest, reachIn(tenant));
  const row = () => table.get('app');
  // Rows are replaced, never changed in place: the same package is the same app.
  const known = new WeakMap<AppPackage, { read: Manifest; app: TeamsApp }>();
  const uploaded = () => {
    const content = row()?.package;
    if (!content) return undefined;
    const found = known.get(content);
    if (found) return found;
    // Read again: an older sandbox may have kept less of it, and then what comes with this one is there.
    const { data: read } = manifest.safeParse(content.manifest);
    if (!read) return undefined;
    const fresh = { read, app: appOf(read, reachIn(tenant)) };
    known.set(content, fresh);
    return fresh;
  };
  return {
    row,
    app: () => uploaded()?.app ?? builtInApp,
    manifest: () => uploaded()?.read ?? builtIn.manifest,
    colorIcon: () => row()?.package?.colorIcon ?? builtIn.colorIcon,
    change(change) {
      const before = row() ?? { id: 'app', state: 'added', audience: everybody };
      table.put({ ...before, ...change, id: 'app', changedAt: tenant.clock.now().toISOString() });
    },
    isFor(user) {
      const { state, audience } = row() ?? { state: 'added', audience: everybody };
      return state === 'added' && (audience.who === 'everybody' || audience.people.includes(user.id));
    },
    isRemoved: () => row()?.state === 'removed',
  };
}
