import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { wellKnownId } from '../../sandbox/graph/mail/folders.ts';
import { mailTables } from '../../sandbox/graph/mail/model.ts';
import type { Message } from '../../sandbox/teams/protocol.ts';
import { sourcesOf } from '../../sandbox/tenant/file/index.ts';
import { freePort } from '../../scripts/azurite.mjs';
import { type AideForTests, startAide } from '../support/aide.ts';
import { type Card, cardOf, partsOf, textOf } from '../support/cards.ts';
import { aideForTests, startSandbox } from '../support/sandbox.ts';
import { openClient } from '../support/teams-client.ts';
import { openSession, pathOf } from '../support/teams-session.ts';
import { changesBetween } from './changes.ts';
import type { Command } from './commands.ts';
import { type Comparison, compare } from './compare.ts';
import { stateOf } from './state.ts';

export interface Outcome extends Comparison {
  query: string;
  template?: string;
  /** What Aide answered, in the order it did, buttons included. */
  answers: string[];
}

/** A tenant from a folder, and Aide in it, which one person tells what to do. */
export interface LanguageOffice {
  /** From the tenant's start: says the command, confirms what is proposed, and compares the end with the effects. */
  run(command: Command): Promise<Outcome>;
  stop(): Promise<void>;
}

/** How many cards in a row are confirmed. */
const mostSteps = 10;
/** How long held mail and other work may take, ms of wall time. */
const patience = 20_000;

export async function openOffice(folder: string): Promise<LanguageOffice> {
  const tenantFile = join(folder, 'tenant.json');
  if (!existsSync(tenantFile)) throw new Error(`There is no ${tenantFile}.`);
  const { me: address, users } = JSON.parse(readFileSync(tenantFile, 'utf8')) as {
    me?: string;
    users: { userPrincipalName: string }[];
  };
  const url = `http://127.0.0.1:${await freePort()}`;
  const sandbox = await startSandbox({ tenantFile, aide: { ...aideForTests, url }, teams: { rateLimits: false } });
  const { tenant } = sandbox;
  const me = sandbox.person(address ?? users[0]!.userPrincipalName);
  // One for all: what it stores stands under another prefix for each command.
  const prefix = `l${randomBytes(4).toString('hex')}`;
  let count = 0;
  const start = () => startAide(sandbox, { prefix: `${prefix}n${count++}`, pace: { plans: 100, queue: 100 } });

  // Signed in once; the token service has the token from then on, as it has for anybody who uses Aide.
  const chat = await signIn(await start());
  const session = await openSession(sandbox, me.userPrincipalName);
  const now = tenant.clock.now();
  const beginning = tenant.store.dump();

  async function signIn(aide: AideForTests): Promise<string> {
    const client = await openClient(sandbox, me.userPrincipalName, { patience });
    await client.say('agenda');
    const { status } = await client.nextSignOn();
    assert.equal(status, 200, 'the sign-in');
    await aide.stop();
    await client.close();
    return client.personal.id;
  }

  const messages = () => session.call<Message[]>('GET', `${pathOf(chat)}/messages`);

  /** What the bot said in a turn. */
  async function say(aide: AideForTests, text: string): Promise<Message[]> {
    const before = new Set((await messages()).map(({ id }) => id));
    const answered = turnEnded(aide);
    await session.call('POST', `${pathOf(chat)}/messages`, { text, clientMessageId: randomBytes(8).toString('hex') });
    await answered;
    return (await messages()).filter((message) => message.from.kind === 'bot' && !before.has(message.id));
  }

  /** Confirms as a person would, card by card; what asks for more than a yes is left alone. */
  async function confirm(message: Message): Promise<string[]> {
    const said: string[] = [];
    let card = cardOf(message);
    for (let step = 0; step < mostSteps; step += 1) {
      const action = confirmationOf(card);
      if (!action) break;
      const value = {
        action: { type: action.type, id: action.id, verb: action.verb, data: action.data },
        trigger: 'manual',
      };
      const { body, status } = await session.invoke(chat, 'adaptiveCard/action', value, message.id);
      const answer = body as { type?: string; value?: unknown } | undefined;
      card = answer?.type === 'application/vnd.microsoft.card.adaptive' ? (answer.value as Card) : undefined;
      said.push(
        `[${String(action.title)}] → ${card ? textOf(card) : `${status} ${JSON.stringify(answer?.value ?? '')}`}`,
      );
    }
    return said;
  }

  /** Mail that waits in Drafts is sent when its time has come. */
  async function flush(): Promise<void> {
    const drafts = wellKnownId(me.id, 'drafts');
    const known = new Set((beginning['mail.messages'] ?? []).map(({ id }) => id));
    const waiting = () =>
      mailTables(tenant)
        .messages.by('folder', drafts)
        .some(({ id }) => !known.has(id));
    if (!waiting()) return;
    tenant.clock.advance('PT1H');
    await until(() => !waiting());
  }

  async function until(isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(end, patience);
      // Looked at after the change is complete: it may be of several rows.
      const stop = tenant.store.onChange(() => setImmediate(() => isSo() && end()));
    });
  }

  return {
    async run({ query, template, effects }) {
      tenant.store.load(beginning);
      tenant.clock.set(now);
      const aide = await start();
      const before = stateOf(tenant, me.id, chat);
      const answers: string[] = [];
      try {
        for (const message of await say(aide, query)) answers.push(textOf(message), ...(await confirm(message)));
        await flush();
      } catch (error) {
        answers.push(`error: ${error instanceof Error ? error.message : error}`);
      } finally {
        // Ends what is under way.
        await aide.stop();
      }
      const changes = changesBetween(before, stateOf(tenant, me.id, chat));
      const idOf = (kind: 'events' | 'messages', id: string) => sourcesOf(tenant).get(`${kind} ${id}`)?.graphId ?? '';
      const comparison = compare(effects, changes, { start: before, idOf, timeZone: me.timeZone });
      return { query, ...(template ? { template } : {}), ...comparison, answers };
    },
    stop: () => sandbox.stop(),
  };
}

/** The end of the next message's turn: Aide answers the Bot Connector when it has done what it was told. */
async function turnEnded({ app: { server } }: AideForTests): Promise<void> {
  for (;;) {
    const [request, response] = (await once(server, 'request', { signal: AbortSignal.timeout(patience) })) as [
      IncomingMessage,
      ServerResponse,
    ];
    if (request.url !== '/api/messages') continue;
    await once(response, 'close', { signal: AbortSignal.timeout(patience) });
    return;
  }
}

/** The button that says yes, on a card that asks for nothing else. */
function confirmationOf(card: Card | undefined) {
  const parts = partsOf(card);
  if (parts.some(({ type }) => type?.startsWith('Input.'))) return undefined;
  return parts.find(({ type, style }) => type === 'Action.Execute' && style === 'positive');
}
