import assert from 'node:assert/strict';
import { CardFactory, MessageFactory, type TurnContext } from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';
import { createChatService } from '../../../sandbox/host/page/src/api/chat-service.ts';
import { groupMessages, threads } from '../../../sandbox/host/page/src/chat/groups.ts';
import type { ChatState } from '../../../sandbox/host/page/src/chat/state.ts';
import { type ChatStore, createChatStore } from '../../../sandbox/host/page/src/chat/store.ts';
import { createTokens } from '../../../sandbox/host/page/src/session/tokens.ts';
import { chatServiceScope } from '../../../sandbox/teams/protocol.ts';
import { echo, startSandboxWithEchoBot } from '../../support/echo-bot.ts';

/** The state as soon as it is so. */
const until = (store: ChatStore, so: (state: ChatState) => unknown) =>
  new Promise<ChatState>((resolve) => {
    const look = () => {
      if (!so(store.get())) return false;
      stop();
      resolve(store.get());
      return true;
    };
    const stop = store.subscribe(look);
    look();
  });

describe("the page's chat against the real chat service", () => {
  let world: Awaited<ReturnType<typeof startSandboxWithEchoBot>>;
  const closing = new AbortController();
  let calls: string[] = [];
  before(async () => {
    world = await startSandboxWithEchoBot();
  });
  after(async () => {
    closing.abort();
    await world.stop();
  });

  const openPage = async (
    name: string,
    fetcher: typeof fetch = fetch,
    isOpen = ({ live, status }: ChatState) => live && status === 'ready',
  ) => {
    const user = world.person(name);
    const counted: typeof fetch = (input, init) => {
      if (init?.body instanceof URLSearchParams) calls.push(String(init.body.get('grant_type')));
      return fetcher(input, init);
    };
    const tokens = createTokens({
      tokenEndpoint: `${world.url}/${world.tenant.id}/oauth2/v2.0/token`,
      username: user.userPrincipalName,
      password: user.password,
      fetch: counted,
    });
    const service = createChatService(world.url, () => tokens(chatServiceScope), counted);
    const store = createChatStore({ service, tokens, me: user.id, visible: () => true });
    await store.start(closing.signal);
    const state = await until(store, isOpen);
    const personal = state.conversations.find((c) => c.type === 'personal')!.id;
    await store.open(personal);
    return { store, personal, user, tokens };
  };
  const texts = (state: ChatState, id: string) => state.messages[id]?.map((m) => m.text) ?? [];

  it('opens with the conversations of the person and the commands of the app', async () => {
    const { store } = await openPage('Megan Bowen');
    const { conversations, apps, status } = store.get();
    assert.equal(status, 'ready');
    assert(conversations.some((c) => c.type === 'groupChat') && conversations.some((c) => c.type === 'channel'));
    assert.equal(apps[0]?.botId, world.tenant.aide.botId);
  });

  it('shows what was sent once, though the answer and the stream both tell of it, and then the reply', async () => {
    world.bot.onTurn(echo);
    const { store, personal } = await openPage('Adele Vance');
    await store.send(personal, { text: 'hello' });
    const state = await until(store, (s) => texts(s, personal).includes('Echo: hello'));
    assert.equal(texts(state, personal).filter((t) => t === 'hello').length, 1);
    assert.deepEqual(state.outbox[personal], []);
    assert.equal(state.unread[personal], 0);
  });

  it('shows what was said after the first reading and before the stream stood', async () => {
    world.bot.onTurn(echo);
    let connect = () => {};
    const allowed = new Promise<void>((resolve) => {
      connect = resolve;
    });
    const late: typeof fetch = async (input, init) => {
      if (String(input).endsWith('/stream')) await allowed;
      return fetch(input, init);
    };
    const { store, personal } = await openPage('Miriam Graham', late, ({ status }) => status === 'ready');
    const elsewhere = await openPage('Miriam Graham');
    await elsewhere.store.send(personal, { text: 'from elsewhere' });
    await until(elsewhere.store, (s) => texts(s, personal).includes('Echo: from elsewhere'));
    assert.deepEqual(texts(store.get(), personal), []);
    connect();
    await until(store, (s) => texts(s, personal).includes('Echo: from elsewhere'));
  });

  it('keeps what could not be sent, says why, and sends it once when asked again', async () => {
    let down = true;
    const { store, personal } = await openPage('Lee Gu', (input, init) =>
      down && init?.method === 'POST' && String(input).endsWith('/messages')
        ? Promise.reject(new TypeError('fetch failed'))
        : fetch(input, init),
    );
    assert.equal(await store.send(personal, { text: 'precious' }), false);
    const [kept] = store.get().outbox[personal]!;
    assert.equal(kept?.text, 'precious');
    assert.match(kept!.error!, /Nothing answered/);
    down = false;
    await store.retry(personal, kept!);
    const state = await until(store, (s) => texts(s, personal).includes('Echo: precious'));
    assert.equal(texts(state, personal).filter((t) => t === 'precious').length, 1);
    assert.deepEqual(state.outbox[personal], []);
  });

  it('counts what comes into a conversation that is not open, and forgets the count when it is opened', async () => {
    const { store, personal } = await openPage('Grady Archie');
    await store.open(undefined);
    await store.send(personal, { text: 'hello' });
    await until(store, (s) => s.unread[personal] === 1);
    const first = store.get().messages[personal]!.find((m) => m.text === 'Echo: hello')!;
    assert.equal(store.get().newFrom[personal], first.id);
    await store.open(personal);
    assert.equal(store.get().unread[personal], 0);
  });

  it('follows updates, deletions and typing', async () => {
    const { store, personal } = await openPage('Joni Sherman');
    world.bot.onTurn(async (context) => {
      if (context.activity.type !== 'message') return;
      await context.sendActivity({ type: 'typing' });
      const sent = await context.sendActivity('first');
      await context.updateActivity({ ...MessageFactory.text('second'), id: sent!.id });
      const gone = await context.sendActivity('gone');
      await context.deleteActivity(gone!.id);
    });
    const typed = until(store, (s) => s.typing[personal]?.length);
    const finished = until(
      store,
      (s) => texts(s, personal).includes('second') && s.messages[personal]?.some((m) => m.deleted),
    );
    await store.send(personal, { text: 'go' });
    await typed;
    const state = await finished;
    assert(!texts(state, personal).includes('first'));
    assert.deepEqual(state.typing[personal], []);
    world.bot.onTurn(echo);
  });

  describe('with an OAuth card', () => {
    /** Asks for sign-in, answers the exchange with a status. */
    const signInBot = (exchange: number, invoked: string[]) => async (context: TurnContext) => {
      const { type, name, value } = context.activity;
      const client: UserTokenClient = context.turnState.get(
        (context.adapter as unknown as { UserTokenClientKey: symbol }).UserTokenClientKey,
      );
      if (type === 'invoke') {
        invoked.push(
          name === 'signin/failure' ? `${name} ${value.code}` : `${name} ${value.state ?? value.id.length > 0}`,
        );
        const status = name === 'signin/tokenExchange' ? exchange : 200;
        await context.sendActivity({ type: 'invokeResponse', value: { status } });
      } else if (type === 'message') {
        const { signInLink, tokenExchangeResource } = await client.getSignInResource('aide', context.activity, '');
        const resource =
          context.activity.text === 'foreign'
            ? { ...tokenExchangeResource, uri: 'api://other' }
            : tokenExchangeResource;
        const card = CardFactory.oauthCard('aide', 'Sign in', 'Please sign in', signInLink, resource as never);
        await context.sendActivity(MessageFactory.attachment(card));
      }
    };
    const cardState = async (name: string, text: string, exchange: number) => {
      const invoked: string[] = [];
      const { store, personal } = await openPage(name);
      world.bot.onTurn(signInBot(exchange, invoked));
      await store.send(personal, { text });
      const isAnswered = (s: ChatState) => Object.values(s.signIns).some((x) => x && x.step !== 'trying');
      const state = await until(store, isAnswered);
      const message = state.messages[personal]!.find((m) => m.attachments.length > 0)!;
      return { store, message, invoked, step: state.signIns[message.id] };
    };

    it('signs in silently with a token for the app', async () => {
      const { step, invoked } = await cardState('Diego Siciliani', 'hi', 200);
      assert.deepEqual(step, { step: 'done' });
      assert.deepEqual(invoked, ['signin/tokenExchange true']);
    });
    it('shows the button when the bot cannot exchange the token, and takes the code of its window', async () => {
      const { store, message, step, invoked } = await cardState('Nestor Wilke', 'hi', 412);
      assert.equal(step?.step, 'button');
      await store.finishSignIn(message, '123456');
      assert.deepEqual(store.get().signIns[message.id], { step: 'done' });
      assert.deepEqual(invoked, ['signin/tokenExchange true', 'signin/verifyState 123456']);
    });
    it('tells the bot when the window was closed', async () => {
      const { store, message, invoked } = await cardState('Lynne Robbins', 'hi', 412);
      await store.finishSignIn(message, 'CancelledByUser');
      assert.equal(store.get().signIns[message.id]?.step, 'button');
      assert.equal(invoked.at(-1), 'signin/verifyState CancelledByUser');
    });
    it('refuses a resource that is not in the manifest of the app', async () => {
      const { step, invoked } = await cardState('Isaiah Langer', 'foreign', 200);
      assert.equal(step?.step, 'button');
      assert.deepEqual(invoked, ['signin/failure resourcematchfailed']);
    });
  });

  it('uses the password once and the refresh token for everything else, one at a time', async () => {
    const { tokens } = await openPage('Henrietta Mueller');
    calls = [];
    const scopes = ['https://graph.microsoft.com/User.Read', 'https://graph.microsoft.com/Calendars.Read'];
    const got = await Promise.all([...scopes, scopes[0]!].map((scope) => tokens(scope)));
    assert.equal(got[0], got[2]);
    assert.deepEqual(calls, ['refresh_token', 'refresh_token']);
  });
});

