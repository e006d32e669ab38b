import type { UserRow } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** So many people are named at once; where there are more, they are looked for by what somebody types. */
export const mostPeople = 200;

/** What somebody needs to be this person here. */
export interface PersonOnPage {
  id: string;
  userPrincipalName: string;
  displayName: string;
  jobTitle: string;
  password: string;
  /** IANA name. */
  timeZone: string;
}

export const onPage = (row: UserRow): PersonOnPage => {
  const { id, userPrincipalName, displayName, jobTitle, password, timeZone } = row;
  return { id, userPrincipalName, displayName, jobTitle, password, timeZone };
};

/** The first of the tenant, the administrator last, and whoever is asked for by name besides. */
export function firstPeople({ tables: { users } }: Tenant, upn?: string): PersonOnPage[] {
  const first: UserRow[] = [];
  for (const row of users.all()) {
    if (first.length === mostPeople) break;
    first.push(row);
  }
  const asked = upn === undefined ? [] : users.by('upn', upn.toLowerCase());
  const people = new Set([...first, ...asked]);
  return [...people].sort((a, b) => Number(a.isAdmin) - Number(b.isAdmin)).map(onPage);
}

/** Those whose name, title or address has every word in it. */
export function findPeople({ tables: { users } }: Tenant, text: string): PersonOnPage[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found: PersonOnPage[] = [];
  for (const row of users.all()) {
    const about = `${row.displayName} ${row.jobTitle} ${row.userPrincipalName}`.toLowerCase();
    if (words.every((word) => about.includes(word)) && found.push(onPage(row)) === mostPeople) break;
  }
  return found;
}
