import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Here, Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { fails } from '../office.ts';
import { actionsOf, createOffice, inChannel, type Office, textOf } from './office.ts';

const schemaFile = new URL('../../../../../shared/reference/cards/adaptive-card-1.5.0.json', import.meta.url);

/** Microsoft's schema of Adaptive Cards 1.5, where it is at hand. */
function cardSchema(): ((card: unknown) => void) | undefined {
  if (!existsSync(schemaFile)) return undefined;
  const require = createRequire(import.meta.url);
  const ajv = new (require('ajv').default)({ strict: false, validateSchema: false, validateFormats: false });
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
  const { id: _, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const validate = ajv.compile(schema);
  return (card) => assert(validate(card), JSON.stringify(validate.errors));
}

describe('posting from chat', function () {
  this.timeout(120_000);
  const seen: Reply[] = [];
  let office: Office;
  let megan: Context;
  let general: { kind: 'channel'; teamId: string; channelId: string };
  let count = 0;
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
    general = await office.channel('Megan Bowen', 'Mark 8 Project Team', 'General');
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.withAll();
  });
  after(() => office.stop());

  const words = () => `Text no ${++count} of ${Date.now()}`;
  const see = (reply: Reply) => {
    seen.push(reply);
    return reply;
  };
  const say = async (text: string, ctx = megan) => see(await office.say(ctx, text));
  const click = async (reply: Reply, title: RegExp, inputs = {}, ctx = megan) =>
    see(await office.click(ctx, reply, title, inputs));
  const posted = async (text: string, to = general) =>
    (await office.messages('Alex Wilber', to)).filter((m) => !m.deletedDateTime && m.body?.content?.includes(text));

  it('shows how it will look, posts it once, and takes it back', async () => {
    const text = words();
    const preview = await say(`post in the Mark 8 project: **${text}**\n- [one](https://contoso.com)\n- two <script>`);
    assert.match(textOf(preview), /Post in Mark 8 Project Team › General/);
    assert.match(textOf(preview), /"weight":"Bolder"/);
    assert.deepEqual(
      actionsOf(preview).map((a) => a.title),
      ['Post', 'Edit text', 'Later', 'Cancel'],
    );
    assert.equal((await posted(text)).length, 0);
    const done = await click(preview, /^Post$/);
    assert.match(textOf(done), /Posted in Mark 8 Project Team › General/);
    const again = await click(preview, /^Post$/);
    assert.deepEqual(again.card, done.card);
    assert.equal((await posted(text)).length, 1);
    assert.match((await posted(text))[0]!.body!.content!, /<li>two &lt;script&gt;<\/li>/);
    await click(done, /^Undo$/);
    assert.equal((await posted(text)).length, 0);
  });

  it('asks which channel when several fit, and goes on with what was typed', async () => {
    const text = words();
    const asked = await say(`post in the design or: ${text}`);
    assert.ok(asked.card);
    const unknown = await say(`post in Xyzzy quux: ${text}`);
    assert.match(textOf(unknown), /I know no channel called Xyzzy quux/);
    const found = await click(unknown, /^Go on$/, { words: 'Design' });
    assert.match(textOf(found), /Mark 8 Project Team › Design/);
    assert.match(textOf(found), new RegExp(text));
    const misspelt = await say(`post in Desing: ${text}`);
    assert.match(textOf(misspelt), /Did you mean/);
    const meant = await click(misspelt, /Design/);
    assert.match(textOf(meant), new RegExp(text));
  });

  it('finds channels by any part of their names, and the channel one is in', async () => {
    for (const [place, label] of Object.entries({
      'go to market': 'Go to Market Plan',
      'the Design channel of Mark 8': 'Design',
      'Mark 8 Project Team > Design': 'Design',
      'Mark 8 Budget': 'Budget',
      'Retail Partners': 'Retail Partners',
    }))
      assert.match(textOf(await say(`post in ${place}: x`)), new RegExp(`› ${label}`), place);
    const design = await office.channel('Megan Bowen', 'Mark 8 Project Team', 'Design');
    const there = await office.as('Megan Bowen', inChannel(design));
    assert.match(textOf(await say('post here: x', there)), /› Design/);
    const personal: Here = { type: 'personal', conversationId: 'a', files: [] };
    const nowhere = await say('post here: x', await office.as('Megan Bowen', personal));
    assert.match(textOf(nowhere), /In which channel/);
    assert.ok(actionsOf(nowhere).length <= 6);
  });

  it('takes the text in the card, with subject and importance', async () => {
    const empty = await say('post in Mark 8 Project General');
    assert.match(textOf(empty), /what should it say/);
    const text = words();
    const preview = await click(empty, /^Post …$/, { text, subject: 'News', importance: 'high' });
    assert.match(textOf(preview), /important/);
    const edit = await click(preview, /^Edit text$/);
    assert.match(textOf(edit), new RegExp(`"value":"${text}"`));
    const changed = await click(edit, /Show how it looks/, {
      text: `${text}, changed`,
      subject: '',
      importance: 'normal',
    });
    await click(changed, /^Post$/);
    const [message] = await posted(`${text}, changed`);
    assert.equal(message?.subject ?? null, null);
    assert.equal(message?.importance, 'normal');
  });

  it('cancels without losing what was typed', async () => {
    const text = words();
    const dropped = await click(await say(`post in Mark 8 Project: ${text}`), /^Cancel$/);
    assert.match(textOf(dropped), /Nothing was sent/);
    assert.match(textOf(await click(dropped, /^Write on$/)), new RegExp(text));
    assert.equal((await posted(text)).length, 0);
  });

  it('mentions people, the channel and others, and asks whom when it is not clear', async () => {
    const text = words();
    const preview = await say(
      `post in Mark 8 Project General, mention the channel: @Alex Wilber and @Lidia, ${text} mail a@b.com`,
    );
    assert.match(textOf(preview), /Alex Wilber/);
    assert.match(textOf(preview), /everybody in General/);
    await click(preview, /^Post$/);
    const [message] = await posted(text);
    assert.deepEqual(message?.mentions?.map((m) => m.mentionText).sort(), ['Alex Wilber', 'General', 'Lidia Holloway']);
    const unknown = await say(`post in Mark 8 Project General: @Zebulon ${text}`);
    assert.match(textOf(unknown), /Zebulon/);
    const plain = await click(unknown, /Leave it as text/);
    assert.match(textOf(plain), /@Zebulon/);
    assert.ok(actionsOf(plain).some((a) => a.title === 'Post'));
  });

  it('mentions a tag, and says which there are', async () => {
    const { id: userId } = office.sandbox.person('Alex Wilber');
    await office
      .graphAs('Megan Bowen', 'POST', `/teams/${general.teamId}/tags`, {
        displayName: 'Engineers',
        members: [{ userId }],
      })
      .catch(() => undefined);
    const tags = await office.graphAs<{ value: { displayName: string }[] }>(
      'Megan Bowen',
      'GET',
      `/teams/${general.teamId}/tags`,
    );
    const [tag] = tags.value;
    if (tag)
      assert.match(
        textOf(await say(`post in Mark 8 Project General, mention the tag ${tag.displayName}: x`)),
        new RegExp(`the tag ${tag.displayName}`),
      );
    assert.match(textOf(await say('post in Mark 8 Project General: @tag Nobodies look')), /no tag called Nobodies/);
  });

  it('plans for later, lists, changes and cancels', async () => {
    const text = words();
    const preview = await say(`post this tomorrow 9am in Mark 8 Project General: ${text} at 5pm`);
    assert.match(textOf(preview), /9:00 AM/);
    const planned = await click(preview, /^Plan it$/);
    assert.match(textOf(planned), /Planned: Post in/);
    const list = await say('my planned posts');
    assert.match(textOf(list), new RegExp(text));
    const one = await click(list, /9:00 AM/);
    const change = await click(one, /^Change$/);
    const time = await click(change, /Change time/);
    const day = (await megan.now()).plus({ days: 2 }).toFormat('yyyy-MM-dd');
    const moved = await click(time, /Show how it looks/, { date: day, time: '10:30' });
    await click(moved, /^Plan it$/);
    const after = await say('my planned posts');
    assert.match(textOf(after), /10:30 AM/);
    assert.match(textOf(after), /1 planned post/);
    await click(await click(after, /10:30 AM/), /^Cancel it$/);
    assert.match(textOf(await say('my planned posts')), /No post of yours is planned/);
    const past = await click(time, /Show how it looks/, { date: '2020-01-01', time: '10:30' });
    assert.match(textOf(past), /in the past/);
    const urgent = await say(`post an urgent message in Mark 8 Project General: ${text}`);
    assert.match(textOf(urgent), /important/);
    const asked = await say(`post in Mark 8 Project General on Friday: ${text}`);
    assert.match(textOf(asked), /When shall I post it/);
  });

  it('writes to people, asks which one is meant and replies where it was said', async () => {
    const text = words();
    const preview = await say(`message Alex Wilber: ${text}`);
    const done = await click(preview, /^Send$/);
    assert.match(textOf(done), /Sent to Alex Wilber/);
    const nobody = await say(`message Zebulon Quux: ${text}`);
    assert.match(textOf(nobody), /I know nobody called Zebulon Quux/);
    const [root] = await office.messages('Megan Bowen', general);
    const inThread = await office.as('Megan Bowen', inChannel(general, root!.id!));
    const reply = await say(`reply: ${text}`, inThread);
    assert.match(textOf(await click(reply, /^Reply$/, {}, inThread)), /Replied in the thread/);
    const where = await say(`reply: ${text}`);
    assert.match(textOf(where), /Which message/);
    const link = await click(where, /^Go on$/, { link: root!.webUrl! });
    assert.match(textOf(link), /Reply in the thread in/);
  });

  it('finds a chat by its name', async () => {
    const people = ['Megan Bowen', 'Alex Wilber', 'Lidia Holloway'].map((name) => office.sandbox.person(name).id);
    await office.graphAs('Megan Bowen', 'POST', '/chats', {
      chatType: 'group',
      topic: 'Launch crew',
      members: people.map((id) => ({
        '@odata.type': '#microsoft.graph.aadUserConversationMember',
        roles: ['owner'],
        'user@odata.bind': `${office.sandbox.url}/v1.0/users('${id}')`,
      })),
    });
    assert.match(textOf(await say('post in the launch crew chat: see you')), /Send to Launch crew/);
    assert.match(textOf(await say('message the launch crew chat: see you')), /Send to Launch crew/);
  });

  it('says the size of what is too long, and posts it as a file when asked to', async () => {
    const text = words();
    const refused = await say(`post in Mark 8 Project General: ${text} ${'long '.repeat(8000)}`);
    assert.match(textOf(refused), /too long for a message/);
    assert.match(textOf(refused), /28\.0 KB/);
    assert.equal((await posted(text)).length, 0);
    const done = await click(refused, /Post it as a file/);
    assert.match(textOf(done), /with the text as a file/);
    assert.equal((await posted(text)).length, 1);
  });

  it('changes and takes back the last post', async () => {
    const text = words();
    await click(await say(`post in Mark 8 Project General: ${text}`), /^Post$/);
    const edit = await say(`edit my last post: ${text} is better`);
    await click(edit, /^Change it$/);
    assert.equal((await posted(`${text} is better`)).length, 1);
    const back = await say('take back my last post');
    await click(back, /^Take it back$/);
    assert.equal((await posted(text)).length, 0);
  });

  it('lets nobody press another person’s card', async () => {
    const preview = await say(`post in Mark 8 Project General: ${words()}`);
    const alex = await office.as('Alex Wilber');
    await assert.rejects(click(preview, /^Post$/, {}, alex), fails('expired'));
  });

  it('asks for what is missing: consent, a claims challenge', async () => {
    const ctx = await office.as('Alex Wilber');
    office.consent(['User.Read', 'MailboxSettings.Read']);
    await assert.rejects(say('my channels', ctx), fails('consent_required'));
    office.withAll();
    office.faults({ match: { path: '/me/joinedTeams' }, kind: 'claims', times: 3 });
    await assert.rejects(say('my channels', await office.as('Alex Wilber')), fails('claims_challenge'));
  });

  it('answers for somebody who is in no team and has planned nothing', async () => {
    const patti = await office.as('Patti Fernandez');
    for (const text of ['my channels', 'my planned posts', 'take back my last post', 'post in General: x'])
      assert.ok((await say(text, patti)).text, text);
  });

  it('shows only cards that are valid, small and honest about their buttons', () => {
    const check = cardSchema();
    assert.ok(seen.length > 30);
    for (const { card } of seen) {
      if (!card) continue;
      assert.ok(JSON.stringify(card).length < 25_000);
      assert.ok(card.fallbackText);
      assert.ok(((card.actions as unknown[] | undefined) ?? []).length <= 6);
      check?.(card);
    }
  });
});
