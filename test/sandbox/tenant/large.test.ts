import assert from 'node:assert/strict';
import { beginningsOf } from '../../../sandbox/graph/filter/beginnings.ts';
import { parseFilter } from '../../../sandbox/graph/filter/parser.ts';
import { largeContoso } from '../../../sandbox/tenant/large/content.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

const scopes = ['User.Read.All', 'People.Read', 'Mail.ReadWrite', 'Files.Read.All', 'Team.ReadBasic.All'];

describe('a large tenant', () => {
  let sandbox: SandboxForTests;
  let token: string;
  before(async () => {
    const content = largeContoso({ people: 1500, teams: 30, messages: 1200, mailboxes: ['Megan Bowen'] });
    sandbox = await startSandbox({ content });
    token = await sandbox.tokenFor(
      'Megan Bowen',
      scopes.map((scope) => `https://graph.microsoft.com/${scope}`),
    );
  });
  after(() => sandbox.stop());

  const get = async (path: string) => {
    const headers = { authorization: `Bearer ${token}`, consistencylevel: 'eventual' };
    const answer = await fetch(`${sandbox.url}/v1.0${path}`, { headers });
    // biome-ignore lint/suspicious/noExplicitAny: answers of every form
    return { status: answer.status, body: (await answer.json()) as any };
  };
  const namesIn = (body: { value: { displayName: string }[] }) => body.value.map((user) => user.displayName).sort();

  it('has as many people and teams as were asked for, each address once, and the seed as it was', () => {
    const { users, groups, channels } = sandbox.tenant.tables;
    assert.equal(users.size, 1500);
    assert.equal(new Set([...users.all()].map((u) => u.mail.toLowerCase())).size, 1500);
    const teams = [...groups.all()].filter((g) => g.isTeam);
    assert.equal(teams.length, 30);
    assert.ok(teams.every((team) => channels.by('team', team.id).some((c) => c.displayName === 'General')));
    assert.equal(sandbox.person('Megan Bowen').jobTitle, 'Marketing Manager');
  });

  it('fills a mailbox when it is first opened, and no other', async () => {
    const { messages } = (await import('../../../sandbox/graph/mail/model.ts')).mailTables(sandbox.tenant);
    const [megan, alex] = [sandbox.person('Megan Bowen'), sandbox.person('Alex Wilber')];
    const seeded = messages.count('mailbox', megan.id);
    assert.ok(seeded < 100);
    const first = await get('/me/mailFolders/inbox/messages?$top=5');
    assert.equal(first.body.value.length, 5);
    assert.equal(messages.count('mailbox', megan.id), 1200);
    assert.ok(messages.count('mailbox', alex.id) < 100);
    const { body: inbox } = await get('/me/mailFolders/inbox');
    const counted = messages.by('folder', inbox.id);
    assert.equal(inbox.totalItemCount, counted.length);
    assert.equal(inbox.unreadItemCount, counted.filter((m) => !m.isRead).length);
    const ids = new Set(messages.by('mailbox', megan.id).flatMap((m) => [m.id, m.movingId, m.internetMessageId]));
    assert.equal(ids.size, 3600);
  });

  it('finds by the index exactly whom looking at everybody finds', async () => {
    const everybody = [...sandbox.tenant.tables.users.all()];
    const begins = (text: string, ...has: string[]) => has.some((one) => one.toLowerCase().startsWith(text));
    const filter = encodeURIComponent("startswith(surname,'Li') or startswith(givenName,'so')");
    const found = await get(`/users?$filter=${filter}&$top=999`);
    const expected = everybody.filter((u) => begins('li', u.surname) || begins('so', u.givenName));
    assert.deepEqual(namesIn(found.body), expected.map((u) => u.displayName).sort());
    const search = encodeURIComponent('"displayName:lind" OR "mail:sofia"');
    const searched = await get(`/users?$search=${search}&$top=999`);
    const meant = everybody.filter((u) => begins('lind', ...u.displayName.split(' ')) || begins('sofia', u.mail));
    assert.deepEqual(namesIn(searched.body), meant.map((u) => u.displayName).sort());
    assert.ok(meant.length > 0);
  });

  it('knows of a filter what everything it leaves begins with, or that it does not tell', () => {
    const of = (text: string) => beginningsOf(parseFilter(text));
    assert.deepEqual(of("startswith(surname,'Li')"), [{ property: 'surname', text: 'Li' }]);
    assert.deepEqual(of("'a' eq mail and jobTitle ne 'x'"), [{ property: 'mail', text: 'a' }]);
    assert.deepEqual(of("mail in ('a','b')")?.length, 2);
    for (const text of ["startswith(surname,'Li') or jobTitle ne 'x'", "not startswith(surname,'Li')", "mail eq ''"])
      assert.equal(of(text), undefined, text);
  });

  it('gives somebody their OneDrive when it is first looked for', async () => {
    const user = [...sandbox.tenant.tables.users.all()].at(-1)!;
    const own = await sandbox.tokenFor(user.userPrincipalName, ['https://graph.microsoft.com/Files.Read']);
    const answer = await fetch(`${sandbox.url}/v1.0/me/drive`, { headers: { authorization: `Bearer ${own}` } });
    assert.equal(answer.status, 200);
    assert.equal(((await answer.json()) as { owner: { user: { id: string } } }).owner.user.id, user.id);
  });

  it('tells the page of the first of its people, of who is asked for, and finds the others', async () => {
    const last = [...sandbox.tenant.tables.users.all()].at(-1)!;
    const page = async (path: string) => (await fetch(`${sandbox.url}/sandbox/${path}`)).json();
    const tenant = (await page(`tenant?as=${encodeURIComponent(last.userPrincipalName.toUpperCase())}`)) as {
      people: { id: string }[];
      peopleCount: number;
    };
    assert.equal(tenant.peopleCount, 1500);
    assert.equal(tenant.people.length, 201);
    assert.ok(tenant.people.some(({ id }) => id === last.id));
    const found = (await page(`people?search=${encodeURIComponent(last.displayName)}`)) as { displayName: string }[];
    assert.ok(found.length > 0 && found.every(({ displayName }) => displayName === last.displayName));
  });
});
