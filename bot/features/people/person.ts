import { type Colleague, type PersonDetails, personInput, personOutput } from '@aide/contracts/people';
import type {
  Presence as GraphPresence,
  Person as RelevantPerson,
  ScheduleInformation,
  User,
} from '@microsoft/microsoft-graph-types';
import { AideError } from '../../errors.ts';
import { graphError } from '../../graph/errors.ts';
import type { GraphRequest, GraphResponse } from '../../graph/graph.ts';
import type { Context, Query } from '../feature.ts';
import { type Reach, reachOf } from './consent.ts';
import { scheduleRequest, timesOf } from './hours.ts';
import { presenceOf } from './presence.ts';
import { organisationScope, readScopes } from './scopes.ts';

const basic = 'id,displayName,mail,userPrincipalName';
const full = `${basic},jobTitle,department,officeLocation`;
const userPath = (id: string) => `/users/${encodeURIComponent(id)}`;

export const personQuery: Query<typeof personInput, PersonDetails> = {
  name: 'people.person',
  title: 'What there is to know of a colleague',
  scopes: readScopes,
  input: personInput,
  output: personOutput,
  run: (ctx, { address }) => readPerson(ctx, { address }),
};

type Who = { id?: string; address: string; isContact?: boolean };

/**
 * Role, office, manager, reports, presence, working hours and local time in one `$batch`, after one look for the id when it is not
 * known yet. Nobody of the organisation: what the person's address book says of them, where it may be read.
 * @throws AideError not_found: nobody of either
 */
export async function readPerson(ctx: Context, who: Who): Promise<PersonDetails> {
  const reach = await reachOf(ctx);
  const id = who.id ?? (who.isContact ? undefined : await idOf(reach, who.address));
  if (id === undefined) return readContact(ctx, who.address);
  const now = await ctx.now();
  const requests = {
    user: user(id, reach),
    schedule: scheduleRequest(who.address, now),
    known: known(who.address),
    ...(reach.organisation ? { reports: reports(id) } : {}),
    ...(reach.presence ? { presence: { method: 'GET', path: `${userPath(id)}/presence` } satisfies GraphRequest } : {}),
  };
  const answers = await reach.graph.batch(Object.values(requests));
  const named = Object.fromEntries(Object.keys(requests).map((name, i) => [name, answers[i]!]));
  const found = bodyOf<User & { manager?: User | null }>(named.user);
  if (!found) throw graphError(named.user!, { scopes: readScopes });
  const relevant = bodyOf<{ value: RelevantPerson[] }>(named.known)?.value.find((p) => hasAddress(p, who.address));
  const presence = bodyOf<GraphPresence>(named.presence);
  const below = bodyOf<{ value: User[] }>(named.reports)?.value;
  const [schedule] = bodyOf<{ value: ScheduleInformation[] }>(named.schedule)?.value ?? [];
  return {
    ...colleagueOf(found, relevant),
    ...optional('officeLocation', found.officeLocation ?? relevant?.officeLocation),
    ...(found.manager?.displayName ? { manager: colleagueOf(found.manager) } : {}),
    ...(below ? { reports: below.map((report) => colleagueOf(report)) } : {}),
    ...(presence ? { presence: presenceOf(presence) } : {}),
    ...timesOf(schedule, now),
    missing: reach.missing,
  };
}

const user = (id: string, { organisation }: Reach): GraphRequest => ({
  method: 'GET',
  path: userPath(id),
  query: organisation
    ? { $select: full, $expand: `manager($select=${basic},jobTitle)` }
    : // What the person's own directory rights do not show comes from the people they work with.
      { $select: full },
});

const reports = (id: string): GraphRequest => ({
  method: 'GET',
  path: `${userPath(id)}/directReports`,
  query: { $select: `${basic},jobTitle`, $top: 100 },
});

/** What the people around the person are known for; needs no administrator. */
const known = (address: string): GraphRequest => ({
  method: 'GET',
  path: '/me/people',
  query: {
    $search: `"${address.replace(/["\\]/g, ' ')}"`,
    $select: 'id,displayName,jobTitle,department,officeLocation,scoredEmailAddresses,userPrincipalName',
    $top: 5,
  },
});

async function idOf({ graph }: Reach, address: string): Promise<string | undefined> {
  const quoted = `'${address.replaceAll("'", "''")}'`;
  const [found] = await graph.list<User>(
    '/users',
    { $filter: `mail eq ${quoted} or userPrincipalName eq ${quoted}`, $select: basic, $top: 1 },
    { max: 1 },
  );
  return found?.id;
}

/** Neither presence nor hours are known of people elsewhere. */
async function readContact(ctx: Context, address: string): Promise<PersonDetails> {
  const contact = await ctx.directory.contactWith(address);
  if (contact) return { ...contact, missing: [] };
  throw new AideError('not_found', {
    message: 'no such user',
    userMessage: 'I find nobody with this address in your organisation.',
    remedy: 'Check the spelling, or say the name.',
  });
}

/** Answers that are missing leave a gap: no mailbox, no manager, presence that is switched off. */
const bodyOf = <T>(answer: GraphResponse | undefined): T | undefined =>
  answer?.status === 200 ? (answer.body as T) : undefined;

const hasAddress = (person: RelevantPerson, address: string): boolean =>
  [person.userPrincipalName, ...(person.scoredEmailAddresses ?? []).map((a) => a.address)].some(
    (known) => known?.toLowerCase() === address.toLowerCase(),
  );

export function colleagueOf(found: User, relevant?: RelevantPerson): Colleague {
  return {
    ...optional('id', found.id),
    displayName: found.displayName ?? found.userPrincipalName ?? '',
    address: found.mail ?? found.userPrincipalName ?? '',
    ...optional('jobTitle', found.jobTitle ?? relevant?.jobTitle),
    ...optional('department', found.department ?? relevant?.department),
  };
}

const optional = <K extends string>(name: K, value: string | null | undefined) =>
  (value ? { [name]: value } : {}) as { [P in K]?: string };

/** Whom somebody reports to, and who reports to them: asks for the permission, because it is what was asked for. */
export async function readOrganisation(ctx: Context, who: { id?: string; address: string }) {
  const graph = ctx.graphWith([...readScopes, organisationScope]);
  const id = encodeURIComponent(who.id ?? who.address);
  const [above, below] = await graph.batch([
    { method: 'GET', path: `/users/${id}/manager`, query: { $select: `${basic},jobTitle` } },
    reports(who.id ?? who.address),
  ]);
  // 404: nobody is above them.
  for (const answer of [above!, below!])
    if (answer.status !== 200 && answer.status !== 404) throw graphError(answer, { scopes: [organisationScope] });
  const manager = bodyOf<User>(above);
  return {
    ...(manager ? { manager: colleagueOf(manager) } : {}),
    reports: (bodyOf<{ value: User[] }>(below)?.value ?? []).map((report) => colleagueOf(report)),
  };
}
