import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import type { Context, Memory } from '../../../../bot/features/feature.ts';
import { editAction } from '../../../../bot/features/posts/edit.ts';
import { cancelPlanAction, planAction } from '../../../../bot/features/posts/plan.ts';
import { postAction, replyAction } from '../../../../bot/features/posts/post.ts';
import { postAsFileAction } from '../../../../bot/features/posts/post-as-file.ts';
import { chatsQuery, plannedQuery, previewQuery, teamsQuery } from '../../../../bot/features/posts/queries.ts';
import { takeBackAction } from '../../../../bot/features/posts/take-back.ts';
import { createOffice, fails, type Office } from './office.ts';

function createMemory(kept?: unknown): Memory {
  let value = kept;
  return {
    get kept() {
      return value;
    },
    async keep(next) {
      value = JSON.parse(JSON.stringify(next));
    },
  };
}

type ChannelTo = { kind: 'channel'; teamId: string; channelId: string };

describe('posts actions', function () {
  this.timeout(60_000);
  let office: Office;
  let megan: Context;
  let general: ChannelTo;
  let design: ChannelTo;
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
    general = await office.channel('Megan Bowen', 'Mark 8 Project Team', 'General');
    design = await office.channel('Megan Bowen', 'Mark 8 Project Team', 'Design');
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.withAll();
  });
  after(() => office.stop());

  const said = async (to: ChannelTo, words: string, as = 'Alex Wilber'): Promise<ChatMessage[]> =>
    (await office.messages(as, to)).filter((m) => !m.deletedDateTime && m.body?.content?.includes(words));
  const id = () => randomUUID();

  describe('post', () => {
    it('posts as the person in one round trip once the channel is known, and another member sees it', async () => {
      await teamsQuery.run(megan, { refresh: false });
      office.calls();
      const words = `Lunch ${id()}`;
      const done = await megan.operations.run(
        postAction,
        { to: general, text: `**${words}** <b>now</b>`, subject: 'Food', importance: 'high' },
        id(),
      );
      assert.deepEqual(
        office.calls().map((c) => c.replace(/[0-9a-f-]{36}/, '{t}').replace(/channels\/[^/]+/, 'channels/{c}')),
        ['POST /teams/{t}/channels/{c}/messages'],
      );
      assert.equal(done.state, 'done');
      assert.equal(done.receipt?.summary, 'Posted in Mark 8 Project Team › General');
      assert.match(done.receipt?.links[0]?.url ?? '', /^https:/);
      const [seen] = await said(general, words);
      assert.equal(seen?.from?.user?.displayName, 'Megan Bowen');
      assert.equal(seen?.subject, 'Food');
      assert.equal(seen?.importance, 'high');
      assert.match(seen?.body?.content ?? '', /<strong>Lunch [^<]+<\/strong> &lt;b&gt;now&lt;\/b&gt;/);
    });

    it('is posted once under its key, and taken back with what remains said before', async () => {
      const words = `Once ${id()}`;
      const key = id();
      const proposed = await megan.operations.propose(postAction, { to: general, text: words }, key);
      assert.equal(proposed.proposal?.undo, 'compensating');
      assert.match(proposed.proposal?.remains ?? '', /has been deleted/);
      await Promise.all([megan.operations.confirm(key), megan.operations.confirm(key)]);
      assert.equal((await said(general, words)).length, 1);
      const undone = await megan.operations.undo(key);
      assert.equal(undone.state, 'undone');
      assert.equal((await said(general, words)).length, 0);
      await megan.operations.undo(key);
    });

    it('says why there is no undo where no administrator has allowed it', async () => {
      office.withoutOptional();
      const lee = await office.as('Lidia Holloway');
      const key = id();
      const proposed = await lee.operations.propose(postAction, { to: design, text: 'Stays' }, key);
      assert.equal(proposed.proposal?.undo, 'none');
      assert.match(proposed.proposal?.remains ?? '', /ChannelMessage\.ReadWrite/);
      const done = await lee.operations.confirm(key);
      assert.equal(done.canUndo, false);
      await assert.rejects(lee.operations.undo(key), fails('cannot_undo'));
      const message = { teamId: design.teamId, channelId: design.channelId, messageId: '1' };
      await assert.rejects(lee.operations.propose(takeBackAction, { message }), fails('forbidden'));
      await assert.rejects(lee.operations.propose(editAction, { message, text: 'x' }), fails('forbidden'));
    });

    it('mentions people, the channel, the team and a tag, and shows an image, a card and a file', async () => {
      const who = office.sandbox.person('Alex Wilber');
      const { id: tagId } = await office
        .graphAs<{ id: string }>('Megan Bowen', 'POST', `/teams/${general.teamId}/tags`, {
          displayName: `Engineers ${id().slice(0, 4)}`,
          members: [{ userId: who.id }],
        })
        .catch(() => ({ id: '' }));
      const words = `Look ${id()}`;
      await megan.operations.run(
        postAction,
        {
          to: general,
          text: `${words} @Alex, see below`,
          mentions: [
            { kind: 'person', id: who.id, name: who.displayName, text: '@Alex' },
            { kind: 'channel', id: general.channelId, name: 'General' },
            { kind: 'team', id: general.teamId, name: 'Mark 8 Project Team' },
            ...(tagId ? [{ kind: 'tag' as const, id: tagId, name: 'Engineers' }] : []),
          ],
          images: [{ contentType: 'image/png', contentBytes: 'iVBORw0KGgo=', name: 'A "dot"' }],
          card: { type: 'AdaptiveCard', version: '1.4', body: [{ type: 'TextBlock', text: 'Hi' }] },
          files: [{ id: randomUUID(), name: 'Plan.docx', contentUrl: 'https://contoso.sharepoint.com/Plan.docx' }],
        },
        id(),
      );
      const [seen] = await said(general, words);
      assert.ok((seen?.mentions?.length ?? 0) >= 3);
      assert.equal(seen?.mentions?.[0]?.mentioned?.user?.displayName, 'Alex Wilber');
      assert.equal(seen?.attachments?.length, 2);
      assert.match(seen?.body?.content ?? '', /<at id="0">Alex Wilber<\/at>, see below/);
      assert.match(seen?.body?.content ?? '', /hostedContents\/[^/]+\/\$value/);
    });

    it('measures before anything is sent: the last byte fits, one more is refused with its size', async () => {
      const preview = async (text: string) => previewQuery.run(megan, previewQuery.input.parse({ to: design, text }));
      const empty = (await preview('a')).bytes - 1;
      const most = 'a'.repeat(28 * 1024 - empty);
      assert.deepEqual(
        { bytes: (await preview(most)).bytes, fits: (await preview(most)).fits },
        { bytes: 28 * 1024, fits: true },
      );
      await megan.operations.run(postAction, { to: design, text: most }, id());
      office.calls();
      await assert.rejects(
        megan.operations.run(postAction, { to: design, text: `${most}a` }, id()),
        (e: Error & { userMessage?: string }) =>
          fails('too_large')(e) && /28\.0 KB \(28673 bytes\)/.test(e.userMessage ?? ''),
      );
      assert.equal((await preview(`${most}ä`)).bytes, 28 * 1024 + 2);
      assert.deepEqual(office.calls(), []);
    });

    it('refuses what is empty, urgent in a channel, not a channel of the person, or not a message', async () => {
      const refused = (input: object, code: string) =>
        assert.rejects(megan.operations.run(postAction, input as never, id()), fails(code));
      await refused({ to: general, text: '  ' }, 'invalid_input');
      await refused({ to: general, text: 'x', importance: 'urgent' }, 'invalid_input');
      await refused({ to: general }, 'invalid_input');
      await refused({ to: { kind: 'elsewhere' }, text: 'x' }, 'invalid_input');
      const retail = await office.channel('Miriam Graham', 'Retail', 'General');
      await refused({ to: retail, text: 'x' }, 'not_found');
      await refused({ to: { ...general, channelId: '../../me' }, text: 'x' }, 'not_found');
      await refused({ to: { kind: 'chat', chatId: '19:nobody@thread.v2' }, text: 'x' }, 'not_found');
    });

    it('waits when Graph is busy, and posts once', async () => {
      office.faults({
        match: { method: 'POST', path: '/messages$' },
        kind: 'status',
        status: 429,
        retryAfter: 1,
        times: 1,
      });
      const words = `Busy ${id()}`;
      assert.equal((await megan.operations.run(postAction, { to: design, text: words }, id())).state, 'done');
      assert.equal((await said(design, words)).length, 1);
    });

    it('sends 20 posts of 5 people in one channel, none lost, none twice, nobody told to wait', async () => {
      const { tables } = office.sandbox.tenant;
      const names = tables.groups
        .get(design.teamId)!
        .memberIds.slice(0, 5)
        .map((m) => tables.users.get(m)!.displayName);
      const members = await Promise.all(names.map((name) => office.as(name)));
      for (const ctx of members) await teamsQuery.run(ctx, { refresh: false });
      assert.equal(members.length, 5);
      const mark = id();
      office.calls();
      const done = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          members[i % members.length]!.operations.run(postAction, { to: design, text: `Burst ${mark} ${i}` }, id()),
        ),
      );
      assert.ok(done.every((d) => d.state === 'done'));
      // Where the machine is slow the paced calls may bunch up, and a 429 is waited for: what counts is what arrived.
      assert.ok(office.calls().filter((c) => c.startsWith('POST /teams')).length < 30);
      assert.equal((await said(design, mark)).length, 20);
    });
  });

  describe('after an answer was lost', () => {
    const lost = { match: { method: 'POST', path: '/messages$' }, kind: 'drop' as const, times: 1 };

    it('looks for the post, where that is allowed, and posts it once', async () => {
      office.faults(lost);
      const words = `Dropped ${id()}`;
      const done = await megan.operations.run(postAction, { to: design, text: words }, id());
      assert.equal(done.state, 'done');
      assert.equal((await said(design, words)).length, 1);
    });

    it('finds what did arrive, and does not repeat it', async () => {
      const words = `Arrived & <i> ${id()}`;
      const memory = createMemory();
      const input = postAction.input.parse({ to: design, text: words, subject: 'S' });
      const first = await postAction.perform(megan, input, 'op', memory);
      const found = await postAction.recover!(megan, input, 'op', memory);
      assert.ok(found !== 'repeat' && 'done' in found);
      assert.deepEqual(found.done.result.message, first.result.message);
      const other = postAction.input.parse({ to: design, text: `${words}!`, subject: 'S' });
      assert.equal(await postAction.recover!(megan, other, 'op', memory), 'repeat');
      assert.equal(await postAction.recover!(megan, input, 'op', createMemory()), 'repeat');
    });

    it('ends unknown without the permission to look, and is never repeated', async () => {
      office.withoutOptional();
      const ctx = await office.as('Lidia Holloway');
      office.faults({ ...lost, times: 5 });
      const key = id();
      const ended = await ctx.operations.run(postAction, { to: design, text: 'Perhaps' }, key);
      assert.equal(ended.state, 'unknown');
      assert.match(ended.problem?.detail ?? '', /ChannelMessage\.Read\.All/);
      office.calls();
      assert.equal((await ctx.operations.confirm(key)).state, 'unknown');
      assert.deepEqual(office.calls(), []);
    });
  });

  describe('chats', () => {
    const toPerson = (...all: string[]) => ({
      kind: 'people' as const,
      people: all.map((name) => ({ id: office.sandbox.person(name).id, name })),
    });

    it('writes to one person in the chat of the two, made once, and takes it back', async () => {
      const words = `Hi ${id()}`;
      const key = id();
      const first = await megan.operations.run(
        postAction,
        { to: toPerson('Alex Wilber'), text: words, importance: 'urgent' },
        key,
      );
      assert.equal(first.receipt?.summary, 'Sent to Alex Wilber');
      const message = first.receipt?.result.message;
      assert.ok(message && 'chatId' in message);
      const second = await megan.operations.run(postAction, { to: toPerson('Alex Wilber'), text: 'again' }, id());
      assert.equal((second.receipt!.result.message as { chatId: string }).chatId, message.chatId);
      const seen = (await office.chatMessages('Alex Wilber', message.chatId)).find((m) =>
        m.body?.content?.includes(words),
      );
      assert.equal(seen?.from?.user?.displayName, 'Megan Bowen');
      assert.equal(seen?.importance, 'urgent');
      await megan.operations.undo(key);
      const after = (await office.chatMessages('Alex Wilber', message.chatId)).find((m) =>
        m.body?.content?.includes(words),
      );
      assert.equal(after, undefined);
    });

    it('writes to several in the chat that has exactly them, and begins one only once', async () => {
      const to = toPerson('Alex Wilber', 'Nestor Wilke', 'Lidia Holloway');
      const first = await megan.operations.run(postAction, { to, text: 'One' }, id());
      const second = await megan.operations.run(postAction, { to, text: 'Two' }, id());
      const chatOf = (o: typeof first) => (o.receipt!.result.message as { chatId: string }).chatId;
      assert.equal(chatOf(second), chatOf(first));
      const { chats } = await chatsQuery.run(megan, { top: 50 });
      assert.ok(chats.some((c) => c.id === chatOf(first) && c.members.length === 3));
    });

    it('asks for the permission to take it back only when that is wanted', async () => {
      office.withoutOptional();
      const ctx = await office.as('Nestor Wilke');
      const key = id();
      const done = await ctx.operations.run(postAction, { to: toPerson('Alex Wilber'), text: 'Hm' }, key);
      assert.equal(done.canUndo, true);
      await assert.rejects(ctx.operations.undo(key), fails('consent_required'));
      assert.equal((await ctx.operations.get(key))?.state, 'done');
    });
  });

  describe('reply, edit, take back', () => {
    const root = async (words: string) => {
      const done = await megan.operations.run(postAction, { to: general, text: words }, id());
      return {
        operation: done.id,
        message: done.receipt!.result.message as { teamId: string; channelId: string; messageId: string },
      };
    };

    it('replies in the thread, and takes the reply back alone', async () => {
      const { message } = await root(`Thread ${id()}`);
      const alex = await office.as('Alex Wilber');
      const key = id();
      const to = { ...general, kind: 'thread' as const, messageId: message.messageId };
      const done = await alex.operations.run(replyAction, { to, text: 'Me too' }, key);
      assert.match(done.receipt?.summary ?? '', /^Replied in the thread in/);
      const path = `/teams/${general.teamId}/channels/${encodeURIComponent(general.channelId)}/messages/${message.messageId}/replies`;
      const replies = async () =>
        (await office.read<ChatMessage>('Megan Bowen', path)).filter((m) => !m.deletedDateTime);
      assert.equal((await replies()).length, 1);
      await alex.operations.undo(key);
      assert.equal((await replies()).length, 0);
      await assert.rejects(
        alex.operations.run(replyAction, { to: { ...to, messageId: '1' }, text: 'x' }, id()),
        fails('not_found'),
      );
    });

    it('changes what one posted, and undo says the former text again', async () => {
      const words = `Before ${id()}`;
      const { message, operation } = await root(words);
      const key = id();
      const proposed = await megan.operations.propose(
        editAction,
        { message, operation, text: `${words} and after` },
        key,
      );
      assert.equal(proposed.proposal?.undo, 'compensating');
      await megan.operations.confirm(key);
      assert.equal((await said(general, `${words} and after`)).length, 1);
      await megan.operations.undo(key);
      const [again] = await said(general, words);
      assert.equal(again?.body?.content, `<p>${words}</p>`);
    });

    it('changes and deletes nobody else’s', async () => {
      const { message } = await root(`Mine ${id()}`);
      const alex = await office.as('Alex Wilber');
      await assert.rejects(alex.operations.propose(editAction, { message, text: 'x' }), fails('forbidden'));
      await assert.rejects(alex.operations.run(takeBackAction, { message }, id()), fails('forbidden'));
    });

    it('takes back and shows again', async () => {
      const words = `Gone ${id()}`;
      const { message } = await root(words);
      const key = id();
      await megan.operations.run(takeBackAction, { message }, key);
      assert.equal((await said(general, words)).length, 0);
      await megan.operations.undo(key);
      assert.equal((await said(general, words)).length, 1);
    });
  });

  describe('plans', () => {
    const later = async (hours: number) => (await megan.now()).plus({ hours }).toUTC().toISO()!;
    const plans = async () => (await plannedQuery.run(megan, {})).plans;

    it('are kept, listed, changed and cancelled, each with an exact undo', async () => {
      const key = id();
      const at = await later(20);
      const done = await megan.operations.run(planAction, { at, post: { to: general, text: 'Good morning' } }, key);
      assert.match(done.receipt?.summary ?? '', /^Planned: Post in Mark 8 Project Team › General on /);
      const [plan] = await plans();
      assert.equal(plan?.post.text, 'Good morning');
      assert.notEqual(plan?.id, key);
      const moved = id();
      await megan.operations.run(
        planAction,
        { at: await later(30), post: { to: general, text: 'Good day' }, replaces: plan!.id },
        moved,
      );
      assert.deepEqual(
        (await plans()).map((p) => p.post.text),
        ['Good day'],
      );
      await megan.operations.undo(moved);
      assert.deepEqual(
        (await plans()).map((p) => p.post.text),
        ['Good morning'],
      );
      const cancelled = id();
      const [current] = await plans();
      await megan.operations.run(cancelPlanAction, { id: current!.id }, cancelled);
      assert.deepEqual(await plans(), []);
      await megan.operations.undo(cancelled);
      const [back] = await plans();
      assert.equal(back?.post.text, 'Good morning');
      await megan.operations.run(cancelPlanAction, { id: back!.id }, id());
      assert.deepEqual(await plans(), []);
    });

    it('become the operation that posts, with the input they hold', async () => {
      const words = `Later ${id()}`;
      await megan.operations.run(planAction, { at: await later(1), post: { to: design, text: words } }, id());
      const [plan] = await megan.plans.list();
      assert.equal(plan?.action, 'posts.post');
      await megan.operations.run(postAction, postAction.input.parse(plan.input), plan.id);
      assert.equal((await said(design, words)).length, 1);
      await megan.plans.cancel(plan.id);
    });

    it('are made once although begun twice', async () => {
      const input = planAction.input.parse({ at: await later(2), post: { to: design, text: 'Twice' } });
      const memory = createMemory();
      await planAction.perform(megan, input, 'the-operation', memory);
      assert.equal(await planAction.recover!(megan, input, 'the-operation', memory), 'repeat');
      const again = await planAction.perform(megan, input, 'the-operation', memory);
      assert.equal((await plans()).length, 1);
      await megan.plans.cancel(again.result.plan.id);
    });

    it('refuse the past, more than a year, and somebody else’s', async () => {
      const post = { to: general, text: 'x' };
      const refused = (input: object, code: string) =>
        assert.rejects(megan.operations.run(planAction, { post, ...input } as never, id()), fails(code));
      await refused({ at: await later(-1) }, 'invalid_input');
      await refused({ at: await later(24 * 370) }, 'invalid_input');
      const alex = await office.as('Alex Wilber');
      const made = await alex.operations.run(planAction, { at: await later(5), post }, id());
      const theirs = made.receipt!.result.plan.id;
      await assert.rejects(megan.operations.run(cancelPlanAction, { id: theirs }, id()), fails('not_found'));
      await refused({ at: await later(5), replaces: theirs }, 'not_found');
    });
  });

  it('puts a long text into the channel’s folder with a post that links to it, and takes both back', async () => {
    const words = `Minutes ${id()}`;
    const text = `${words}\n\n${'All that was said. '.repeat(3000)}`;
    const key = id();
    const proposed = await megan.operations.propose(
      postAsFileAction,
      { to: general, text, subject: 'Minutes: Q4/2026' },
      key,
    );
    assert.equal(proposed.proposal?.undo, 'compensating');
    const done = await megan.operations.confirm(key);
    assert.equal(done.state, 'done');
    const [seen] = await said(general, words);
    assert.equal(seen?.attachments?.[0]?.contentType, 'reference');
    assert.match(seen?.attachments?.[0]?.name ?? '', /^Minutes Q4 2026 \(.{8}\)\.md$/);
    const { file } = done.receipt!.result as { file: { driveId: string; itemId: string } };
    const token = await megan
      .graphWith(['Files.ReadWrite.All'])
      .get<{ size: number }>(`/drives/${file.driveId}/items/${file.itemId}`);
    assert.equal(token.size, Buffer.byteLength(text));
    await megan.operations.undo(key);
    assert.equal((await said(general, words)).length, 0);
  });

  it('knows teams with private and shared channels, for ten minutes without a call', async () => {
    const { teams } = await teamsQuery.run(megan, { refresh: true });
    const mark8 = teams.find((t) => t.displayName === 'Mark 8 Project Team');
    const kinds = new Map(mark8?.channels.map((c) => [c.displayName, c.membershipType]));
    assert.equal(kinds.get('Budget'), 'private');
    assert.equal(kinds.get('Retail Partners'), 'shared');
    office.calls();
    await teamsQuery.run(megan, { refresh: false });
    assert.deepEqual(office.calls(), []);
    const alex = await office.as('Alex Wilber');
    const seen = (await teamsQuery.run(alex, { refresh: false })).teams.flatMap((t) =>
      t.channels.map((c) => c.displayName),
    );
    assert.ok(!seen.includes('Budget'));
  });
});
