import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { features } from '../../../bot/features/index.ts';
import { allScopes } from '../../../bot/features/permissions.ts';
import { createMessageExtension } from '../../../bot/teams/message-extension/index.ts';
import { readQuery } from '../../../bot/teams/message-extension/query.ts';
import { grantConsent } from '../../../sandbox/entra/consent.ts';
import type { Fault } from '../../../sandbox/tenant/faults.ts';
import { startWorld, type WorldForTests } from '../../support/aide.ts';
import { aideForTests } from '../../support/sandbox.ts';
import { type Client, openClient } from '../../support/teams-client.ts';
import { gate } from './support.ts';

const require = createRequire(import.meta.url);
const graph = 'https://graph.microsoft.com';
const cardSchema = join(import.meta.dirname, '../../../../shared/reference/cards/adaptive-card-1.5.0.json');

interface Extension {
  type: string;
  text?: string;
  suggestedActions?: { actions: { type: string; title: string; value: string }[] };
  attachments?: {
    contentType: string;
    content: { version: string; body: { text?: string }[]; actions?: { type: string; url?: string }[] };
    preview: { contentType: string; content: { title: string; text: string } };
  }[];
}

const query = (commandId: string, text: string, more: object = {}) => ({
  commandId,
  parameters: [text === '' ? { name: 'initialRun', value: 'true' } : { name: 'text', value: text }],
  queryOptions: { skip: 0, count: 25 },
  ...more,
});

