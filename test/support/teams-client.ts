import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Conversation, InstalledApp, InvokeResult, Message, StreamEvent } from '../../sandbox/teams/protocol.ts';
import type { UserRow } from '../../sandbox/tenant/model.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { signInInBrowser } from './browser.ts';
import { type Card, cardOf, findAction, oauthCardOf, textOf } from './cards.ts';
import { createInbox, readEvents } from './events.ts';
import { patience as always } from './patience.ts';
import { openSession, pathOf } from './teams-session.ts';

/**
 * What the client does about an OAuth card:
 * - 'answer': gets a single sign-on token and posts signin/tokenExchange, as Teams does; the card stays hidden when that works
 * - 'off': shows the card, does nothing else
 * - {failure}: Teams cannot get a token, and posts signin/failure with this code, e.g. 'installedappnotfound'
 * - {token}: posts this instead of a real token
 */
export type SignOn = 'answer' | 'off' | { failure: string } | { token: string };

export interface ClientOptions {
  sso?: SignOn;
  /** Milliseconds that `next` and the others wait; as long as tests wait for anything unless told. */
  patience?: number;
}

/** What came of pressing a button of a card. */
export interface Pressed extends InvokeResult {
  /** The card that took the place of the old one, in this client only. */
  card?: Card;
  /** The bot answered with a message instead. */
  text?: string;
}

/**
 * A headless Teams client, signed in as one person. It speaks protocol.ts over HTTP, as the page does, and nothing else.
 *
 *   const megan = await openClient(sandbox, 'Megan Bowen');
 *   await megan.say('hi');
 *   const answer = await megan.next();                 // the bot's next message, whatever it is
 *   await megan.press(answer, 'Book');                 // by the action's title, verb or id
 *   await megan.nextUpdate((m) => m.id === answer.id); // a message that the bot changed
 *   await megan.close();
 */
export interface Client {
  user: UserRow;
  /** The chat with Aide. */
  personal: Conversation;
  /** May be changed at any time. */
  sso: SignOn;
  /** What the bot answered to this client's silent sign-in (or to signin/failure), oldest first. */
  nextSignOn(): Promise<InvokeResult>;
  /** All of them so far. The bot's message may come before its answer: to wait for one, use nextSignOn. */
  signOns: readonly InvokeResult[];
  conversations(): Promise<Conversation[]>;
  /** A conversation by title: 'Mark 8 launch', or 'Mark 8 Project Team/Design'. */
  conversation(title: string): Promise<Conversation>;
  messages(where?: Conversation): Promise<Message[]>;
  apps(): Promise<InstalledApp[]>;
  createGroupChat(members: UserRow[], title?: string): Promise<Conversation>;
  /** Sends a text; to the chat with Aide unless told otherwise. */
  say(
    text: string,
    to?: { conversation?: Conversation; replyTo?: Message; clientMessageId?: string },
  ): Promise<Message>;
  /** Action.Execute or Action.Submit of a card: by title, verb or id. `inputs` are what the person filled in. */
  press(message: Message, action: string, inputs?: Record<string, unknown>): Promise<Pressed>;
  /** What Teams does by itself when a card names this person in `refresh.userIds`: asks for their own view, and shows it. */
  refresh(message: Message): Promise<Pressed>;
  /** Action.Submit with any data, also data that no button of the card has. */
  submit(message: Message, data: unknown): Promise<Message>;
  /** Any invoke, e.g. one that no client would send. */
  invoke(name: string, value: unknown, from?: Message): Promise<InvokeResult>;
  /** The bot's next message that was not taken yet. */
  next(fits?: (message: Message) => boolean): Promise<Message>;
  /** Like next, and it has to have a card. */
  nextCard(fits?: (card: Card, message: Message) => boolean): Promise<Message>;
  nextUpdate(fits?: (message: Message) => boolean): Promise<Message>;
  /** Any event of the stream other than bot messages and their updates. */
  nextEvent<T extends StreamEvent['type']>(
    type: T,
    fits?: (event: Extract<StreamEvent, { type: T }>) => boolean,
  ): Promise<Extract<StreamEvent, { type: T }>>;
  /** Bot messages that arrived and were not taken: for "and nothing else". */
  untaken(): Message[];
  /** Opens an OAuth card's sign-in link, signs in, and gives the code to the bot (signin/verifyState). */
  signIn(card: Message, as?: UserRow): Promise<InvokeResult>;
  /** A token for a scope, as Teams' own client gets it. */
  token(scope: string): Promise<string>;
  uninstall(): Promise<void>;
  install(): Promise<void>;
  /** GET, POST … on the chat service with this person's token. */
  request(method: string, path: string, body?: unknown): Promise<Response>;
  close(): Promise<void>;
}

