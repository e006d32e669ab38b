import type { UserRow } from '../tenant/model.ts';
import type { Row, Table } from '../tenant/store.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Audience } from './admin/protocol.ts';
import { builtInPackage, reachIn } from './app-package.ts';
import { appOf, type Manifest, type TeamsApp } from './manifest.ts';
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
  const apps = new WeakMap<AppPackage, TeamsApp>();
  const appOfPackage = (content: AppPackage) => {
    const known = apps.get(content) ?? appOf(content.manifest, reachIn(tenant));
    apps.set(content, known);
    return known;
  };
  return {
    row,
    app() {
      const uploaded = row()?.package;
      return uploaded ? appOfPackage(uploaded) : builtInApp;
    },
    manifest: () => row()?.package?.manifest ?? builtIn.manifest,
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
