import { LRUCache } from 'lru-cache';
import type { Person } from '../features/feature.ts';
import type { Storage } from '../storage/storage.ts';
import type { Place } from './activity.ts';

/** Where Aide can speak: conversation references, kept while Aide is installed there. */
export interface Places {
  /** Notes where somebody spoke; writes only what is new or has changed. */
  seen(place: Place, person: Person | undefined): Promise<void>;
  /** The person's own chat with Aide. */
  personal(person: Person): Promise<Place | undefined>;
  forget(place: Place, person?: Person): Promise<void>;
  /** True once for each installation, whatever events tell of it and on however many servers. */
  firstWelcome(place: Place): Promise<boolean>;
}

interface Row {
  place: Place;
  /** Personal chats: whose it is, so that it can be forgotten from either side. */
  person?: Person;
}

/** @param capacity how many conversations this process remembers as stored already */
export function createPlaces(storage: Storage, capacity = 10_000): Places {
  const records = storage.records('conversations');
  const stored = new LRUCache<string, string>({ max: capacity });
  const personKey = (person: Person) => `person:${person.tenantId}.${person.userId}`;
  // A thread of a channel is the channel's conversation with the thread's id behind it.
  const placeKey = (place: Place) => `conversation:${place.conversation.id.replace(/;messageid=.*$/, '')}`;
  return {
    async seen(place, person) {
      const personal = place.conversation.type === 'personal';
      if (personal && !person) return;
      const row: Row = personal
        ? { place, person }
        : {
            place: {
              ...place,
              conversation: { ...place.conversation, id: placeKey(place).slice('conversation:'.length) },
            },
          };
      const text = JSON.stringify(row);
      const key = placeKey(place);
      if (stored.get(key) === text) return;
      await records.put(key, 'place', row);
      if (person && personal) await records.put(personKey(person), 'personal', row);
      stored.set(key, text);
    },
    async personal(person) {
      return (await records.get<Row>(personKey(person), 'personal'))?.value.place;
    },
    async forget(place, person) {
      const key = placeKey(place);
      stored.delete(key);
      const owner = person ?? (await records.get<Row>(key, 'place'))?.value.person;
      await records.delete(key, 'place');
      await records.delete(key, 'welcome');
      if (owner && place.conversation.type === 'personal') await records.delete(personKey(owner), 'personal');
    },
    async firstWelcome(place) {
      return (await records.insert(placeKey(place), 'welcome', { at: new Date().toISOString() })) !== undefined;
    },
  };
}
