import type { Content } from '../content.ts';
import type { GroupRow } from '../model.ts';
import { seed } from '../seed/index.ts';
import { seedId } from '../seed/people.ts';
import type { Row } from '../store.ts';
import type { Tenant } from '../tenant.ts';
import { fillLargeMailbox } from './mail.ts';
import { departments, largePeople } from './people.ts';

/** How large a tenant is, the seed's own included. */
export interface LargeSize {
  people: number;
  teams: number;
  /** In each of `mailboxes`. */
  messages: number;
  /** Names of those whose mailboxes are full. */
  mailboxes: readonly string[];
}

export const largeSize: LargeSize = {
  people: 50_000,
  teams: 1000,
  messages: 100_000,
  mailboxes: ['Megan Bowen', 'Alex Wilber', 'Lidia Holloway'],
};

/** Mailboxes that were made when they were opened. */
interface OpenedRow extends Row {}

/**
 * Contoso as it is in the seed, and around it as many people, teams and messages as a large organisation has. The same in every sandbox
 * of the same size: nothing of it is random. Full mailboxes are made when they are first opened, OneDrives of the people around
 * when somebody first looks for them: most are never asked for.
 */
export function largeContoso(size: LargeSize): Content {
  const { people, teams, messages, mailboxes } = size;
  return {
    domain: 'contoso.com',
    name: `large-${people}-${teams}-${messages}`,
    fill(tenant, aide, root) {
      seed(tenant, aide, root);
      const { users } = tenant.tables;
      for (const user of largePeople(tenant.domain, [...users.all()], people)) users.put(user);
      fillTeams(tenant, teams);
    },
    fillMailbox(tenant, user) {
      const opened = tenant.store.table<OpenedRow>('large.mailboxes');
      if (!mailboxes.includes(user.displayName) || opened.has(user.id)) return;
      opened.put({ id: user.id });
      fillLargeMailbox(tenant, user, messages);
    },
  };
}

/** Each person is in a few of them, as in life; Megan Bowen is in forty, so that there is somebody with a long list. */
function fillTeams(tenant: Tenant, wanted: number): void {
  const { users, groups, channels } = tenant.tables;
  const everybody = [...users.all()].map(({ id }) => id);
  const megan = seedId('Megan Bowen');
  const present = [...groups.all()].filter((g) => g.isTeam).length;
  for (let i = present; i < wanted; i++) {
    const name = `${departments[i % departments.length]} ${String(i).padStart(4, '0')}`;
    const at = (i * 97) % everybody.length;
    const memberIds = Array.from(
      { length: Math.min(60, everybody.length) },
      (_, n) => everybody[(at + n) % everybody.length]!,
    );
    if (i < present + 40 && !memberIds.includes(megan)) memberIds.push(megan);
    const team: GroupRow = {
      id: seedId(`large group ${i}`),
      displayName: name,
      mail: `${name.replace(/\W/g, '').toLowerCase()}@${tenant.domain}`,
      description: `What ${name} works on`,
      memberIds,
      ownerIds: memberIds.slice(0, 1),
      isTeam: true,
    };
    groups.put(team);
    for (const displayName of ['General', 'Planning', 'Questions'])
      channels.put({
        id: `19:${seedId(`large channel ${i} ${displayName}`).replaceAll('-', '')}@thread.tacv2`,
        teamId: team.id,
        displayName,
        description: displayName === 'General' ? name : '',
        membershipType: 'standard',
      });
  }
}
