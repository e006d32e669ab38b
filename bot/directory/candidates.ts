import type { Person as RelevantPerson, User } from '@microsoft/microsoft-graph-types';
import { graphError } from '../graph/errors.ts';
import type { Graph, GraphRequest, GraphResponse } from '../graph/graph.ts';
import { beginningIn, byAddressIn, candidatesIn, namedIn } from './contacts.ts';
import { type Candidate, fold } from './match.ts';
import { quoted } from './odata.ts';
import { directoryScopes } from './scopes.ts';

/** What User.ReadBasic.All shows of a colleague. https://learn.microsoft.com/graph/permissions-reference#userreadbasicall */
const basic = 'id,displayName,givenName,surname,mail,userPrincipalName';

const known = 'id,displayName,givenName,surname,userPrincipalName,scoredEmailAddresses,jobTitle,department,personType';

/** The people somebody works with, nearest first. https://learn.microsoft.com/graph/people-example */
const relevant: GraphRequest = { method: 'GET', path: '/me/people', query: { $select: known, $top: 100 } };

const byName = (name: string): GraphRequest => ({
  method: 'GET',
  path: '/users',
  // $search matches words and their beginnings, in any order, and needs eventual consistency.
  // https://learn.microsoft.com/graph/search-query-parameter#using-search-on-directory-object-collections
  query: { $search: `"displayName:${name.replace(/["\\]/g, ' ').trim()}"`, $select: basic, $top: 25 },
  headers: { ConsistencyLevel: 'eventual' },
});

const byAddress = (address: string): GraphRequest => ({
  method: 'GET',
  path: '/users',
  query: { $filter: `mail eq ${quoted(address)} or userPrincipalName eq ${quoted(address)}`, $select: basic, $top: 2 },
});

/** Names that begin like this one: where a misspelt name is looked for. */
function byBeginning(name: string): GraphRequest {
  const beginnings = fold(name)
    .split(' ')
    .slice(0, 3)
    .map((word) => quoted(Array.from(word).slice(0, 2).join('')));
  const $filter = beginnings
    .flatMap((b) => [`startswith(givenName,${b})`, `startswith(surname,${b})`, `startswith(displayName,${b})`])
    .join(' or ');
  return { method: 'GET', path: '/users', query: { $filter, $select: basic, $top: 100 } };
}

/** What is asked, and who is looked through besides the organisation. */
export interface Wanted {
  names: readonly string[];
  /** Whose names are wanted. */
  addresses?: readonly string[];
  /** The person's contacts too; the token has to allow it. */
  contacts: boolean;
}

/** Whom people work with, whom the directory knows under each name or address, and the contacts that any of them could mean. */
export interface Found {
  relevant: Candidate[];
  named: Candidate[][];
  addressed: Candidate[][];
  contacts: Candidate[];
}

/** One `$batch` for up to 19 names; with contacts, for up to 15. */
export async function candidatesFor(graph: Graph, { names, addresses = [], contacts }: Wanted): Promise<Found> {
  const inContacts = contacts ? [...namedIn(names), ...byAddressIn(addresses)] : [];
  const asked = [relevant, ...names.map(byName), ...addresses.map(byAddress), ...inContacts];
  const [people, ...answers] = await graph.batch(asked);
  const users = answers.splice(0, names.length + addresses.length).map((answer) => usersOf(answer));
  return {
    relevant: peopleOf(people),
    named: users.slice(0, names.length),
    addressed: users.slice(names.length),
    contacts: merged(...answers.map(candidatesIn)),
  };
}

/** Whom each misspelt name could mean, colleagues first. */
export async function similarTo(
  graph: Graph,
  { names, contacts }: Pick<Wanted, 'names' | 'contacts'>,
): Promise<Candidate[][]> {
  const answers = await graph.batch([...names.map(byBeginning), ...(contacts ? beginningIn(names) : [])]);
  const mine = answers.splice(names.length).flatMap(candidatesIn);
  return answers.map((answer) => merged(usersOf(answer), mine));
}

function usersOf(answer: GraphResponse): Candidate[] {
  return itemsOf<User>(answer).flatMap((user) => {
    const address = user.mail ?? user.userPrincipalName;
    if (!address || !user.displayName) return [];
    return {
      id: user.id,
      displayName: user.displayName,
      address,
      givenName: user.givenName ?? undefined,
      surname: user.surname ?? undefined,
      alias: user.userPrincipalName?.split('@', 1)[0],
    };
  });
}

function peopleOf(answer: GraphResponse | undefined): Candidate[] {
  // Without a mailbox there is nobody to have worked with; the directory still knows people.
  if (!answer || answer.status === 404) return [];
  return itemsOf<RelevantPerson>(answer).flatMap((person) => {
    const address = person.scoredEmailAddresses?.[0]?.address ?? person.userPrincipalName;
    // Groups and rooms are people to this API.
    if (!address || !person.displayName || (person.personType?.class ?? 'Person') !== 'Person') return [];
    return {
      // Of others it is no id of the directory. https://learn.microsoft.com/graph/api/resources/persontype
      ...(person.personType?.subclass === 'OrganizationUser' ? { id: person.id } : {}),
      displayName: person.displayName,
      address,
      jobTitle: person.jobTitle ?? undefined,
      department: person.department ?? undefined,
      givenName: person.givenName ?? undefined,
      surname: person.surname ?? undefined,
      alias: person.userPrincipalName?.split('@', 1)[0],
    };
  });
}

function itemsOf<T>(answer: GraphResponse): T[] {
  if (answer.status !== 200) throw graphError(answer, { scopes: directoryScopes.resolve });
  return (answer.body as { value?: T[] }).value ?? [];
}

/** The same person found in two places, once: what is known of them put together, in the order they came. */
export function merged(...lists: readonly (readonly Candidate[])[]): Candidate[] {
  const known = new Map<string, Candidate>();
  for (const candidate of lists.flat()) {
    const key = candidate.address.toLowerCase();
    known.set(key, { ...candidate, ...definedOf(known.get(key)) });
  }
  return [...known.values()];
}

const definedOf = (candidate: Candidate | undefined): Partial<Candidate> =>
  Object.fromEntries(Object.entries(candidate ?? {}).filter(([, value]) => value !== undefined));
