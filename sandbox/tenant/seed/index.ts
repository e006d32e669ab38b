import { seedTeamsApps } from '../../teams/seed.ts';
import type { AideRegistration } from '../registration.ts';
import type { Tenant } from '../tenant.ts';
import { seedApps } from './apps.ts';
import { seedCalendars } from './calendars.ts';
import { seedContacts } from './contacts.ts';
import { seedFiles } from './files.ts';
import { seedGroups } from './groups.ts';
import { seedMail } from './mail.ts';
import { seedPeople } from './people.ts';
import { seedPhotos } from './photos.ts';
import { seedRooms, seedTeams } from './places.ts';
import { seedPosts } from './posts.ts';
import { seedTasks } from './tasks.ts';

/** Puts the seed into an empty tenant. Calendars are relative to the tenant's today. */
export function seed(tenant: Tenant, aide: AideRegistration, root?: string): void {
  const { users, groups, channels, rooms } = tenant.tables;
  const people = seedPeople(tenant.domain);
  for (const user of people) users.put(user);
  for (const room of seedRooms(tenant.domain)) rooms.put(room);
  const teams = seedTeams(tenant.domain, people);
  for (const group of teams.groups) groups.put(group);
  for (const channel of teams.channels) channels.put(channel);
  for (const group of seedGroups(tenant.domain, people)) groups.put(group);

  seedApps(tenant, aide, root);
  seedTeamsApps(tenant);
  seedPhotos(tenant);
  seedPosts(tenant);
  seedCalendars(tenant);
  seedMail(tenant);
  seedContacts(tenant);
  seedFiles(tenant);
  seedTasks(tenant);
}