function compiled(file: string) {
  const ajv = new Ajv({ strict: false, validateSchema: false, validateFormats: false, logger: false });
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
  const { id: _, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  return ajv.compile(schema);
}

describe('the message extension', function () {
  this.timeout(120_000);
  let world: WorldForTests;
  const clients: Client[] = [];

  before(async () => {
    world = await startWorld();
  });
  after(async () => {
    for (const client of clients) await client.close();
    await world.stop();
  });

  const consent = (name: string, scopes = allScopes(features)) =>
    grantConsent(world.sandbox.tenant, aideForTests.clientId, graph, world.sandbox.person(name).id, scopes);
  const faults = (...list: Fault[]) =>
    fetch(`${world.sandbox.url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(list),
    });

  async function open(name: string): Promise<Client> {
    const client = await openClient(world.sandbox, name);
    clients.push(client);
    return client;
  }
  const invoke = (client: Client, value: unknown) => client.invoke('composeExtension/query', value);
  async function ask(client: Client, value: unknown): Promise<Extension> {
    const { status, body } = await invoke(client, value);
    assert.equal(status, 200);
    return (body as { composeExtension: Extension }).composeExtension;
  }
  /** As Teams does it when it was asked for a token: silently, and the query again. */
  async function signedIn(name: string): Promise<Client> {
    consent(name);
    const client = await open(name);
    const asked = await ask(client, query('searchPeople', ''));
    assert.equal(asked.type, 'silentAuth');
    const token = await client.token(world.sandbox.tenant.aide.apiScope);
    const answer = await ask(client, query('searchPeople', '', { authentication: { id: '1', token } }));
    assert.equal(answer.type, 'result');
    return client;
  }
  async function signedInWithoutConsent(name: string): Promise<{ client: Client; asked: Extension }> {
    const { tables, aide } = world.sandbox.tenant;
    const ours = [...tables.grants.all()].filter((g) => g.clientId === aideForTests.clientId && g.resource === graph);
    for (const grant of ours) tables.grants.delete(grant.id);
    const client = await open(name);
    const token = await client.token(aide.apiScope);
    const asked = await ask(client, query('searchTasks', '', { authentication: { id: '1', token } }));
    assert.equal(asked.type, 'auth');
    return { client, asked };
  }
  const titles = ({ attachments = [] }: Extension) => attachments.map((a) => a.preview.content.title);

  it('asks Teams for the person’s token first, and answers the query that comes with it', async () => {
    const megan = await signedIn('Megan Bowen');
    assert.ok(titles(await ask(megan, query('searchPeople', 'Alex'))).some((t) => t.includes('Alex')));
  });

  it('opens the sign-in window where Teams has no token, takes its code, and then knows the person', async () => {
    consent('Adele Vance');
    const adele = await open('Adele Vance');
    const asked = await ask(adele, query('searchFiles', ''));
    const [action] = asked.suggestedActions?.actions ?? [];
    assert.equal(action?.type, 'openUrl');
    assert.match(action?.value ?? '', /^http/);
    // A code that nobody gave out leaves everything as it is.
    assert.equal((await ask(adele, query('searchFiles', '', { state: '000000' }))).type, 'silentAuth');
    assert.equal((await ask(adele, query('searchFiles', '', { state: 'CancelledByUser' }))).type, 'silentAuth');
  });

  it('answers 412 when the silent token cannot be exchanged, so that Teams shows its button', async () => {
    const grady = await open('Grady Archie');
    await faults({ match: { path: '/token/api/usertoken/exchange' }, kind: 'consent', times: 1 });
    const token = await grady.token(world.sandbox.tenant.aide.apiScope);
    const { status } = await invoke(grady, query('searchFiles', '', { authentication: { id: '1', token } }));
    assert.equal(status, 412);
  });

  it('leads to consent when it is missing, and searches after it', async () => {
    const { client: lee, asked } = await signedInWithoutConsent('Lee Gu');
    const [action] = asked.suggestedActions?.actions ?? [];
    assert.match(action?.title ?? '', /permission/);
    const started = await fetch(action!.value, { redirect: 'manual' });
    assert.equal(started.status, 302);
    const wanted = new URL(started.headers.get('location')!).searchParams.get('scope') ?? '';
    assert.match(wanted, /Tasks\.Read(\s|$)/);
    assert.doesNotMatch(wanted, /Tasks\.ReadWrite/);
    consent('Lee Gu');
    assert.equal((await ask(lee, query('searchTasks', ''))).type, 'result');
  });

  it('leads through another sign-in step when Conditional Access asks for one', async () => {
    const { client: joni } = await signedInWithoutConsent('Joni Sherman');
    consent('Joni Sherman');
    await faults({ match: { path: '/oauth2/v2.0/token', user: joni.user.id }, kind: 'claims', times: 1 });
    const asked = await ask(joni, query('searchTasks', ''));
    assert.equal(asked.type, 'auth');
    assert.match(asked.suggestedActions?.actions[0]?.title ?? '', /sign-in/);
    assert.match(asked.suggestedActions?.actions[0]?.value ?? '', /\/auth\/start\?ticket=/);
  });

  describe('of somebody who is signed in', () => {
    let alex: Client;
    before(async () => {
      alex = await signedIn('Alex Wilber');
    });

    it('shows what is wanted most before anything is typed, for each search', async () => {
      for (const commandId of ['searchFiles', 'searchTasks', 'searchPeople']) {
        const shown = await ask(alex, query(commandId, ''));
        assert.equal(shown.type, 'result', `${commandId}: ${shown.text}`);
        assert.ok(titles(shown).length > 0, commandId);
      }
    });

    it('answers cards that are valid, small, and only open pages: whoever reads the message may be anybody', async function () {
      const validate = existsSync(cardSchema) ? compiled(cardSchema) : undefined;
      for (const commandId of ['searchFiles', 'searchTasks', 'searchPeople']) {
        const { attachments = [] } = await ask(alex, query(commandId, ''));
        for (const { contentType, content, preview } of attachments) {
          assert.equal(contentType, 'application/vnd.microsoft.card.adaptive');
          assert.equal(preview.contentType, 'application/vnd.microsoft.card.thumbnail');
          assert.equal(content.version, '1.5');
          assert.ok(JSON.stringify(content).length < 25_000);
          assert.deepEqual(
            (content.actions ?? []).filter((a) => a.type !== 'Action.OpenUrl'),
            [],
          );
          if (validate) assert.ok(validate(content), JSON.stringify(validate.errors));
        }
      }
      if (!validate) this.skip();
    });

    it('pages without a gap or a double, and ends with an empty list', async () => {
      const page = (skip: number) => query('searchPeople', '', { queryOptions: { skip, count: 3 } });
      const all = titles(await ask(alex, query('searchPeople', '')));
      const paged: string[] = [];
      for (let skip = 0; skip < all.length + 3; skip += 3) paged.push(...titles(await ask(alex, page(skip))));
      assert.deepEqual(paged, all);
      assert.deepEqual(titles(await ask(alex, page(300))), []);
    });

    it('says so when nothing is found', async () => {
      for (const commandId of ['searchFiles', 'searchTasks', 'searchPeople']) {
        const answer = await ask(alex, query(commandId, 'xqzzyqx'));
        assert.equal(answer.type, 'message', commandId);
        assert.match(answer.text ?? '', /nothing for “xqzzyqx”/);
      }
    });

    it('shows markup in names as it is written, and does not act on it', async () => {
      const name = '<img src=x onerror=alert(1)> **plan**';
      const token = await world.sandbox.tokenFor('Alex Wilber', [`${graph}/Tasks.ReadWrite`]);
      const lists = `${world.sandbox.url}/v1.0/me/todo/lists`;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const { value } = (await (await fetch(lists, { headers })).json()) as { value: { id: string }[] };
      const body = JSON.stringify({ title: name });
      const added = await fetch(`${lists}/${value[0]!.id}/tasks`, { method: 'POST', headers, body });
      assert.equal(added.status, 201);
      const { attachments } = await ask(alex, query('searchTasks', 'onerror'));
      const [found] = attachments ?? [];
      assert.equal(found?.preview.content.title, '&#60;img src=x onerror=alert(1)&#62; **plan**');
      assert.match(found?.content.body[0]?.text ?? '', /^\\<img src=x onerror=alert\(1\)\\> \\\*\\\*plan\\\*\\\*$/);
    });

    it('says when Microsoft 365 is busy, and finds it a moment later', async () => {
      await faults({ match: { path: '/search/query|/drive' }, kind: 'status', status: 503, times: 50 });
      const busy = await ask(alex, query('searchFiles', 'minutes'));
      assert.equal(busy.type, 'message');
      await fetch(`${world.sandbox.url}/sandbox/faults`, { method: 'DELETE' });
      const later = await ask(alex, query('searchFiles', 'a'));
      assert.notEqual(later.text, busy.text);
    });

    it('refuses what is no query, and names a search that is not there', async () => {
      for (const value of [undefined, null, 'x', {}, { commandId: '' }, { commandId: 'searchFiles', parameters: 'x' }])
        assert.equal((await invoke(alex, value)).status, 400, JSON.stringify(value));
      assert.match((await ask(alex, query('searchEverything', 'x'))).text ?? '', /another version/);
    });

    it('reads only: no operation, and nobody’s conversation is noted', async () => {
      world.sandbox.tenant.traffic.clear();
      await ask(alex, query('searchPeople', 'Meg'));
      for (const { method, url } of world.sandbox.tenant.traffic.list())
        assert.ok(method === 'GET' || /\$batch|search\/query/.test(url), `${method} ${url}`);
    });
  });

  it('answers within its time, whatever the search does, and the same search goes on', async () => {
    const slow = gate();
    let runs = 0;
    const search = {
      ...features.flatMap((f) => f.searches ?? [])[0]!,
      run: async () => {
        runs++;
        await slow.opened;
        return [];
      },
    };
    const extension = createMessageExtension({
      registry: { searches: new Map([[search.commandId, search]]) } as never,
      tokens: {} as never,
      connectUrl: async () => '',
      patience: 5,
    });
    const person = { tenantId: 't', userId: 'u' };
    const turn = {
      person,
      user: { id: '29:u' },
      open: () => ({ graph: { ready: async () => {} } }),
      log: { info() {} },
    } as never;
    const activity = { value: query(search.commandId, 'x') } as never;
    const late = await extension.query(turn, activity).answer;
    assert.match(JSON.stringify(late.body), /takes longer/);
    const again = extension.query(turn, activity);
    slow.open();
    await again.work;
    assert.equal(runs, 1);
  });

  it('reads any value that comes without a fault', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = readQuery(value);
        return read === undefined || (read.page.count >= 1 && read.page.count <= 25 && read.text.length <= 200);
      }),
    );
  });
});
