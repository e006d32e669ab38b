import assert from 'node:assert/strict';
import {
  CardFactory,
  MemoryStorage,
  MessageFactory,
  TeamsSSOTokenExchangeMiddleware,
  type TurnContext,
} from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';
import { decodeJwt } from 'jose';
import { signInInBrowser } from '../../support/browser.ts';
import { oauthCardOf } from '../../support/cards.ts';
import { startSandboxWithEchoBot } from '../../support/echo-bot.ts';
import { openClient } from '../../support/teams-client.ts';

const connection = 'aide';
const tokensOf = (context: TurnContext): UserTokenClient =>
  context.turnState.get((context.adapter as unknown as { UserTokenClientKey: symbol }).UserTokenClientKey);
const respond = (context: TurnContext, status: number, body?: unknown) =>
  context.sendActivity({ type: 'invokeResponse', value: { status, body } });

/** What every bot with sign-in does: token or card, exchange by botbuilder's middleware, magic code. */
async function signInBot(context: TurnContext): Promise<void> {
  const { type, name, text, from, channelId, value } = context.activity;
  const client = tokensOf(context);
  if (type === 'message' && text === 'out') {
    await client.signOutUser(from.id, connection, channelId);
    await context.sendActivity('signed out');
  } else if (type === 'message') {
    const found = await client.getUserToken(from.id, connection, channelId, '');
    if (found?.token) await context.sendActivity(`you are ${decodeJwt(found.token).name}`);
    else {
      const { signInLink, tokenExchangeResource } = await client.getSignInResource(connection, context.activity, '');
      const card = CardFactory.oauthCard(connection, 'Sign in', 'Please sign in', signInLink, tokenExchangeResource);
      await context.sendActivity(MessageFactory.attachment(card));
    }
  } else if (name === 'signin/tokenExchange') {
    await respond(context, 200);
    await context.sendActivity('signed in silently');
  } else if (name === 'signin/verifyState') {
    const found = await client.getUserToken(from.id, connection, channelId, value.state);
    await respond(context, found?.token ? 200 : 404);
    if (found?.token) await context.sendActivity(`signed in with a code as ${decodeJwt(found.token).name}`);
  } else if (name === 'signin/failure') {
    await respond(context, 200);
    await context.sendActivity(`failed: ${value.code}`);
  }
}

