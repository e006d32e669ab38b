import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readTenantFile, sourcesOf } from '../../../sandbox/tenant/file/index.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

const reference = resolve(import.meta.dirname, '../../../../shared/reference/workbench/tenant.json');

const to = (address: string, more: object = {}) => ({ emailAddress: { address }, ...more });
const at = (dateTime: string, timeZone = 'UTC') => ({ dateTime, timeZone });

const small = {
  now: '2024-03-01T09:00:00Z',
  me: 'ada@ink.example',
  users: [
    {
      userPrincipalName: 'ada@ink.example',
      displayName: 'Ada Quill',
      mailboxSettings: { timeZone: 'W. Europe Standard Time' },
    },
    { userPrincipalName: 'ben@ink.example', displayName: 'Ben Stone', manager: 'ada@ink.example' },
  ],
  events: [
    {
      sourceId: 'e1',
      subject: 'Inking',
      start: at('2024-03-04T10:00:00'),
      end: at('2024-03-04T11:00:00'),
      attendees: [to('ben@ink.example', { status: { response: 'accepted' } }), to('outside@paper.example')],
    },
    {
      subject: 'Of Ben',
      organizer: to('ben@ink.example'),
      start: at('2024-03-05T10:00:00', 'Europe/Berlin'),
      end: at('2024-03-05T11:00:00', 'Europe/Berlin'),
      attendees: [to('ada@ink.example')],
    },
  ],
  messages: [
    {
      sourceId: 'm1',
      subject: 'Nibs',
      sentDateTime: '2024-02-29T08:00:00Z',
      from: to('ben@ink.example'),
      toRecipients: [to('ada@ink.example')],
      body: { contentType: 'text', content: 'They are in.' },
      isRead: false,
    },
    { folder: 'Suppliers', subject: 'Paper', sentDateTime: '2024-02-28T08:00:00Z', from: to('a@paper.example') },
  ],
  tasks: [
    {
      title: 'Order nibs',
      assignedTo: 'ben@ink.example',
      listName: 'Backlog',
      board: 'Desk',
      dueDateTime: at('2024-03-08T00:00:00'),
    },
    { title: 'Clean pens' },
  ],
};

