import type { Profile } from '../features/feature.ts';

/** Somebody, or a room, that can be invited. */
export interface Contact {
  /** Entra object id, where there is one (an outside address has none). */
  id?: string;
  displayName: string;
  address: string;
  jobTitle?: string;
  department?: string;
}

/** What became of a name that somebody wrote. */
export type Resolved =
  | { kind: 'one'; contact: Contact }
  /** More than one fits equally well: ask. */
  | { kind: 'several'; contacts: Contact[] }
  /** Nobody fits: the nearest names, to offer. */
  | { kind: 'none'; nearest: Contact[] };

/**
 * Names resolved once, in one place, the same way for every feature: the person's earlier answers, the people they work
 * with (/me/people), the directory (/users), then "did you mean". Known names cost no call.
 */
export interface Directory {
  /** Answers in the order of the names. 'me' and e-mail addresses are understood. */
  resolve(names: string[]): Promise<Resolved[]>;
  /** Everybody whom a name, or its beginning, could mean, those one works with first; the nearest names when it fits nobody. */
  search(name: string): Promise<Contact[]>;
  /** Forgets whom the person means by which name. */
  forget(): Promise<void>;
  /** Remembers whom the person means by a name. */
  remember(name: string, contact: Contact): Promise<void>;
  /** Rooms that seat at least `capacity`, smallest first. */
  rooms(capacity: number): Promise<(Contact & { capacity: number; building?: string })[]>;
  profile(): Promise<Profile>;
}
