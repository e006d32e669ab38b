import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { content, postInput } from '@aide/contracts/posts';
import { AideError } from '../../../../bot/errors.ts';
import type { Here } from '../../../../bot/features/chat.ts';
import type { Context, Memory } from '../../../../bot/features/feature.ts';
import { posts } from '../../../../bot/features/posts/index.ts';
import { cancelPlanAction, planAction } from '../../../../bot/features/posts/plan.ts';
import { postAction, replyAction } from '../../../../bot/features/posts/post.ts';
import { teamsQuery } from '../../../../bot/features/posts/queries.ts';
import { createPlans } from '../../../../bot/operations/plans.ts';
import { seededGroupChatId } from '../../../../sandbox/teams/seed.ts';
import { actionsOf, createOffice, inChannel, type Office, textOf } from './office.ts';

const asked = (code: string, scopes?: string[]) => (error: unknown) => {
  assert(error instanceof AideError, String(error));
  assert.equal(error.code, code);
  if (scopes) assert.deepEqual(error.details.scopes, scopes);
  assert(error.userMessage && error.remedy);
  return true;
};
const id = () => randomUUID();
const group: Here = { type: 'groupChat', conversationId: seededGroupChatId, files: [] };

describe('posts, in every condition', function () {
  this.timeout(120_000);
  let office: Office;
  let general: { kind: 'channel'; teamId: string; channelId: string };
  /** The chat of Megan and Alex, and what was said there first. */
  let pair: string;
  let oldest: string;
  before(async () => {
    office = await createOffice();
    general = await office.channel('Megan Bowen', 'Mark 8 Project Team', 'Design');
    pair = await chatOfPair();
    oldest = (await office.chatMessages('Megan Bowen', pair)).at(-1)!.id!;
  });
  beforeEach(() => office.withAll());
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());
  const chatOfPair = async (): Promise<string> => {
    const chats = await office.read<{ id: string; chatType: string; members: { userId: string }[] }>(
      'Megan Bowen',
      '/me/chats?$expand=members',
    );
    const { id: alex } = office.sandbox.person('Alex Wilber');
    const chat = chats.find((c) => c.chatType === 'oneOnOne' && c.members.some((m) => m.userId === alex));
    assert(chat);
    return chat.id;
  };
  const without = (scope: string) => Object.keys(posts.reasons).filter((s) => s !== scope);
  const inChat = async (chatId: string, words: string) =>
    (await office.chatMessages('Megan Bowen', chatId)).filter((m) => m.body?.content?.includes(words));

  interface Sending {
    name: string;
    /** Without which it cannot be sent. */
    scope: string;
    path: string;
    send(ctx: Context, words: string, key?: string): Promise<{ state: string }>;
    seen(words: string): Promise<unknown[]>;
  }
  const sendings: Sending[] = [
    {
      name: 'a post',
      scope: 'ChannelMessage.Send',
      path: '/channels/[^/]+/messages$',
      send: (ctx, text, key = id()) => ctx.operations.run(postAction, { to: general, text }, key),
      seen: async (words) =>
        (await office.messages('Megan Bowen', general)).filter((m) => m.body?.content?.includes(words)),
    },
    {
      name: 'a message in a chat',
      scope: 'ChatMessage.Send',
      path: '/chats/[^/]+/messages$',
      send: async (ctx, text, key = id()) => {
        const to = { kind: 'chat' as const, chatId: pair };
        return ctx.operations.run(postAction, { to, text }, key);
      },
      seen: (words) => inChat(pair, words),
    },
    {
      name: 'an answer that quotes',
      scope: 'ChatMessage.Send',
      path: '/replyWithQuote$',
      send: async (ctx, text, key = id()) => {
        const to = { kind: 'chat' as const, chatId: pair, quotes: { messageId: oldest } };
        return ctx.operations.run(postAction, { to, text }, key);
      },
      seen: (words) => inChat(pair, words),
    },
  ];

  for (const { name, scope, path, send, seen } of sendings)
    describe(name, () => {
      it('is sent, once under its key', async () => {
        const [words, key] = [`Works ${id()}`, id()];
        const ctx = await office.as('Megan Bowen');
        assert.equal((await send(ctx, words, key)).state, 'done');
        assert.equal((await send(ctx, words, key)).state, 'done');
        assert.equal((await seen(words)).length, 1);
      });

      it('needs somebody who is signed in', async () => {
        await assert.rejects(send(office.signedOut('Megan Bowen'), 'x'), asked('signin_required'));
      });

      it('asks for the one permission that is missing, and goes on with it', async () => {
        const [words, key] = [`Consent ${id()}`, id()];
        const ctx = await office.as('Megan Bowen');
        office.consent(without(scope));
        await assert.rejects(send(ctx, words, key), asked('consent_required', [scope]));
        office.withAll();
        assert.equal((await send(ctx, words, key)).state, 'done');
        assert.equal((await seen(words)).length, 1);
      });

      it('passes a claims challenge on, and is sent after it was met', async () => {
        const [words, key] = [`Claims ${id()}`, id()];
        const ctx = await office.as('Megan Bowen');
        office.faults(
          { match: { method: 'POST', path }, kind: 'claims' },
          { match: { path: '/oauth2/v2.0/token' }, kind: 'claims' },
        );
        await assert.rejects(send(ctx, words, key), asked('claims_challenge'));
        office.sandbox.tenant.faults.clear();
        assert.equal((await send(ctx, words, key)).state, 'done');
        assert.equal((await seen(words)).length, 1);
      });

      it('waits as long as Teams says, and is never sent twice', async () => {
        const words = `Busy ${id()}`;
        const ctx = await office.as('Megan Bowen');
        office.faults({ match: { method: 'POST', path }, kind: 'status', status: 429, retryAfter: 1, times: 1 });
        assert.equal((await send(ctx, words)).state, 'done');
        assert.equal((await seen(words)).length, 1);
      });

      it('is given back when Teams stays busy, and can be sent under the same key then', async () => {
        const [words, key] = [`Patience ${id()}`, id()];
        const ctx = await office.as('Megan Bowen');
        office.faults({ match: { method: 'POST', path }, kind: 'status', status: 429, retryAfter: 600 });
        await assert.rejects(send(ctx, words, key), asked('throttled'));
        office.sandbox.tenant.faults.clear();
        assert.equal((await seen(words)).length, 0);
        assert.equal((await send(ctx, words, key)).state, 'done');
        assert.equal((await seen(words)).length, 1);
      });

      it('is looked for when the connection broke, and is there once', async () => {
        const [words, key] = [`Lost ${id()}`, id()];
        const ctx = await office.as('Megan Bowen');
        office.faults({ match: { method: 'POST', path }, kind: 'drop', times: 1 });
        assert.equal((await send(ctx, words, key)).state, 'done');
        assert.equal((await seen(words)).length, 1);
      });

      it('shows markup as text', async () => {
        const words = `Markup ${id()}`;
        await send(await office.as('Megan Bowen'), `<script>alert(1)</script> ${words} <at id="0">x</at>`);
        const [message] = (await seen(words)) as { body?: { content?: string } }[];
        assert.match(message?.body?.content ?? '', /&lt;script&gt;/);
        assert.doesNotMatch(message?.body?.content ?? '', /<script|<at /);
      });
    });

  describe('what somebody else’s is, or is not there', () => {
    const refused: [name: string, to: () => object, code: string][] = [
      ['a chat of others', () => ({ kind: 'chat', chatId: pair }), 'forbidden'],
      ['no chat', () => ({ kind: 'chat', chatId: '19:none@thread.v2' }), 'not_found'],
      [
        'a message that is not there',
        () => ({ kind: 'chat', chatId: seededGroupChatId, quotes: { messageId: '1' } }),
        'not_found',
      ],
      ['a channel of a team that one is not in', () => general, 'not_found'],
    ];
    for (const [name, to, code] of refused)
      it(`${name}: ${code}`, async () => {
        const who = name === 'a message that is not there' ? 'Megan Bowen' : 'Diego Siciliani';
        const input = { to: to() as typeof general, text: 'x' };
        await assert.rejects((await office.as(who)).operations.run(postAction, input, id()), asked(code));
      });

    it('a thread that is not there: not_found', async () => {
      const to = { ...general, kind: 'thread' as const, messageId: '1' };
      const ctx = await office.as('Megan Bowen');
      await assert.rejects(ctx.operations.run(replyAction, { to, text: 'x' }, id()), asked('not_found'));
    });
  });

  describe('limits', () => {
    const person = (n: number) => ({ kind: 'person' as const, id: String(n), name: 'N' });
    const image = { contentType: 'image/png' as const, contentBytes: 'iVBORw0KGgo=' };
    const file = { id: '1', name: 'a', contentUrl: 'https://contoso.sharepoint.com/a' };
    const many = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));
    const sides: [what: string, make: (n: number) => object, most: number][] = [
      ['characters of a subject', (n) => ({ subject: 'x'.repeat(n) }), 255],
      ['mentions', (n) => ({ mentions: many(n, person) }), 50],
      ['images', (n) => ({ images: many(n, () => image) }), 10],
      ['files', (n) => ({ files: many(n, () => file) }), 10],
      ['characters of a mention’s name', (n) => ({ mentions: [{ ...person(1), name: 'x'.repeat(n) }] }), 256],
      ['characters of a text', (n) => ({ text: 'x'.repeat(n) }), 200_000],
    ];
    for (const [what, make, most] of sides)
      it(`${most} ${what} are taken, and one more is refused`, () => {
        assert(content.safeParse({ text: 'x', ...make(most) }).success);
        assert(!content.safeParse({ text: 'x', ...make(most + 1) }).success);
      });
    it('19 people are taken, and one more and nobody are refused', () => {
      const to = (n: number) => ({
        to: { kind: 'people', people: many(n, (i) => ({ id: `${i}`, name: 'N' })) },
        text: 'x',
      });
      assert.deepEqual(
        [19, 20, 0].map((n) => postInput.safeParse(to(n)).success),
        [true, false, false],
      );
    });
  });

  describe('a channel that is shared with somebody who is not in its team', () => {
    it('is found by its name in chat, and posted in', async () => {
      const adele = await office.as('Adele Vance');
      const words = `From the shops ${id()}`;
      const preview = await office.say(adele, `post in Retail Partners: ${words}`);
      assert.match(preview.text, /Mark 8 Project Team › Retail Partners/);
      const done = await office.click(adele, preview, /^Post$/);
      assert.match(textOf(done), /Posted in Mark 8 Project Team › Retail Partners/);
      const to = await office.channel('Megan Bowen', 'Mark 8 Project Team', 'Retail Partners');
      const [seen] = (await office.messages('Megan Bowen', to)).filter((m) => m.body?.content?.includes(words));
      assert.equal(seen?.from?.user?.displayName, 'Adele Vance');
      assert.match(textOf(await office.say(adele, 'my channels')), /only what is shared with you/);
    });

    it('is listed by the API with the team that hosts it, and that team’s other channels stay shut', async () => {
      const adele = await office.as('Adele Vance');
      office.calls();
      const { teams } = await teamsQuery.run(adele, { refresh: true });
      assert.equal(office.calls().length, 2);
      const host = teams.find((team) => team.isMember === false);
      assert.deepEqual(
        host?.channels.map((c) => [c.displayName, c.membershipType]),
        [['Retail Partners', 'shared']],
      );
      assert.equal(teams.find((team) => team.displayName === 'Retail')?.isMember, undefined);
      await assert.rejects(adele.operations.run(postAction, { to: general, text: 'x' }, id()), asked('not_found'));
    });

    it('is not needed for one’s own teams, where a cloud knows no such list', async () => {
      office.faults({ match: { path: '/teamwork/associatedTeams' }, kind: 'status', status: 404 });
      const { teams } = await teamsQuery.run(await office.as('Adele Vance'), { refresh: true });
      assert.deepEqual(
        teams.map((team) => team.displayName),
        ['Retail'],
      );
    });
  });

  describe('an answer in a chat', () => {
    it('quotes the last message of whoever is named, in the preview and in the chat', async () => {
      const megan = await office.as('Megan Bowen', group);
      const words = `Gladly ${id()}`;
      const preview = await office.say(megan, `reply to Alex: ${words}`);
      assert.equal(preview.command, 'posts.reply');
      assert.match(textOf(preview), /Alex Wilber: Lunch before the review\?/);
      const done = await office.click(megan, preview, /^Reply$/);
      assert.match(textOf(done), /Replied to Alex Wilber in this chat/);
      const [sent] = await inChat(seededGroupChatId, words);
      const quote = sent?.attachments?.find((a) => a.contentType === 'messageReference');
      assert.match(quote?.content ?? '', /Lunch before the review/);
    });

    it('goes to the chat of the two when it is said elsewhere', async () => {
      const megan = await office.as('Megan Bowen');
      const preview = await office.say(megan, 'reply to Alex Wilber in the chat: Thanks');
      assert.match(textOf(preview), /❝ Alex Wilber: /);
      assert.match(preview.text, /Alex Wilber in your chat/);
    });

    it('asks for Chat.Read alone, and goes on with it', async () => {
      office.consent(without('Chat.Read'));
      const megan = await office.as('Megan Bowen', group);
      await assert.rejects(office.say(megan, 'reply to Alex: ok'), asked('consent_required', ['Chat.Read']));
      office.withAll();
      assert.match((await office.say(megan, 'reply to Alex: ok')).text, /Reply to Alex Wilber/);
    });

    it('to nobody who has written there is asked back about, and nothing typed is lost', async () => {
      const megan = await office.as('Megan Bowen', group);
      const question = await office.say(megan, 'reply to Zaphod: See you there');
      assert.match(question.text, /Zaphod has written nothing here lately/);
      const [first] = actionsOf(question);
      assert.match(first!.title, /^Alex Wilber: /);
      assert.match(textOf(await office.press(megan, first!.verb, first!.data)), /See you there/);
    });

    it('is recognised after a crash, and not sent again', async () => {
      const megan = await office.as('Megan Bowen');
      const to = { kind: 'chat' as const, chatId: pair, quotes: { messageId: oldest } };
      const input = postAction.input.parse({ to, text: `Crash ${id()}` });
      let kept: unknown;
      const memory: Memory = {
        get kept() {
          return kept;
        },
        async keep(value) {
          kept = JSON.parse(JSON.stringify(value));
        },
      };
      assert.equal(await postAction.recover!(megan, input, id(), memory), 'repeat');
      const first = await postAction.perform(megan, input, id(), memory);
      const found = await postAction.recover!(megan, input, id(), memory);
      assert(found !== 'repeat' && 'done' in found);
      assert.deepEqual(found.done.result.message, first.result.message);
    });

    it('quotes a linked message without reading it where that is not allowed', async () => {
      const link = `https://teams.microsoft.com/l/message/${encodeURIComponent(pair)}/${oldest}`;
      office.consent(without('Chat.Read'));
      const megan = await office.as('Megan Bowen');
      const words = `Seen ${id()}`;
      const preview = await office.say(megan, `reply to ${link}: ${words}`);
      assert.match(textOf(preview), /the message that you linked/);
      await office.click(megan, preview, /^Reply$/);
      office.withAll();
      const [sent] = await inChat(pair, words);
      assert(sent?.attachments?.some((a) => a.contentType === 'messageReference' && a.id === oldest));
    });
  });

  it('people outside the organisation cannot be written to in Teams, which is said', async () => {
    const megan = await office.as('Megan Bowen');
    const reply = await office.say(megan, 'message Sam Carter: Hello');
    assert.match(reply.text, /Sam Carter has no account in your organisation/);
    office.consent(without('Contacts.Read'));
    const unknown = await office.say(await office.as('Lidia Holloway'), 'message Zaphod: Hello');
    assert(!actionsOf(unknown).some((a) => /contacts/.test(a.title)));
  });

  it('a planned post that is being tried again is listed, and cancelled without a way back', async () => {
    const megan = await office.as('Megan Bowen');
    const at = (await megan.now()).plus({ hours: 1 }).toUTC().toISO()!;
    const made = await megan.operations.run(planAction, { at, post: { to: general, text: 'Later' } }, id());
    const planId = made.receipt!.result.plan.id;
    const plans = createPlans(office.storage, office.cipher);
    const { run } = (await plans.begin(megan.person, planId))!;
    await assert.rejects(megan.operations.propose(cancelPlanAction, { id: planId }), asked('cannot_undo'));
    await plans.pause(megan.person, planId, run);
    assert.match(textOf(await office.say(megan, 'my planned posts')), /it is tried again/);
    assert.match(textOf(await office.press(megan, 'posts.plan', { id: planId })), /you can still cancel it/);
    const cancelled = await megan.operations.run(cancelPlanAction, { id: planId }, id());
    assert.deepEqual([cancelled.state, cancelled.canUndo], ['done', false]);
    assert.equal(await plans.begin(megan.person, planId), undefined);
  });

  it('somebody in no team and no chat is told so', async () => {
    const pradeep = await office.as('Pradeep Gupta');
    assert.match((await office.say(pradeep, 'my channels')).text, /no team/);
    assert.match((await office.say(pradeep, 'post in General: x')).text, /no channel called General|In which channel/);
    const question = await office.say(pradeep, 'reply to Megan in the chat: hi');
    assert.match(question.text, /no chat with Megan Bowen/);
    const thread = await office.as('Megan Bowen', inChannel(general, '1'));
    await assert.rejects(
      office.say(thread, 'reply: hi').then((preview) => office.click(thread, preview, /^Reply$/)),
      asked('not_found'),
    );
  });
});