describe('sandbox: a tenant from a file', () => {
  let folder: string;
  let tenantFile: string;
  const put = async (content: unknown) => {
    await writeFile(tenantFile, typeof content === 'string' ? content : JSON.stringify(content));
    return tenantFile;
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aide-tenant-'));
    tenantFile = join(folder, 'ink.json');
  });
  after(() => rm(folder, { recursive: true }));

  describe('with two people', () => {
    let office: SandboxForTests;
    const get = async <T>(name: string, path: string, scopes: string[]): Promise<T> => {
      const token = await office.tokenFor(
        name,
        scopes.map((scope) => `https://graph.microsoft.com/${scope}`),
      );
      const answer = await fetch(`${office.url}/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } });
      const body = (await answer.json()) as { value: T };
      assert.equal(answer.status, 200, JSON.stringify(body));
      return body.value ?? (body as T);
    };
    before(async () => {
      office = await startSandbox({ tenantFile: await put(small) });
    });
    after(() => office.stop());

    it('has exactly the people of the file, with passwords, zones and managers', async () => {
      const { people } = (await (await fetch(`${office.url}/sandbox/tenant`)).json()) as {
        people: { userPrincipalName: string; password: string; timeZone: string }[];
      };
      assert.deepEqual(
        people.map((p) => [p.userPrincipalName, p.timeZone]),
        [
          ['ada@ink.example', 'Europe/Berlin'],
          ['ben@ink.example', 'UTC'],
        ],
      );
      assert.equal(people[0]!.password, 'Sandbox-Ada-1');
      assert.equal(office.person('Ben Stone').managerId, office.person('Ada Quill').id);
      assert.equal(office.tenant.domain, 'ink.example');
    });

    it('shows the time of the file', async () => {
      const { now } = (await (await fetch(`${office.url}/sandbox/clock`)).json()) as { now: string };
      assert.match(now, /^2024-03-01T09:0/);
    });

    it('has events with their organizer, and copies at those who are invited, answered as the file says', async () => {
      const view = '/me/calendarView?startDateTime=2024-03-01T00:00:00Z&endDateTime=2024-03-10T00:00:00Z';
      type Event = { subject: string; isOrganizer: boolean; responseStatus: { response: string } };
      const seen = async (name: string) =>
        (await get<Event[]>(name, view, ['Calendars.Read'])).map((e) => [
          e.subject,
          e.isOrganizer,
          e.responseStatus.response,
        ]);
      assert.deepEqual(await seen('Ada Quill'), [
        ['Inking', true, 'organizer'],
        ['Of Ben', false, 'notResponded'],
      ]);
      assert.deepEqual(await seen('Ben Stone'), [
        ['Inking', false, 'accepted'],
        ['Of Ben', true, 'organizer'],
      ]);
    });

    it('has mail in its folder, and in the sender’s Sent Items', async () => {
      type Mail = { id: string; subject: string; isRead: boolean };
      const [nibs] = await get<Mail[]>('Ada Quill', '/me/mailFolders/inbox/messages', ['Mail.Read']);
      assert.deepEqual([nibs!.subject, nibs!.isRead], ['Nibs', false]);
      const sent = await get<Mail[]>('Ben Stone', '/me/mailFolders/sentitems/messages', ['Mail.Read']);
      assert.deepEqual(
        sent.map((m) => m.subject),
        ['Nibs'],
      );
      const folders = await get<{ displayName: string; totalItemCount: number }[]>(
        'Ada Quill',
        '/me/mailFolders?$top=50',
        ['Mail.Read'],
      );
      assert.equal(folders.find((f) => f.displayName === 'Suppliers')?.totalItemCount, 1);
      assert(sourcesOf(office.tenant).get('messages m1'), 'what became of it is known by its id in the file');
    });

    it('has tasks in the list of the person they are assigned to, and of `me` without one', async () => {
      type List = { id: string; displayName: string };
      const lists = await get<List[]>('Ben Stone', '/me/todo/lists', ['Tasks.Read']);
      const backlog = lists.find((l) => l.displayName === 'Backlog');
      const tasks = await get<{ title: string; categories: string[] }[]>(
        'Ben Stone',
        `/me/todo/lists/${backlog!.id}/tasks`,
        ['Tasks.Read'],
      );
      assert.deepEqual(
        tasks.map((t) => [t.title, t.categories]),
        [['Order nibs', ['Desk']]],
      );
      const [own] = await get<List[]>('Ada Quill', '/me/todo/lists', ['Tasks.Read']);
      const mine = await get<{ title: string }[]>('Ada Quill', `/me/todo/lists/${own!.id}/tasks`, ['Tasks.Read']);
      assert.deepEqual(
        mine.map((t) => t.title),
        ['Clean pens'],
      );
    });

    it('registers Aide with its consent, as the seed does', () => {
      const app = office.tenant.tables.apps.get(office.tenant.aide.clientId);
      assert(app?.delegatedScopes?.includes('Calendars.ReadWrite'));
      const grants = office.tenant.tables.grants.by('client', office.tenant.aide.clientId);
      assert(grants.some((g) => g.principalId === null && g.scopes.includes('Calendars.ReadWrite')));
    });

    it('goes back to the file when it is reset, its clock as well', async () => {
      const ids = () => [...office.tenant.store.table('events').all()].map((e) => e.id).sort();
      const before = ids();
      office.tenant.tables.users.delete(office.person('Ben Stone').id);
      office.tenant.clock.advance('P3D');
      const answer = await fetch(`${office.url}/sandbox/reset`, { method: 'POST' });
      assert.equal(answer.status, 204);
      assert(office.person('Ben Stone'));
      assert.deepEqual(ids(), before, 'the same ids');
      assert.match(office.tenant.clock.now().toISOString(), /^2024-03-01T09:0/);
    });
  });

  it('needs nothing but people', async () => {
    const office = await startSandbox({ tenantFile: await put({ users: small.users }) });
    assert.equal(office.tenant.tables.users.size, 2);
    await office.stop();
  });

  it('keeps its own snapshot beside that of the seed', async () => {
    const dataDir = join(folder, 'data');
    const first = await startSandbox({ dataDir, tenantFile: await put(small) });
    first.tenant.tables.users.put({ ...first.person('Ben Stone'), jobTitle: 'Scribe' });
    await first.stop();
    const seed = await startSandbox({ dataDir });
    assert(seed.person('Megan Bowen'));
    await seed.stop();
    const second = await startSandbox({ dataDir, tenantFile });
    assert.equal(second.person('Ben Stone').jobTitle, 'Scribe');
    await second.stop();
  });

  const [ada] = small.users;
  const refusals: [string, unknown, RegExp][] = [
    ['that is no JSON', '{', /ink\.json is no JSON/],
    ['without people', { users: [] }, /users: /],
    ['with an address that is none', { users: [{ ...ada, mail: 'ada' }] }, /users\.0\.mail: Invalid email/],
    ['with the same person twice', { users: [ada, ada] }, /users\.1: is ada@ink\.example once more/],
    ['with an unknown `me`', { me: 'eve@ink.example', users: [ada] }, /me: eve@ink\.example is none of the users/],
    [
      'with a task for nobody',
      { users: [ada], tasks: [{ title: 'x', assignedTo: 'eve@ink.example' }] },
      /tasks\.0\.assignedTo: eve@ink\.example is none of the users/,
    ],
    [
      'with a zone that nobody knows',
      { users: [ada], events: [{ start: at('2024-03-04T10:00:00', 'Mars'), end: at('2024-03-04T11:00:00') }] },
      /events\.0\.start\.timeZone: is no time zone that is known/,
    ],
  ];
  for (const [what, content, said] of refusals)
    it(`refuses a file ${what}, and says where`, async () => {
      const file = await put(content);
      assert.throws(() => readTenantFile(file), said);
    });

  it('says which event Graph would not take', async () => {
    const event = { subject: 'Backwards', start: at('2024-03-04T10:00:00'), end: at('2024-03-04T09:00:00') };
    const file = await put({ users: small.users, events: [event] });
    await assert.rejects(startSandbox({ tenantFile: file }), /events\.0: /);
  });

  it('says that a file is not there', () => {
    assert.throws(() => readTenantFile(join(folder, 'none.json')), /none\.json cannot be read \(ENOENT\)/);
  });

  it('opens the reference office', async function () {
    if (!existsSync(reference)) this.skip();
    const { users, events, messages, tasks } = JSON.parse(await readFile(reference, 'utf8'));
    const office = await startSandbox({ tenantFile: reference });
    const { tenant } = office;
    assert.equal(tenant.tables.users.size, users.length);
    const me = office.person('sam@atlas.com').id;
    assert.equal(tenant.store.table('events').by('mailbox', me).length, events.length);
    assert.equal(tenant.store.table('mail.messages').by('mailbox', me).length, messages.length);
    assert.equal(tenant.store.table('todo.tasks').size, tasks.length);
    assert.match(tenant.clock.now().toISOString(), /^2023-11-30T00:0/);
    await office.stop();
  });
});
