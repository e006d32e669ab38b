import { type Colleague, type FoundPeople, findPeopleInput, findPeopleOutput } from '@aide/contracts/people';
import type { Presence as GraphPresence, Person as RelevantPerson, User } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../../graph/graph.ts';
import type { Context, Query } from '../feature.ts';
import { type Reach, reachOf } from './consent.ts';
import { colleagueOf } from './person.ts';
import { presenceOf } from './presence.ts';
import { contactScopes, readScopes } from './scopes.ts';

/** With what it was looked, and who was found. */
type Looked = [Omit<Reach, 'missing'> & Pick<FoundPeople, 'missing'>, Colleague[]];

export const findQuery: Query<typeof findPeopleInput, FoundPeople> = {
  name: 'people.find',
  title: 'Colleagues by name or department, with their presence',
  scopes: readScopes,
  input: findPeopleInput,
  output: findPeopleOutput,
  async run(ctx, { name, department, contacts, top }) {
    const [reach, found]: Looked =
      name === undefined ? await whoIsIn(ctx, department ?? '') : await whoIsCalled(ctx, name, contacts);
    const people = found.slice(0, top);
    const presences = await presencesOf(reach, people);
    return {
      people: people.map((person) => {
        const presence = presences.get(person.id ?? '');
        return { ...person, ...(presence ? { presence } : {}) };
      }),
      everybody: name !== undefined || reach.organisation,
      missing: reach.missing,
    };
  },
};

const whoIsIn = async (ctx: Context, department: string): Promise<Looked> => {
  const reach = await reachOf(ctx);
  return [reach, await inDepartment(reach, department)];
};

/** @param inContacts in the address book as well, even if that takes consent */
async function whoIsCalled(ctx: Context, name: string, inContacts: boolean): Promise<Looked> {
  // First, because consent that is missing ends it.
  const contacts = inContacts ? await ctx.directory.inContacts(name) : [];
  const [reach, mayRead, found] = await Promise.all([
    reachOf(ctx),
    inContacts || ctx.consented(contactScopes),
    ctx.directory.search(name),
  ]);
  const known = new Set(found.map(({ address }) => address.toLowerCase()));
  const all = [...found, ...contacts.filter(({ address }) => !known.has(address.toLowerCase()))];
  return [{ ...reach, missing: [...reach.missing, ...(mayRead ? [] : (['contacts'] as const))] }, all];
}

/** All of the organisation when the directory may be read; otherwise of the people one works with. */
async function inDepartment({ graph, organisation }: Reach, department: string): Promise<Colleague[]> {
  const wanted = department.toLowerCase();
  const fits = (other: string | null | undefined) => (other ?? '').toLowerCase().includes(wanted);
  if (organisation) {
    const users = await graph.list<User>(
      '/users',
      {
        $filter: `startswith(department,'${department.replaceAll("'", "''")}')`,
        $select: 'id,displayName,mail,userPrincipalName,jobTitle,department',
        $top: 100,
      },
      { max: 100 },
    );
    return users.map((user) => colleagueOf(user)).sort(byName);
  }
  return (await peopleAround(graph)).filter((person) => fits(person.department)).sort(byName);
}

/** The people one works with, most relevant first. */
export async function peopleAround(graph: Graph): Promise<Colleague[]> {
  const people = await graph.list<RelevantPerson>(
    '/me/people',
    { $select: 'id,displayName,jobTitle,department,scoredEmailAddresses,userPrincipalName,personType', $top: 100 },
    { max: 100 },
  );
  return people
    .filter(({ personType }) => personType?.class === 'Person')
    .map((person) =>
      colleagueOf({
        id: person.id,
        displayName: person.displayName,
        mail: person.scoredEmailAddresses?.[0]?.address ?? person.userPrincipalName,
        jobTitle: person.jobTitle,
        department: person.department,
      } as User),
    );
}

const byName = (a: Colleague, b: Colleague) => a.displayName.localeCompare(b.displayName);

/** Of all of them in one call, at most 650. https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid */
async function presencesOf({ graph, presence }: Pick<Reach, 'graph' | 'presence'>, people: Colleague[]) {
  const ids = people.flatMap(({ id }) => id ?? []);
  if (!presence || ids.length === 0) return new Map<string, ReturnType<typeof presenceOf>>();
  const { value } = await graph.post<{ value: GraphPresence[] }>(
    '/communications/getPresencesByUserId',
    { ids },
    // It only reads.
    { repeatable: true },
  );
  return new Map(value.map((one) => [one.id ?? '', presenceOf(one)]));
}

/** For commands. */
export const findPeopleNamed = (ctx: Context, request: { name?: string; department?: string }): Promise<FoundPeople> =>
  findQuery.run(ctx, { ...request, contacts: false, top: 25 });
