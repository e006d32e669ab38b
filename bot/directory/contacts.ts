import type { Contact as OutlookContact } from '@microsoft/microsoft-graph-types';
import { graphError } from '../graph/errors.ts';
import type { GraphRequest, GraphResponse } from '../graph/graph.ts';
import type { ContactDetails } from './directory.ts';
import { type Candidate, fold } from './match.ts';
import { quoted } from './odata.ts';
import { directoryScopes } from './scopes.ts';

const known = 'displayName,givenName,surname,nickName,emailAddresses,jobTitle,department,companyName';
const details = `${known},officeLocation,businessPhones,homePhones,mobilePhone`;

/** Names in one request: a $filter of more would be long, and one request for each would need another `$batch`. */
const atOnce = 5;
const properties = ['givenName', 'surname', 'displayName'];

/** Of the default folder, as /me/contacts gives it. https://learn.microsoft.com/graph/api/user-list-contacts */
const contacts = ($filter: string, $select = known): GraphRequest => ({
  method: 'GET',
  path: '/me/contacts',
  query: { $filter, $select, $top: 100 },
});

/** Contacts with a name that begins with one of these words; the words are part of names. */
const beginning = (words: string[]): GraphRequest =>
  contacts(
    [...new Set(words)].flatMap((word) => properties.map((p) => `startswith(${p},${quoted(word)})`)).join(' or '),
  );

function* groups<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < all.length; i += atOnce) yield all.slice(i, i + atOnce);
}

/** As they were written: Exchange tells letters with accents from those without. */
const wordsOf = (name: string): string[] =>
  name
    .split(/[^\p{L}\p{M}\p{N}.'’_-]+/u)
    .filter(Boolean)
    .slice(0, 3);

const requestsFor = (names: readonly string[], words: (name: string) => string[]): GraphRequest[] =>
  [...groups(names)].flatMap((group) => {
    const all = group.flatMap(words);
    return all.length > 0 ? [beginning(all)] : [];
  });

/** Contacts that these names could mean. */
export const namedIn = (names: readonly string[]): GraphRequest[] => requestsFor(names, wordsOf);

/** Contacts whose names begin like these: where a misspelt one is looked for. */
export const beginningIn = (names: readonly string[]): GraphRequest[] =>
  requestsFor(names, (name) =>
    fold(name)
      .split(' ')
      .filter(Boolean)
      .slice(0, 3)
      .map((word) => Array.from(word).slice(0, 2).join('')),
  );

const hasAddress = (address: string) => `emailAddresses/any(a:a/address eq ${quoted(address)})`;

export const byAddressIn = (addresses: readonly string[]): GraphRequest[] =>
  [...groups(addresses)].map((group) => contacts(group.map(hasAddress).join(' or ')));

export const detailsOfContact = (address: string): GraphRequest => contacts(hasAddress(address), details);

/** @throws AideError when the contacts could not be read */
export function candidatesIn(answer: GraphResponse): Candidate[] {
  return itemsOf(answer).flatMap((contact) => candidateOf(contact) ?? []);
}

function itemsOf(answer: GraphResponse): OutlookContact[] {
  // No mailbox, no contacts.
  if (answer.status === 404) return [];
  if (answer.status !== 200) throw graphError(answer, { scopes: directoryScopes.contacts });
  return (answer.body as { value?: OutlookContact[] }).value ?? [];
}

/** Without an address there is nothing that Aide could do with them. */
function candidateOf(contact: OutlookContact, address = contact.emailAddresses?.[0]?.address): Candidate | undefined {
  if (!address) return undefined;
  const text = <K extends string>(name: K, value: string | null | undefined) =>
    (value ? { [name]: value } : {}) as { [P in K]?: string };
  return {
    displayName: contact.displayName || contact.companyName || address,
    address,
    isContact: true,
    ...text('jobTitle', contact.jobTitle),
    ...text('department', contact.department),
    ...text('companyName', contact.companyName),
    ...text('givenName', contact.givenName),
    ...text('surname', contact.surname),
    ...text('alias', contact.nickName),
  };
}

/** What the address book says of whoever has this address. */
export function contactDetails(answer: GraphResponse, address: string): ContactDetails | undefined {
  const [found] = itemsOf(answer);
  const candidate = found && candidateOf(found, address);
  if (!candidate) return undefined;
  const { givenName: _, surname: __, alias: ___, ...contact } = candidate;
  const lines = (kind: 'business' | 'mobile' | 'home', numbers: (string | null | undefined)[]) =>
    numbers.flatMap((number) => (number ? [{ kind, number }] : []));
  return {
    ...contact,
    ...(found.officeLocation ? { officeLocation: found.officeLocation } : {}),
    phones: [
      ...lines('business', found.businessPhones ?? []),
      ...lines('mobile', [found.mobilePhone]),
      ...lines('home', found.homePhones ?? []),
    ],
  };
}
