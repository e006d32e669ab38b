import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { directoryScopes } from '../../bot/directory/scopes.ts';
import { largeContoso, largeSize } from '../../sandbox/tenant/large/content.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { pair } from './chat.ts';
import type { NamesToResolve } from './names.ts';
import { atMost, median, type Row } from './row.ts';
import type { Size } from './size.ts';
import type { World } from './world.ts';

const graphScopes = ['User.Read.All', 'User.ReadBasic.All', 'People.Read', 'Mail.Read'].map(
  (scope) => `https://graph.microsoft.com/${scope}`,
);

/** A tenant of 50,000 people, 1,000 teams and full mailboxes against Contoso with its 17. */
export async function measureLarge(world: World, { large }: Size): Promise<Row[]> {
  const begun = performance.now();
  const sandbox = await startSandbox({ content: largeContoso({ ...largeSize, ...large.tenant }) });
  const started = performance.now() - begun;
  try {
    const many = await timesOf(sandbox, large.repeats);
    const few = await timesOf(world.sandbox, large.repeats);
    const own = await resolutionTimes(sandbox, world.storage, large.names);
    const p99 = own.sort((a, b) => a - b)[Math.ceil(own.length * 0.99) - 1] ?? 0;
    return [
      { what: 'Large: start of the sandbox', measured: started, unit: 'ms' },
      { what: "Large: a mailbox's first opening", measured: many.opening, unit: 'ms' },
      { what: 'Large: what the page asks first', ...pair(many.page, few.page, 'ms') },
      { what: 'Large: first page of the Inbox', ...pair(many.inbox, few.inbox, 'ms') },
      { what: 'Large: search for people', ...pair(many.search, few.search, 'ms') },
      { what: "Large: p99 of name resolution, Aide's own time", measured: p99, unit: 'ms', aim: atMost(p99, 50) },
    ];
  } finally {
    await sandbox.stop();
  }
}

/** Milliseconds: medians of what is asked again and again, each time after a change, so that nothing is answered from memory. */
async function timesOf(sandbox: SandboxForTests, repeats: number) {
  const { url, tenant } = sandbox;
  const token = await sandbox.tokenFor('Megan Bowen', graphScopes);
  const headers = { authorization: `Bearer ${token}`, consistencylevel: 'eventual' };
  const timed = async (path: string) => {
    const begun = performance.now();
    const answer = await fetch(`${url}${path}`, { headers });
    await answer.arrayBuffer();
    assert.equal(answer.status, 200, path);
    return performance.now() - begun;
  };
  const { users } = tenant.tables;
  const opening = await timed('/v1.0/me/mailFolders?$top=50');
  const page: number[] = [];
  const inbox: number[] = [];
  const search: number[] = [];
  const names = [...users.all()].filter((_, i) => i % Math.ceil(users.size / 50) === 0).map(({ surname }) => surname);
  for (let i = 0; i < repeats; i++) {
    page.push(await timed('/sandbox/tenant?as=MeganB@contoso.com'));
    inbox.push(await timed('/v1.0/me/mailFolders/inbox/messages?$top=50'));
    users.put({ ...sandbox.person('Megan Bowen') });
    const $search = encodeURIComponent(`"displayName:${names[i % names.length]!.slice(0, 4)}"`);
    search.push(await timed(`/v1.0/users?$search=${$search}&$top=25`));
  }
  return { opening, page: median(page), inbox: median(inbox), search: median(search) };
}

/** Full names, surnames, beginnings and misspelt names, each for the first time; milliseconds of Aide's own time for each. */
async function resolutionTimes(sandbox: SandboxForTests, storage: string, count: number): Promise<number[]> {
  const { tenant, url } = sandbox;
  const megan = sandbox.person('Megan Bowen');
  tenant.tables.grants.put({
    ...{ id: 'bench', clientId: aideForTests.clientId, resource: 'https://graph.microsoft.com', principalId: megan.id },
    scopes: [...directoryScopes.resolve, ...directoryScopes.contacts],
  });
  const people = [...tenant.tables.users.all()];
  const names = Array.from({ length: count }, (_, i) => {
    const { displayName, surname } = people[(i * 7919) % people.length]!;
    const misspelt = `${displayName.slice(0, 3)}q${displayName.slice(4)}`;
    return [displayName, surname, displayName.slice(0, -2), misspelt][i % 4]!;
  });
  const assertion = await sandbox.tokenFor('Megan Bowen', [tenant.aide.apiScope]);
  const { identifierUri } = tenant.aide;
  const told: NamesToResolve = { url, tenantId: tenant.id, identifierUri, userId: megan.id, assertion, storage, names };
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'names.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(told));
  let said = '';
  for await (const chunk of child.stdout) said += chunk;
  return JSON.parse(said) as number[];
}
