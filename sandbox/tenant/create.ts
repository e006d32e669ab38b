import { createClock } from './clock.ts';
import { createFaults } from './faults.ts';
import type { AppRow, ChannelRow, GrantRow, GroupRow, RoomRow, Tables, UserRow } from './model.ts';
import type { AideRegistration } from './registration.ts';
import { seed } from './seed/index.ts';
import { createStore } from './store.ts';
import type { Tenant } from './tenant.ts';
import { createTraffic } from './traffic.ts';

export const tenantId = '5c7a1b1e-0c0a-4b5e-9a5e-c04705000001';
export const domain = 'contoso.com';
export { type AideRegistration, scriptClientId } from './registration.ts';
export { secretHash } from './secret.ts';

/**
 * The tenant with its seed; `origin` is asked for when it is needed, because the port is known late.
 * @param root folder with Aide's manifests; the repository unless told
 */
export function createTenant(aide: AideRegistration, origin: () => string, root?: string): Tenant {
  const store = createStore();
  const clock = createClock();
  const tables: Tables = {
    users: store.table<UserRow>('users', {
      upn: (u) => u.userPrincipalName.toLowerCase(),
      mail: (u) => u.mail.toLowerCase(),
      manager: (u) => u.managerId ?? undefined,
    }),
    groups: store.table<GroupRow>('groups', { member: (g) => g.memberIds }),
    channels: store.table<ChannelRow>('channels', { team: (c) => c.teamId, member: (c) => c.memberIds }),
    rooms: store.table<RoomRow>('rooms', { mail: (r) => r.emailAddress.toLowerCase() }),
    apps: store.table<AppRow>('apps', { uri: (a) => a.identifierUri }),
    grants: store.table<GrantRow>('grants', { client: (g) => g.clientId }),
  };
  const resetListeners = new Set<() => void>();
  const identifierUri = `api://${aide.domain}/botid-${aide.botId}`;
  const tenant: Tenant = {
    id: tenantId,
    domain,
    get origin() {
      return origin();
    },
    clock,
    store,
    tables,
    faults: createFaults(),
    traffic: createTraffic(),
    aide: {
      clientId: aide.clientId,
      botId: aide.botId,
      identifierUri,
      apiScope: `${identifierUri}/access_as_user`,
      botEndpoint: `${aide.url}/api/messages`,
      domain: aide.domain,
      teamsAppId: aide.teamsAppId,
    },
    reset() {
      clock.reset();
      tenant.faults.clear();
      tenant.traffic.clear();
      store.load({});
      seed(tenant, aide, root);
      for (const listener of resetListeners) listener();
    },
    onReset(listener) {
      resetListeners.add(listener);
      return () => resetListeners.delete(listener);
    },
  };
  seed(tenant, aide, root);
  return tenant;
}