describe('sign-in through a real bot', () => {
  let world: Awaited<ReturnType<typeof startSandboxWithEchoBot>>;
  before(async () => {
    world = await startSandboxWithEchoBot();
    world.bot.adapter().use(new TeamsSSOTokenExchangeMiddleware(new MemoryStorage(), connection));
    world.bot.onTurn(signInBot);
  });
  after(() => world.stop());

  it('is silent: the client hands over a token for the API, and the bot gets one with a refresh behind it', async () => {
    const client = await openClient(world, 'Megan Bowen');
    await client.say('who am I');
    assert.equal((await client.next()).text, 'signed in silently');
    assert.equal((await client.nextSignOn()).status, 200);
    await client.say('who am I');
    assert.equal((await client.next()).text, 'you are Megan Bowen');
    await client.say('out');
    assert.equal((await client.next()).text, 'signed out');
    await client.close();
  });

  it('comes once from every open client, and the middleware lets one of them on', async () => {
    const clients = await Promise.all(['Adele Vance', 'Adele Vance'].map((name) => openClient(world, name)));
    await clients[0]!.say('who am I');
    const seen = await Promise.all(clients.map((c) => c.next((m) => m.text === 'signed in silently')));
    assert.equal(new Set(seen.map((m) => m.id)).size, 1);
    for (const client of clients) {
      assert.equal((await client.nextSignOn()).status, 200);
      await client.close();
    }
  });

  it('answers 412 when the token cannot be exchanged, and then shows the card with its button', async () => {
    const client = await openClient(world, 'Alex Wilber', { sso: { token: 'no token' } });
    await client.say('who am I');
    const card = await client.next();
    assert.equal((await client.nextSignOn()).status, 412);
    assert.ok(oauthCardOf(card));
    await client.close();
  });

  for (const [what, tokenOf] of [
    ['of somebody else', () => world.tokenFor('Lee Gu', [world.tenant.aide.apiScope])],
    ['for another API', () => world.tokenFor('Alex Wilber', ['User.Read'])],
  ] as const)
    it(`does not exchange a token ${what}`, async () => {
      const client = await openClient(world, 'Alex Wilber', { sso: { token: await tokenOf() } });
      await client.say('who am I');
      await client.next();
      assert.equal((await client.nextSignOn()).status, 412);
      await client.close();
    });

  it('answers 412 when consent is missing', async () => {
    world.tenant.faults.add([{ match: { path: 'usertoken/exchange', user: 'AlexW@contoso.com' }, kind: 'consent' }]);
    const client = await openClient(world, 'Alex Wilber');
    await client.say('who am I');
    assert.ok(oauthCardOf(await client.next()));
    assert.equal((await client.nextSignOn()).status, 412);
    world.tenant.faults.clear();
    await client.close();
  });

  it('tells the bot when Teams itself cannot get a token', async () => {
    const client = await openClient(world, 'Alex Wilber', { sso: { failure: 'installedappnotfound' } });
    await client.say('who am I');
    await client.next((m) => m.text === 'failed: installedappnotfound');
    await client.close();
  });

  it('works with the button: sign-in page, magic code, verifyState; the code is good once and for its person', async () => {
    const client = await openClient(world, 'Diego Siciliani', { sso: 'off' });
    const other = await openClient(world, 'Lee Gu', { sso: 'off' });
    await client.say('who am I');
    const card = await client.next();
    assert.equal((await client.invoke('signin/verifyState', { state: 'CancelledByUser' }, card)).status, 404);
    const landed = await signInInBrowser(oauthCardOf(card)!.buttons![0]!.value, client.user);
    assert.equal(landed.status, 200);
    assert.match(landed.html, /You are signed in/);
    const state = /type (\d{6}) in the chat/.exec(landed.html)![1];
    assert.equal((await other.invoke('signin/verifyState', { state })).status, 404);
    assert.equal((await client.invoke('signin/verifyState', { state }, card)).status, 200);
    assert.equal((await client.next()).text, 'signed in with a code as Diego Siciliani');
    assert.equal((await client.invoke('signin/verifyState', { state }, card)).status, 404);
    await client.say('who am I');
    assert.equal((await client.next()).text, 'you are Diego Siciliani');
    const again = await signInInBrowser(oauthCardOf(card)!.buttons![0]!.value, client.user);
    assert.equal(again.status, 400);
    await client.close();
    await other.close();
  });

  it('hands CancelledByUser to the client when the person gives up at the sign-in page', async () => {
    const client = await openClient(world, 'Joni Sherman', { sso: 'off' });
    await client.say('who am I');
    const link = oauthCardOf(await client.next())!.buttons![0]!.value;
    const landed = await signInInBrowser(link, client.user, { decline: true });
    assert.match(landed.html, /state: "CancelledByUser"/);
    await client.close();
  });

  it('takes a token at the address for posting tokens, once', async () => {
    const client = await openClient(world, 'Grady Archie', { sso: 'off' });
    let resource: { tokenPostResource?: { sasUrl: string } } = {};
    world.bot.onTurn(async (context) => {
      const state = Buffer.from(
        JSON.stringify({
          connectionName: connection,
          conversation: { channelId: 'msteams', user: { id: context.activity.from.id } },
          msAppId: world.tenant.aide.botId,
        }),
      ).toString('base64');
      const token = await world.botToken();
      const url = `${world.url}/token/api/botsignin/GetSignInResource?state=${encodeURIComponent(state)}`;
      const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      resource = (await response.json()) as typeof resource;
      await context.sendActivity('ready');
    });
    await client.say('go');
    await client.next((m) => m.text === 'ready');
    const post = (token: string) =>
      fetch(resource.tokenPostResource!.sasUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
    assert.equal((await post('x')).status, 400);
    const sso = await client.token(world.tenant.aide.apiScope);
    assert.equal((await post(sso)).status, 204);
    assert.equal((await post(sso)).status, 400);
    world.bot.onTurn(signInBot);
    await client.say('who am I');
    await client.next((m) => m.text === 'you are Grady Archie');
    await client.close();
  });
});
