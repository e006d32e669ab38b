import { teamsDesktopClientId, teamsWebClientId } from '../../teams/protocol.ts';
import { type AideRegistration, scriptClientId, secretHash } from '../create.ts';
import type { Tenant } from '../tenant.ts';
import { seedPeople } from './people.ts';
import { seedRooms, seedTeams } from './places.ts';

/** Puts the seed into an empty tenant. Calendars are relative to the tenant's today. */
export function seed(tenant: Tenant, aide: AideRegistration): void {
  const { users, groups, channels, rooms, apps } = tenant.tables;
  const people = seedPeople(tenant.domain);
  for (const user of people) users.put(user);
  for (const room of seedRooms(tenant.domain)) rooms.put(room);
  const teams = seedTeams(tenant.domain, people);
  for (const group of teams.groups) groups.put(group);
  for (const channel of teams.channels) channels.put(channel);

  const app = {
    exposedScopes: [],
    preAuthorizedClientIds: [],
    redirectUris: [],
    isPublicClient: true,
    secretHashes: [],
    keys: [],
    isFirstParty: true,
  };
  apps.put({
    ...app,
    id: scriptClientId,
    displayName: 'Sandbox scripts',
    redirectUris: ['http://localhost', 'http://127.0.0.1'],
  });
  apps.put({ ...app, id: teamsWebClientId, displayName: 'Microsoft Teams Web', redirectUris: [`${tenant.origin}/`] });
  apps.put({ ...app, id: teamsDesktopClientId, displayName: 'Microsoft Teams' });
  apps.put({
    ...app,
    id: aide.clientId,
    displayName: 'Aide',
    identifierUri: tenant.aide.identifierUri,
    exposedScopes: ['access_as_user'],
    preAuthorizedClientIds: [teamsDesktopClientId, teamsWebClientId],
    redirectUris: [`${aide.url}/auth/callback`],
    isPublicClient: false,
    isFirstParty: false,
    secretHashes: [secretHash(aide.clientSecret)],
  });
  apps.put({
    ...app,
    id: aide.botId,
    displayName: 'Aide bot',
    isPublicClient: false,
    isFirstParty: false,
    secretHashes: [secretHash(aide.botSecret)],
  });
}