describe('grouping', () => {
  const from = (mri: string) => ({ mri, name: mri, kind: 'user' as const });
  const message = (id: string, mri: string, minute: number, replyToId?: string) => ({
    id,
    conversationId: 'c',
    from: from(mri),
    createdAt: new Date(Date.UTC(2026, 10, 23, 8, minute)).toISOString(),
    text: id,
    textFormat: 'plain' as const,
    attachments: [],
    replyToId,
  });
  it('puts a sender once over what was said shortly after each other', () => {
    const days = groupMessages(
      [message('1', 'a', 0), message('2', 'a', 2), message('3', 'b', 3), message('4', 'a', 4), message('5', 'a', 20)],
      (at) => new Date(at).toDateString(),
    );
    assert.deepEqual(
      days.map((d) => d.groups.map((g) => g.messages.map((m) => m.id).join())),
      [['1,2', '3', '4', '5']],
    );
  });
  it('puts replies under their post', () => {
    const found = threads([
      message('1', 'a', 0),
      message('2', 'b', 1),
      message('3', 'b', 2, '1'),
      message('4', 'b', 2, 'gone'),
    ]);
    assert.deepEqual(
      found.map((t) => [t.root.id, t.replies.map((r) => r.id)]),
      [
        ['1', ['3']],
        ['2', []],
        ['4', []],
      ],
    );
  });
});
