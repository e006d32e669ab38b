import type { Person as RelevantPerson, User } from '@microsoft/microsoft-graph-types';
import { graphError } from '../graph/errors.ts';
import type { Graph, GraphRequest, GraphResponse } from '../graph/graph.ts';
import { type Candidate, fold } from './match.ts';
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
    .map((word) => quoted(word.slice(0, 2)));
  const $filter = beginnings
    .flatMap((b) => [`startswith(givenName,${b})`, `startswith(surname,${b})`, `startswith(displayName,${b})`])
    .join(' or ');
  return { method: 'GET', path: '/users', query: { $filter, $select: basic, $top: 100 } };
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Whom the directory knows under each name or address, and whom the person works with: one `$batch` for up to 19 names. */
export async function candidatesFor(
  graph: Graph,
  names: readonly string[],
  addresses: readonly string[],
): Promise<{ relevant: Candidate[]; named: Candidate[][]; addressed: Candidate[][] }> {
  const [people, ...users] = await graph.batch([relevant, ...names.map(byName), ...addresses.map(byAddress)]);
  const found = users.map((answer) => usersOf(answer));
  return {
    relevant: peopleOf(people),
    named: found.slice(0, names.length),
    addressed: found.slice(names.length),
  };
}

/** Whom each misspelt name could mean. */
export async function similarTo(graph: Graph, names: readonly string[]): Promise<Candidate[][]> {
  return (await graph.batch(names.map(byBeginning))).map((answer) => usersOf(answer));
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
      id: person.id,
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
