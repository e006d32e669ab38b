import { z } from 'zod';
import type { GraphScope, Person } from '../features/feature.ts';
import type { Graph } from '../graph/graph.ts';
import type { Logger } from '../log.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';
import type { Contact, Directory } from './directory.ts';
import { createKept } from './kept.ts';
import { fold } from './match.ts';
import { profileSchema, readProfile } from './profile.ts';
import { resolveNames, searchName } from './resolve.ts';
import { readRooms, roomsFor, roomsSchema } from './rooms.ts';
import { directoryScopes } from './scopes.ts';

const day = 24 * 60 * 60 * 1000;
/** An exact name is good for a week: people join and leave. Whom somebody chose themselves, for a year. */
const lifetimes = { profile: day, rooms: day, found: 7 * day, chosen: 365 * day };

const contactSchema: z.ZodType<Contact> = z.object({
  id: z.string().optional(),
  displayName: z.string(),
  address: z.string(),
  jobTitle: z.string().optional(),
  department: z.string().optional(),
});

/**
 * The directory as one person sees it.
 * @param graph asked for when Graph is needed, with the scopes of the function in use (`directoryScopes`)
 */
export type Directories = (person: Person, graph: (scopes: readonly GraphScope[]) => Graph) => Directory;

/** @param now wall time in milliseconds: how long something is kept is not what people call a day */
export function createDirectories({
  storage,
  cipher,
  log,
  now,
}: {
  storage: Storage;
  cipher: Cipher;
  log: Logger;
  now?: () => number;
}): Directories {
  const common = { storage, cipher, log, now };
  const profiles = createKept({ ...common, name: 'profiles', schema: profileSchema });
  const aliases = createKept({ ...common, name: 'aliases', schema: contactSchema, max: 20_000 });
  const rooms = createKept({ ...common, name: 'rooms', schema: roomsSchema, max: 200 });
  return (person, graph) => {
    const mine = `${person.tenantId}.${person.userId}`;
    const profile = () =>
      profiles.getOr(mine, 'profile', lifetimes.profile, () => readProfile(person, graph(directoryScopes.profile)));
    return {
      profile,
      resolve: (names) =>
        resolveNames(names, {
          graph: () => graph(directoryScopes.resolve),
          async me() {
            const { userId, displayName, mail } = await profile();
            return { id: userId, displayName, address: mail };
          },
          recall: (key) => aliases.get(mine, key),
          remember: (key, contact) => aliases.put(mine, key, contact, lifetimes.found),
        }),
      search: (name) => searchName(name, graph(directoryScopes.resolve)),
      forget: () => aliases.clear(mine),
      remember: (name, contact) => aliases.put(mine, fold(name), contact, lifetimes.chosen),
      async rooms(capacity) {
        // Kept for each person: what somebody may see of their organisation is theirs.
        const all = await rooms.getOr(mine, 'rooms', lifetimes.rooms, () => readRooms(graph(directoryScopes.rooms)));
        return roomsFor(all, capacity);
      },
    };
  };
}
