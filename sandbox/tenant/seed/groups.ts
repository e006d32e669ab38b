import type { GroupKind, GroupRow, UserRow } from '../model.ts';
import { seedId } from './people.ts';

interface GroupSeed {
  name: string;
  description: string;
  kind: GroupKind;
  owner: string;
  /** Whom of the people it has. */
  has: (person: UserRow) => boolean;
  /** Groups that are in it. */
  inside?: string[];
}

const isIn =
  (...departments: string[]) =>
  ({ department }: UserRow) =>
    departments.includes(department);
const worksIn =
  (continent: string) =>
  ({ timeZone, isAdmin }: UserRow) =>
    timeZone.startsWith(continent) && !isAdmin;
const nobody = () => false;

/** Lists that people write to, some inside of others, and groups that only give access. */
const seeds: GroupSeed[] = [
  {
    name: 'US Office',
    description: 'Everybody in the offices of the United States',
    kind: 'distribution',
    owner: 'Nestor Wilke',
    has: worksIn('America'),
  },
  {
    name: 'Europe Office',
    description: 'Everybody in London and Berlin',
    kind: 'distribution',
    owner: 'Lidia Holloway',
    has: worksIn('Europe'),
  },
  {
    name: 'All Hands',
    description: 'All employees of Contoso',
    kind: 'distribution',
    owner: 'Patti Fernandez',
    has: worksIn('Asia'),
    inside: ['US Office', 'Europe Office'],
  },
  {
    name: 'Budget Approvers',
    description: 'Those who sign what costs money',
    kind: 'mailEnabledSecurity',
    owner: 'Pradeep Gupta',
    has: isIn('Finance', 'Executive Management'),
  },
  {
    name: 'sec-Engineering',
    description: 'Access of engineers',
    kind: 'security',
    owner: 'Lidia Holloway',
    has: isIn('Engineering', 'R&D'),
  },
  {
    name: 'sec-Source Code',
    description: 'May read the source code',
    kind: 'security',
    owner: 'MOD Administrator',
    has: nobody,
    inside: ['sec-Engineering'],
  },
];

const groupId = (name: string) => seedId(`group ${name}`);

export const seedGroups = (domain: string, people: UserRow[]): GroupRow[] =>
  seeds.map(({ name, description, kind, owner, has, inside = [] }) => ({
    id: groupId(name),
    displayName: name,
    mail: kind === 'security' ? null : `${name.replace(/\W/g, '').toLowerCase()}@${domain}`,
    description,
    kind,
    memberIds: [...people.filter(has).map(({ id }) => id), ...inside.map(groupId)],
    ownerIds: [seedId(owner)],
    isTeam: false,
  }));
