import { isMicrosoft365 } from '../../tenant/groups.ts';
import type { GroupRow, UserRow } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { Area, GraphCall } from '../area.ts';
import type { EventRow } from '../calendar/model.ts';
import { collection } from '../odata-reply.ts';
import { words } from '../search.ts';

/** People around a person, the most relevant first. https://learn.microsoft.com/graph/people-insights-overview */
export const people: Area = {
  name: 'people',
  routes: [
    {
      method: 'GET',
      path: '{user}/people',
      mailbox: true,
      options: ['$select', '$filter', '$orderby', '$top', '$skip', '$search', '$skiptoken'],
      handle: (call) => collection(call, relevant(call)),
    },
  ],
};

function relevant(call: GraphCall): Record<string, unknown>[] {
  const { tenant, user, query } = call;
  const met = meetingPartners(tenant, user);
  const wanted = query.search === undefined ? undefined : words(query.search.replace(/^"|"$/g, ''));
  const score = (text: string[], relevance: number) =>
    wanted === undefined ? relevance : closeness(wanted, text) * (1 + relevance / 100);
  const persons = [...tenant.tables.users.all()]
    .filter((other) => other.id !== user.id)
    .map((other) => {
      const found = score(words(`${other.displayName} ${other.mail}`), relevanceOf(user, other, met));
      return { found, shape: (rank: number) => personOf(other, rank) };
    });
  // Lists and groups that one writes to; not those that only give access.
  const groups = tenant.tables.groups.by('member', user.id).flatMap((group) => {
    const { mail } = group;
    if (mail === null) return [];
    const found = score(words(`${group.displayName} ${mail}`), 4);
    return [{ found, shape: (rank: number) => groupAsPerson(group, mail, rank) }];
  });
  return [...persons, ...groups]
    .filter(({ found }) => found > 0)
    .sort((a, b) => b.found - a.found)
    .map(({ found, shape }) => shape(Math.round(found * 10) / 10));
}

/** What Outlook would learn from mail and meetings: who one works for, with, and meets. */
function relevanceOf(user: UserRow, other: UserRow, met: Map<string, number>): number {
  const meetings = Math.min(met.get(other.mail.toLowerCase()) ?? 0, 10);
  return (
    1 +
    (other.id === user.managerId ? 12 : 0) +
    (other.managerId === user.id ? 10 : 0) +
    (other.managerId !== null && other.managerId === user.managerId ? 4 : 0) +
    (other.department === user.department ? 6 : 0) +
    meetings
  );
}

/** Addresses that the person's meetings share with them, and how often. */
function meetingPartners(tenant: Tenant, user: UserRow): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of tenant.store.table<EventRow>('events').all()) {
    if (event.mailboxId !== user.id) continue;
    for (const { emailAddress } of [...event.attendees, { emailAddress: event.organizer }]) {
      const address = emailAddress.address.toLowerCase();
      counts.set(address, (counts.get(address) ?? 0) + 1);
    }
  }
  return counts;
}

/** 0 = no match. Every word that was asked for has to begin a word there, or to be one slip of the hand away from one. */
function closeness(wanted: string[], has: string[]): number {
  let sum = 0;
  for (const word of wanted) {
    const best = Math.max(0, ...has.map((other) => likeness(word, other)));
    if (best === 0) return 0;
    sum += best;
  }
  return wanted.length === 0 ? 0 : (sum / wanted.length) * 10;
}
function likeness(word: string, other: string): number {
  if (word === other) return 3;
  if (other.startsWith(word)) return 2;
  return word.length >= 4 && isOneSlip(word, other) ? 1 : 0;
}

/** One letter too many, too few, wrong, or two swapped. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [x, y] = [a.slice(i), b.slice(i)];
  const swapped = x.length > 1 && x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2);
  return x.slice(1) === y || x === y.slice(1) || x.slice(1) === y.slice(1) || swapped;
}

const common = {
  birthday: '',
  personNotes: '',
  isFavorite: false,
  yomiCompany: '',
  profession: '',
  postalAddresses: [],
  websites: [],
};
const scored = (address: string, relevanceScore: number) => [
  { address, relevanceScore, selectionLikelihood: 'notSpecified' },
];

const personOf = (row: UserRow, rank: number): Record<string, unknown> => ({
  id: row.id,
  displayName: row.displayName,
  givenName: row.givenName,
  surname: row.surname,
  ...common,
  jobTitle: row.jobTitle,
  companyName: 'Contoso',
  department: row.department,
  officeLocation: row.officeLocation,
  userPrincipalName: row.userPrincipalName,
  imAddress: `sip:${row.userPrincipalName.toLowerCase()}`,
  scoredEmailAddresses: scored(row.mail, rank),
  phones: row.businessPhones.map((number) => ({ type: 'business', number })),
  personType: { class: 'Person', subclass: 'OrganizationUser' },
});

const groupAsPerson = (row: GroupRow, mail: string, rank: number): Record<string, unknown> => ({
  id: row.id,
  displayName: row.displayName,
  givenName: null,
  surname: null,
  ...common,
  jobTitle: null,
  companyName: null,
  department: null,
  officeLocation: null,
  userPrincipalName: mail,
  imAddress: null,
  scoredEmailAddresses: scored(mail, rank),
  phones: [],
  // https://learn.microsoft.com/graph/people-example#the-persontype-property
  personType: { class: 'Group', subclass: isMicrosoft365(row) ? 'UnifiedGroup' : 'PublicDistributionList' },
});
