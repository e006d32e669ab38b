import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { GraphScope, Person } from '../features/feature.ts';
import type { Graph } from '../graph/graph.ts';
import type { Logger } from '../log.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';
import { contactDetails, detailsOfContact } from './contacts.ts';
import type { Contact, Directory } from './directory.ts';
import { createKept } from './kept.ts';
import { fold } from './match.ts';
import { profileSchema, readProfile } from './profile.ts';
import { type Reach, resolveNames, searchContacts, searchName } from './resolve.ts';
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
  isContact: z.boolean().optional(),
  companyName: z.string().optional(),
});

/** Consent that was missing is asked after again after this long (ms): Entra ID is asked each time, and says no slowly. */
const askedAgain = 60 * 1000;
const withContacts = [...directoryScopes.resolve, ...directoryScopes.contacts];

/**
 * The directory as one person sees it.
 * @param graph asked for when Graph is needed, with the scopes of the function in use (`directoryScopes`)
 * @param consented can these be used without asking anybody? Absent: only what is asked for explicitly is
 */
export type Directories = (
  person: Person,
  graph: (scopes: readonly GraphScope[]) => Graph,
  consented?: (scopes: GraphScope[]) => Promise<boolean>,
) => Directory;

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
  const withoutContacts = new LRUCache<string, true>({ max: 5000, ttl: askedAgain });
  return (person, graph, consented = async () => false) => {
    const mine = `${person.tenantId}.${person.userId}`;
    const mayReadContacts = async () => {
      if (withoutContacts.has(mine)) return false;
      const may = await consented(withContacts);
      if (!may) withoutContacts.set(mine, true);
      return may;
    };
    const reach = async (): Promise<Reach> => {
      const contacts = await mayReadContacts();
      return { graph: graph(contacts ? withContacts : directoryScopes.resolve), contacts };
    };
    const profile = () =>
      profiles.getOr(mine, 'profile', lifetimes.profile, () => readProfile(person, graph(directoryScopes.profile)));
    return {
      profile,
      resolve: (names) =>
        resolveNames(names, {
          reach,
          async me() {
            const { userId, displayName, mail } = await profile();
            return { id: userId, displayName, address: mail };
          },
          recall: (key) => aliases.get(mine, key),
          remember: (key, contact) => aliases.put(mine, key, contact, lifetimes.found),
        }),
      search: async (name) => searchName(name, await reach()),
      async inContacts(name) {
        const found = await searchContacts(name, graph(withContacts));
        withoutContacts.delete(mine);
        return found;
      },
      async contactWith(address) {
        if (!(await mayReadContacts())) return undefined;
        const [answer] = await graph(withContacts).batch([detailsOfContact(address)]);
        return answer && contactDetails(answer, address);
      },
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
