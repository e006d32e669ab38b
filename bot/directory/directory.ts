import type { Profile } from '../features/feature.ts';

/** Somebody, or a room, that can be invited. */
export interface Contact {
  /** Entra object id, where there is one (an outside address has none). */
  id?: string;
  displayName: string;
  address: string;
  jobTitle?: string;
  department?: string;
  /** Somebody of the person's own address book: an address, and no account of the organisation. */
  isContact?: boolean;
  /** Contacts: where they work. */
  companyName?: string;
}

/** What an address book says of somebody. */
export interface ContactDetails extends Contact {
  officeLocation?: string;
  phones: { kind: 'business' | 'mobile' | 'home'; number: string }[];
}

/** What became of a name that somebody wrote. */
export type Resolved =
  | { kind: 'one'; contact: Contact }
  /** More than one fits equally well: ask. */
  | { kind: 'several'; contacts: Contact[] }
  /**
   * Nobody fits: the nearest names, to offer. `contactsUnread`: the person's contacts were not looked through, because consent
   * is missing (`Directory.inContacts` asks for it).
   */
  | { kind: 'none'; nearest: Contact[]; contactsUnread?: boolean };

/**
 * Names resolved once, in one place, the same way for every feature: the person's earlier answers, the people they work
 * with (/me/people), the directory (/users), their own contacts (/me/contacts, where consent is there), then "did you mean".
 * Known names cost no call.
 *
 * A colleague comes before a contact. Only a contact who has the very name that was written is meant as well, and instead of a
 * colleague whose name merely begins like it.
 */
export interface Directory {
  /** Answers in the order of the names. 'me' and e-mail addresses are understood. */
  resolve(names: string[]): Promise<Resolved[]>;
  /** Everybody whom a name, or its beginning, could mean, those one works with first; the nearest names when it fits nobody. */
  search(name: string): Promise<Contact[]>;
  /** Whom a name could mean in the person's own contacts. Asks for Contacts.Read where it is missing. */
  inContacts(name: string): Promise<Contact[]>;
  /** The contact with this address, as the address book has it; undefined where there is none, or consent is missing. */
  contactWith(address: string): Promise<ContactDetails | undefined>;
  /** Forgets whom the person means by which name. */
  forget(): Promise<void>;
  /** Remembers whom the person means by a name. */
  remember(name: string, contact: Contact): Promise<void>;
  /** Rooms that seat at least `capacity`, smallest first. */
  rooms(capacity: number): Promise<(Contact & { capacity: number; building?: string })[]>;
  profile(): Promise<Profile>;
}
