import { type Colleague, type FoundPeople, findPeopleInput, findPeopleOutput } from '@aide/contracts/people';
import type { Presence as GraphPresence, Person as RelevantPerson, User } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../../graph/graph.ts';
import type { Context, Query } from '../feature.ts';
import { type Reach, reachOf } from './consent.ts';
import { colleagueOf } from './person.ts';
import { presenceOf } from './presence.ts';
import { readScopes } from './scopes.ts';

export const findQuery: Query<typeof findPeopleInput, FoundPeople> = {
  name: 'people.find',
  title: 'Colleagues by name or department, with their presence',
  scopes: readScopes,
  input: findPeopleInput,
  output: findPeopleOutput,
  async run(ctx, { name, department, top }) {
    const reach = await reachOf(ctx);
    const found = name === undefined ? await inDepartment(reach, department ?? '') : await ctx.directory.search(name);
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
async function presencesOf({ graph, presence }: Reach, people: Colleague[]) {
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
  findQuery.run(ctx, { ...request, top: 25 });
