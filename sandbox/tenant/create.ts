import { sendMeetingMessages } from '../graph/calendar/meeting-messages.ts';
import { createClock } from './clock.ts';
import type { Content } from './content.ts';
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

/** Microsoft's sample company, relative to today. */
export const contoso: Content = {
  domain,
  name: 'tenant',
  fill(tenant, aide, root) {
    seed(tenant, aide, root);
    // Nobody's inbox begins with the invitations of weeks.
    sendMeetingMessages(tenant, true);
  },
};

/** The first two letters of whatever a person is looked for by, in lower case: each name, each word of them, the addresses. */
function beginnings({ displayName, givenName, surname, mail, userPrincipalName }: UserRow): string[] {
  const texts = [
    displayName,
    givenName,
    surname,
    mail,
    userPrincipalName,
    ...(displayName.match(/[\p{L}\p{N}]+/gu) ?? []),
  ];
  return [...new Set(texts.map((text) => [...text.slice(0, 4).toLowerCase()].slice(0, 2).join('')))];
}

/**
 * The tenant with its content; `origin` is asked for when it is needed, because the port is known late.
 * @param root folder with Aide's manifests; the repository unless told
 * @param content what it begins with, and goes back to; Contoso unless told
 */
export function createTenant(
  aide: AideRegistration,
  origin: () => string,
  root?: string,
  content: Content = contoso,
): Tenant {
  const store = createStore();
  const clock = createClock();
  const tables: Tables = {
    users: store.table<UserRow>('users', {
      upn: (u) => u.userPrincipalName.toLowerCase(),
      mail: (u) => u.mail.toLowerCase(),
      manager: (u) => u.managerId ?? undefined,
      beginning: beginnings,
    }),
    groups: store.table<GroupRow>('groups', { member: (g) => g.memberIds, mail: (g) => g.mail?.toLowerCase() }),
    channels: store.table<ChannelRow>('channels', { team: (c) => c.teamId, member: (c) => c.memberIds }),
    rooms: store.table<RoomRow>('rooms', { mail: (r) => r.emailAddress.toLowerCase() }),
    apps: store.table<AppRow>('apps', { uri: (a) => a.identifierUri }),
    grants: store.table<GrantRow>('grants', { client: (g) => g.clientId }),
  };
  const resetListeners = new Set<() => void>();
  const identifierUri = `api://${aide.domain}/botid-${aide.botId}`;
  const tenant: Tenant = {
    id: tenantId,
    domain: content.domain,
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
    openMailbox: (user) => content.fillMailbox?.(tenant, user),
    reset() {
      clock.reset();
      tenant.faults.clear();
      tenant.traffic.clear();
      store.load({});
      content.fill(tenant, aide, root);
      for (const listener of resetListeners) listener();
    },
    onReset(listener) {
      resetListeners.add(listener);
      return () => resetListeners.delete(listener);
    },
  };
  content.fill(tenant, aide, root);
  return tenant;
}
