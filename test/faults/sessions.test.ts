import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TokenRow } from '../../sandbox/teams/tables.ts';
import { callApi } from '../support/aide.ts';
import { cardOf, findAction, oauthCardOf, textOf } from '../support/cards.ts';
import type { Client } from '../support/teams-client.ts';
import { type Office, openOffice, ourApi, soon } from './office.ts';
import { endings, ends } from './sessions.ts';

describe('sessions that end while somebody is at work', function () {
  this.timeout(120_000);
  let office: Office;
  let names: string[];
  before(async () => {
    office = await openOffice();
    names = [...office.sandbox.tenant.tables.users.all()].map((user) => user.displayName);
  });
  after(() => office?.stop());
  afterEach(() => office.clear());

  const happen = (code: number, times?: number) =>
    office.faults(ends(office.sandbox.tenant.aide.clientId, code, times));
  const once = async (who: string, title: string) =>
    soon(
      () => office.tasks(who, title),
      (count) => count === 1,
    );
  /** The next thing that is said is answered after it: nothing else comes of what was asked for. */
  const rest = async (client: Client) => {
    await client.say('help');
    await client.next((message) => /what I can do|I can/i.test(textOf(message)));
  };

  for (const [index, { what, code, tab, problem, chat }] of endings.entries()) {
    const who = () => names[index]!;

    it(`AADSTS${code}, ${what}: in the tab, and the same request goes on after it`, async () => {
      const title = `Task ${randomUUID()}`;
      const key = randomUUID();
      await happen(code);
      const token = await office.sandbox.tokenFor(who(), [ourApi]);
      const answer = await callApi(office.aide, '/api/actions/tasks.add', { token, body: { title }, key });
      assert.equal(answer.body.code, problem, answer.text);
      assert.match(`${answer.body.detail} ${answer.body.remedy}`, tab);
      assert.doesNotMatch(answer.text, /AADSTS|@/, 'what Entra ID wrote stays out of it');
      await office.clear();
      const again = await office.tab(who(), '/api/actions/tasks.add', { title }, key);
      assert.match(again.text, /"state":"done"/);
      await once(who(), title);
    });

    it(`AADSTS${code}, ${what}: in the chat`, async () => {
      const client = await office.chat(who());
      const title = `Task ${randomUUID()}`;
      await happen(code, chat === 'silent' ? 1 : undefined);
      await client.say(`add task ${title}`);
      const told = await client.next();
      if (chat === 'silent') assert.match(textOf(told), /Added|Done/);
      else {
        assert.match(textOf(told), chat);
        // There is nothing to press: what is to be done is not the person's own to do. When it is done, they ask again.
        assert.equal(findAction(cardOf(told), 'Try again'), undefined);
        assert.equal(await office.tasks(who(), title), 0);
        await office.clear();
        await client.say(`add task ${title}`);
        await client.next((message) => textOf(message).includes(title));
      }
      await once(who(), title);
      await rest(client);
      assert.equal(await office.tasks(who(), title), 1);
      await client.close();
    });
  }

  /** The token service's token for the person, as if an hour had passed: it is refreshed before it is handed out. */
  function grownOld(client: Client): void {
    const tokens = office.sandbox.tenant.store.table<TokenRow>('teams.tokens');
    const owner = office.sandbox.tenant.aide.botId;
    for (const row of [...tokens.all()])
      if (row.botId === owner && row.accessToken !== '' && oidOf(row.accessToken) === client.user.id)
        tokens.put({ ...row, expiresAt: Date.now() });
  }
  const oidOf = (token: string) =>
    (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { oid: string }).oid;

  it('a refresh token that is refused: Teams signs the person in silently, and what they asked for is done once', async () => {
    const [, , , , , , , , who = ''] = names;
    const client = await office.chat(who);
    const title = `Task ${randomUUID()}`;
    grownOld(client);
    await happen(700082, 1);
    await client.say(`add task ${title}`);
    assert.match(textOf(await client.next()), /Added|Done/);
    await rest(client);
    assert.equal(await office.tasks(who, title), 1);
  });

  it('a refresh token that is refused, and Teams is signed out too: a button, and after it what they asked for, once', async () => {
    const [, , , , , , , , , who = ''] = names;
    const client = await office.chat(who);
    const title = `Task ${randomUUID()}`;
    grownOld(client);
    await happen(50173, 1);
    client.sso = 'off';
    await client.say(`add task ${title}`);
    const asked = await client.next((message) => oauthCardOf(message) !== undefined);
    assert.match(oauthCardOf(asked)?.text ?? '', /Sign in, so that I can do this as you/);
    assert.equal(await office.tasks(who, title), 0);
    await client.signIn(asked);
    await client.next((message) => textOf(message).includes(title));
    await rest(client);
    assert.equal(await office.tasks(who, title), 1);
  });

  it('a session that ends between the doing and the answer: after the sign-in it is looked for, and not done again', async () => {
    const [, , , , , , , , , , who = ''] = names;
    const client = await office.chat(who);
    client.sso = 'off';
    const title = `Task ${randomUUID()}`;
    // Done, and the answer is lost; when Aide looks for it, Graph's token has been revoked, and there is no new one.
    const { clientId } = office.sandbox.tenant.aide;
    const list = { path: '/todo/lists/[^/]+/tasks', app: clientId };
    await office.faults(
      { match: { ...list, method: 'POST' }, kind: 'drop', when: 'after' },
      { match: { ...list, method: 'GET' }, kind: 'status', status: 401, times: 2 },
      { ...ends(clientId, 50173), match: { path: '/oauth2/v2.0/token', app: clientId, user: client.user.id } },
    );
    await client.say(`add task ${title}`);
    const told = await client.next();
    await office.clear();
    if (oauthCardOf(told)) await client.signIn(told);
    await once(who, title);
    await rest(client);
    assert.equal(await office.tasks(who, title), 1);
  });

  it('what was planned for a time at which the person is signed out: they are told, and the button does it once', async () => {
    const [, , , , , , , , , , , who = ''] = names;
    const client = await office.chat(who);
    const subject = `Mail ${randomUUID()}`;
    const to = [{ address: office.sandbox.person('Alex Wilber').mail }];
    const at = new Date(office.sandbox.tenant.clock.now().getTime() + 3_600_000).toISOString();
    const planned = await office.tab(
      who,
      '/api/actions/mail.send',
      { kind: 'new', to, subject, text: 'Hello', at },
      randomUUID(),
    );
    assert.match(planned.text, /"state":"done"/);
    grownOld(client);
    await happen(50173, 1);
    office.sandbox.tenant.clock.advance('PT61M');
    const told = await client.next((message) => /Not done/.test(textOf(message)));
    assert.match(textOf(told), /You planned this for later\.[\s\S]*Sign in/);
    await office.clear();
    // Teams signs them in silently, and the button goes on.
    await client.press(told, 'Do it now');
    const token = await office.sandbox.tokenFor('Alex Wilber', ['https://graph.microsoft.com/Mail.Read']);
    const filter = new URLSearchParams({ $filter: `subject eq '${subject}'` });
    const received = async () => {
      const answer = await fetch(`${office.sandbox.url}/v1.0/me/messages?${filter}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return ((await answer.json()) as { value: unknown[] }).value.length;
    };
    await soon(received, (count) => count > 0);
    await rest(client);
    assert.equal(await received(), 1);
  });
});
