import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createOnBehalfOf } from '../../bot/auth/on-behalf-of.ts';
import { cloud } from '../../bot/clouds.ts';
import { createDirectories } from '../../bot/directory/create.ts';
import { directoryScopes } from '../../bot/directory/scopes.ts';
import { createGraphs } from '../../bot/graph/create.ts';
import { createLog } from '../../bot/log.ts';
import { createCipher } from '../../bot/storage/cipher.ts';
import { openStorage } from '../../bot/storage/open.ts';
import { largeContoso, largeSize } from '../../sandbox/tenant/large/content.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { pair } from './chat.ts';
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

/**
 * What resolving a name takes without the time in which Graph (which here is the same process) has the word: full names, beginnings,
 * and misspelt ones, each for the first time.
 */
async function resolutionTimes(sandbox: SandboxForTests, connection: string, count: number): Promise<number[]> {
  const { tenant } = sandbox;
  const here = cloud('sandbox', tenant.id, sandbox.url);
  const storage = openStorage(connection, { prefix: `l${randomBytes(5).toString('hex')}` });
  const cipher = createCipher([{ id: 'bench', key: randomBytes(32) }]);
  const log = createLog('silent');
  const { clientId, clientSecret: secret } = aideForTests;
  const app = { clientId, uri: tenant.aide.identifierUri, credential: { kind: 'secret' as const, secret } };
  const onBehalfOf = createOnBehalfOf({ cloud: here, config: { app }, storage, cipher, log });
  const graphs = createGraphs({ cloud: here, onBehalfOf });
  const person = { tenantId: tenant.id, userId: sandbox.person('Megan Bowen').id };
  const assertion = await sandbox.tokenFor('Megan Bowen', [tenant.aide.apiScope]);
  const { grants } = tenant.tables;
  grants.put({
    ...{ id: 'bench', clientId, resource: 'https://graph.microsoft.com', principalId: person.userId },
    scopes: [...directoryScopes.resolve, ...directoryScopes.contacts],
  });
  const directories = createDirectories({ storage, cipher, log });
  const directory = directories(person, (scopes) =>
    graphs({ person, assertion: async () => assertion, scopes, requestId: 'bench-names', log }),
  );
  const people = [...tenant.tables.users.all()];
  const nameOf = (i: number) => {
    const { displayName, surname } = people[(i * 7919) % people.length]!;
    return [displayName, surname, displayName.slice(0, -2), `${displayName.slice(0, 3)}q${displayName.slice(4)}`][
      i % 4
    ]!;
  };
  const others = holdUp();
  try {
    const own: number[] = [];
    // The first one gets the token.
    await directory.resolve(['Adele Vance']);
    for (let i = 0; i < count; i++) {
      others.reset();
      const begun = performance.now();
      await directory.resolve([nameOf(i)]);
      own.push(performance.now() - begun - others.waited());
    }
    return own;
  } finally {
    others.end();
  }
}

/** Counts the time in which an answer is waited for, its body included, however many are waited for at once. */
function holdUp() {
  const real = globalThis.fetch;
  let [open, since, total] = [0, 0, 0];
  globalThis.fetch = async (...request) => {
    if (open++ === 0) since = performance.now();
    try {
      const answer = await real(...request);
      const body = await answer.arrayBuffer();
      const empty = [204, 304].includes(answer.status);
      return new Response(empty ? null : body, { status: answer.status, headers: answer.headers });
    } finally {
      if (--open === 0) total += performance.now() - since;
    }
  };
  return {
    reset() {
      total = 0;
    },
    waited: () => total,
    end() {
      globalThis.fetch = real;
    },
  };
}
