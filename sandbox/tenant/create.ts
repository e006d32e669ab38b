import { createHash } from 'node:crypto';
import { createClock } from './clock.ts';
import { createFaults } from './faults.ts';
import type { AppRow, ChannelRow, GrantRow, GroupRow, RoomRow, Tables, UserRow } from './model.ts';
import { seed } from './seed/index.ts';
import { createStore } from './store.ts';
import type { Tenant } from './tenant.ts';
import { createTraffic } from './traffic.ts';

/** What the sandbox is told about Aide: what an administrator would type into Azure and Entra. */
export interface AideRegistration {
  clientId: string;
  clientSecret: string;
  botId: string;
  botSecret: string;
  /** Host (and port) in the Application ID URI and in the manifest: '127.0.0.1:3978'. */
  domain: string;
  /** Where Aide is reached: 'http://127.0.0.1:3978'. */
  url: string;
}

export const tenantId = '5c7a1b1e-0c0a-4b5e-9a5e-c04705000001';
export const domain = 'contoso.com';
/** Public client for scripts: password and device-code grants for any delegated scope. */
export const scriptClientId = 'c0ffee00-5c41-4b0a-8a5e-5c2197000001';

/** The tenant with its seed; `origin` is asked for when it is needed, because the port is known late. */
export function createTenant(aide: AideRegistration, origin: () => string): Tenant {
  const store = createStore();
  const clock = createClock();
  const tables: Tables = {
    users: store.table<UserRow>('users', {
      upn: (u) => u.userPrincipalName.toLowerCase(),
      mail: (u) => u.mail.toLowerCase(),
      manager: (u) => u.managerId ?? undefined,
    }),
    groups: store.table<GroupRow>('groups', { member: (g) => g.memberIds }),
    channels: store.table<ChannelRow>('channels', { team: (c) => c.teamId }),
    rooms: store.table<RoomRow>('rooms', { mail: (r) => r.emailAddress.toLowerCase() }),
    apps: store.table<AppRow>('apps', { uri: (a) => a.identifierUri }),
    grants: store.table<GrantRow>('grants', { client: (g) => g.clientId }),
  };
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
    },
    reset() {
      clock.reset();
      tenant.faults.clear();
      tenant.traffic.clear();
      store.load({});
      seed(tenant, aide);
    },
  };
  seed(tenant, aide);
  return tenant;
}

export const secretHash = (secret: string) => createHash('sha256').update(secret).digest('hex');