/** @param name displayName or userPrincipalName. Opening the client installs Aide for the person, as Teams does. */
export async function openClient(
  sandbox: { url: string; tenant: Tenant },
  name: string,
  { sso = 'answer', patience = always }: ClientOptions = {},
): Promise<Client> {
  const session = await openSession(sandbox, name);
  const { user, token, request, call } = session;
  const closing = new AbortController();
  const inbox = createInbox<Message>((m) => `${m.id}: ${textOf(m)}`);
  const updates = createInbox<Message>((m) => `${m.id}: ${textOf(m)}`);
  const events = createInbox<StreamEvent>((e) => e.type);
  const signOns = createInbox<InvokeResult>((r) => String(r.status));
  const signedOn: InvokeResult[] = [];

  /** @returns whether the card is done with, so that the person need not see it */
  async function signOn(message: Message): Promise<boolean> {
    const card = oauthCardOf(message);
    if (!card?.tokenExchangeResource || client.sso === 'off') return false;
    const { id, uri } = card.tokenExchangeResource;
    const post = async (invoke: string, value: unknown) => {
      const result = await session.invoke(message.conversationId, invoke, value, message.id);
      signedOn.push(result);
      signOns.push(result);
      return result.status === 200;
    };
    const fail = async (code: string) => {
      await post('signin/failure', { code, message: code });
      return false;
    };
    if (typeof client.sso === 'object' && 'failure' in client.sso) return fail(client.sso.failure);
    const [app] = await client.apps();
    if (!app) return fail('installedappnotfound');
    if (app.webApplicationInfo?.resource !== uri) return fail('resourcematchfailed');
    const ours = typeof client.sso === 'object' ? client.sso.token : undefined;
    const sso = ours ?? (await token(`${uri}/.default`).catch(() => undefined));
    if (sso === undefined) return fail('tokenmissing');
    return post('signin/tokenExchange', { id, connectionName: card.connectionName, token: sso });
  }

  async function receive(event: StreamEvent): Promise<void> {
    const message = event.type === 'message' || event.type === 'messageUpdate' ? event.message : undefined;
    if (message?.from.kind !== 'bot') return events.push(event);
    if (event.type === 'messageUpdate') return updates.push(message);
    if (oauthCardOf(message) && (await signOn(message))) return;
    inbox.push(message);
  }

  const stream = await request('GET', '/stream', undefined, closing.signal);
  assert(stream.ok, `stream: ${stream.status}`);
  const handling = new Set<Promise<void>>();
  const listening = (async () => {
    for await (const data of readEvents(stream)) {
      const handled = receive(JSON.parse(data) as StreamEvent).catch(() => {});
      handling.add(handled);
      handled.finally(() => handling.delete(handled));
    }
  })().catch(() => {});

  const conversations = () => call<Conversation[]>('GET', '/conversations');
  const personal = (await conversations()).find((c) => c.type === 'personal');
  const [installed] = await call<InstalledApp[]>('GET', '/apps');
  assert(personal && installed, 'there is no personal chat');

  const client: Client = {
    user,
    personal,
    sso,
    signOns: signedOn,
    nextSignOn: () => signOns.take(() => true, 'sign-in', patience),
    conversations,
    async conversation(title) {
      const all = await conversations();
      const found = all.find((c) => [c.title, `${c.team?.displayName}/${c.title}`].includes(title));
      assert(found, `no conversation "${title}"`);
      return found;
    },
    messages: (where = personal) => call('GET', `${pathOf(where.id)}/messages`),
    apps: () => call('GET', '/apps'),
    createGroupChat: (members, title) =>
      call('POST', '/conversations', { type: 'groupChat', title, memberIds: members.map((m) => m.id) }),
    say: (text, { conversation = personal, replyTo, clientMessageId = randomUUID() } = {}) =>
      call('POST', `${pathOf(conversation.id)}/messages`, { text, replyToId: replyTo?.id, clientMessageId }),
    async press(message, title, inputs = {}) {
      const action = findAction(cardOf(message), title);
      assert(action, `no action "${title}" on the card: ${textOf(message)}`);
      const data = { ...(action.data as object), ...inputs };
      if (action.type === 'Action.Submit') {
        await client.submit(message, data);
        return { status: 200 };
      }
      assert.equal(action.type, 'Action.Execute', `"${title}" is ${action.type}`);
      const value = { action: { type: action.type, id: action.id, verb: action.verb, data }, trigger: 'manual' };
      return replaceCard(message, await client.invoke('adaptiveCard/action', value, message));
    },
    async refresh(message) {
      const action = (cardOf(message)?.refresh as { action?: object } | undefined)?.action;
      assert(action, `the card has no refresh: ${textOf(message)}`);
      const value = { action, trigger: 'automatic' };
      return replaceCard(message, await client.invoke('adaptiveCard/action', value, message));
    },
    submit: (message, value) =>
      call('POST', `${pathOf(message.conversationId)}/messages`, {
        text: '',
        value,
        replyToId: message.id,
        clientMessageId: randomUUID(),
      }),
    invoke: (name, value, from) => session.invoke(from?.conversationId ?? personal.id, name, value, from?.id),
    next: (fits = () => true) => inbox.take(fits, 'message of the bot', patience),
    nextCard: (fits = () => true) =>
      inbox.take((m) => cardOf(m) !== undefined && fits(cardOf(m)!, m), 'card of the bot', patience),
    nextUpdate: (fits = () => true) => updates.take(fits, 'update', patience),
    nextEvent: (type, fits = () => true) =>
      events.take((e) => e.type === type && fits(e as never), type, patience) as Promise<never>,
    untaken: () => inbox.waiting(),
    async signIn(card, as = user) {
      const link = oauthCardOf(card)?.buttons?.[0]?.value;
      assert(link, 'the message has no sign-in button');
      const landed = await signInInBrowser(link, as);
      // What the page posts to the window that opened it.
      const state = /state: "([^"]+)"/.exec(landed.html)?.[1];
      assert(state, `the sign-in ended at ${landed.url}: ${landed.html}`);
      return session.invoke(card.conversationId, 'signin/verifyState', { state });
    },
    token,
    async uninstall() {
      for (const app of await client.apps()) await call('DELETE', `/apps/${app.teamsAppId}`);
    },
    async install() {
      await call('POST', `/apps/${installed.teamsAppId}`);
    },
    request,
    async close() {
      closing.abort();
      inbox.close();
      updates.close();
      events.close();
      signOns.close();
      await listening;
      await Promise.all(handling);
    },
  };
  return client;
}

/** As Teams does it: the answer's card takes the place of the old one, in this client alone. */
function replaceCard(message: Message, result: InvokeResult): Pressed {
  const body = result.body as { type?: string; value?: unknown } | undefined;
  if (body?.type === 'application/vnd.microsoft.activity.message') return { ...result, text: String(body.value) };
  if (body?.type !== 'application/vnd.microsoft.card.adaptive') return result;
  const attachment = message.attachments.find((a) => a.contentType === body.type);
  if (attachment) attachment.content = body.value;
  return { ...result, card: body.value as Card };
}
