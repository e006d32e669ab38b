import type { UserRow } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { ODataQuery } from '../odata.ts';
import { beginningsIn } from '../search.ts';

/** Properties whose beginnings the users' index `beginning` holds: see tenant/create.ts. */
const indexed = new Set(['displayname', 'givenname', 'surname', 'mail', 'userprincipalname']);

/**
 * Everybody whom $filter or $search could leave: by the index where what they look for begins with something, else all. A superset:
 * whoever asks still tests each of them. In the order of the table.
 */
export function possibleUsers({ tables: { users } }: Tenant, query: ODataQuery): UserRow[] {
  const beginnings = query.filterBeginnings ?? (query.search === undefined ? undefined : beginningsIn(query.search));
  const usable = beginnings?.every(
    ({ property, text }) => indexed.has(property.toLowerCase()) && keyOf(text) !== undefined,
  );
  if (!beginnings || !usable) return [...users.all()];
  const keys = new Set(beginnings.map(({ text }) => keyOf(text)!));
  if (keys.size === 1) return users.by('beginning', [...keys][0]!);
  const found = new Set([...keys].flatMap((key) => users.by('beginning', key)));
  // Few of many: to be in the table's order all of it would have to be gone through, or their places known.
  return [...found];
}

/** undefined: too short for the index. */
const keyOf = (text: string): string | undefined => {
  const key = [...text.toLowerCase()].slice(0, 2).join('');
  return key.length < 2 ? undefined : key;
};
