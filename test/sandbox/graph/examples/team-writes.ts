import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { makeChannel, makeTeam } from '../../../../sandbox/graph/teams/make.ts';
import type { SandboxForTests } from '../../../support/sandbox.ts';
import { graphAs } from '../support.ts';
import type { Example, Json } from './documentation.ts';
import { someoneElse } from './people.ts';

interface Wanted {
  sandbox: SandboxForTests;
  example: Example;
  as: string;
  segments: string[];
}

const apps = 'https://graph.microsoft.com/v1.0/appCatalogs/teamsApps';
const website = `${apps}/com.microsoft.teamspace.tab.web`;
const planner = `${apps}/com.microsoft.teamspace.tab.planner`;
const scopes = [
  'TeamsAppInstallation.ReadWriteForTeam',
  'TeamsAppInstallation.ReadWriteForChat',
  'TeamsAppInstallation.ReadWriteForUser',
  'TeamsTab.Create',
];
let counter = 0;

/** A group of the person's that everybody is in. */
function ownGroup({ tenant, person }: SandboxForTests, as: string) {
  return tenant.tables.groups.put({
    id: randomUUID(),
    displayName: `Example ${counter++}`,
    description: 'What the page is about',
    mail: `example${counter}@${tenant.domain}`,
    memberIds: [...tenant.tables.users.all()].map(({ id }) => id),
    ownerIds: [person(as).id],
    isTeam: false,
  });
}

/** Pages that change a team or its channels get one that nobody else needs. */
const changes = ({ method, path }: Example) => method !== 'GET' && !/\/messages\b/.test(path);

export const ownTeam = ({ sandbox, example, as }: Wanted): string | undefined =>
  changes(example) ? makeTeam(sandbox.tenant, ownGroup(sandbox, as)).id : undefined;

export function ownChannel({ sandbox, example, as, segments }: Wanted): string | undefined {
  if (!changes(example)) return undefined;
  const [me, other] = [as, someoneElse].map((name) => sandbox.person(name).id);
  const own = { memberIds: [me ?? '', other ?? ''], ownerIds: [me ?? ''], membershipType: 'private' as const };
  const row = makeChannel(sandbox.tenant, segments[1] ?? '', {
    displayName: `Example ${counter++}`,
    description: '',
    ...(/\/members/.test(example.path) ? own : { membershipType: 'standard' }),
  });
  if (example.path.endsWith('removeEmail')) sandbox.tenant.tables.channels.put({ ...row, email: 'a@amer.teams.ms' });
  return encodeURIComponent(row.id);
}

async function made({ sandbox, as, segments }: Wanted, set: string, body: Json): Promise<string> {
  const graph = graphAs(sandbox, await sandbox.tokenFor(as, scopes));
  const path = `/${segments.slice(0, segments.indexOf(set) + 1).join('/')}`;
  const answer = await graph(path, { method: 'POST', body: { 'teamsApp@odata.bind': website, ...body } });
  if (answer.status === 409) {
    const { body: there } = await graph(`${path}?$filter=teamsApp/id eq 'com.microsoft.teamspace.tab.web'`);
    return encodeURIComponent(String(there.value[0]?.id));
  }
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return encodeURIComponent(String(answer.body.id));
}

export const teamWriteThings: Record<string, (wanted: Wanted) => Promise<string>> = {
  installedapps: (wanted) => made(wanted, 'installedApps', {}),
  tabs: (wanted) => made(wanted, 'tabs', { displayName: 'Example' }),
};

/** Whom and what the body names: people, groups and apps of this tenant. */
export function withOwnBinds(sandbox: SandboxForTests, as: string, body: Json): Json {
  const people = ['Adele Vance', 'Lidia Holloway'].map((name) => sandbox.person(name).id);
  const known = new Map<string, string>();
  const text = JSON.stringify(body)
    .replace(/\/users(\('|\/)([0-9a-f]{8}-[0-9a-f-]{27})/g, (_all, open: string, id: string) => {
      known.set(id, known.get(id) ?? people[known.size % people.length] ?? '');
      return `/users${open}${known.get(id)}`;
    })
    .replace(/("teamsApp@odata\.bind":")[^"]*"/g, `$1${planner}"`)
    .replace(
      /("group@odata\.bind":"[^"]*\/groups\(')[^']*/g,
      (_all, start: string) => start + ownGroup(sandbox, as).id,
    );
  return JSON.parse(text) as Json;
}
