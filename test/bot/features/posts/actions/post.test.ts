import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { editAction } from '../../../../../bot/features/posts/edit.ts';
import { postAction } from '../../../../../bot/features/posts/post.ts';
import { previewQuery, teamsQuery } from '../../../../../bot/features/posts/queries.ts';
import { takeBackAction } from '../../../../../bot/features/posts/take-back.ts';
import { fails } from '../../office.ts';
import { type ChannelTo, createOffice, type Office } from '../office.ts';

describe('posts.post', () => {
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

  const id = () => randomUUID();

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
    const [seen] = await office.said(general, words);
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
    assert.equal((await office.said(general, words)).length, 1);
    const undone = await megan.operations.undo(key);
    assert.equal(undone.state, 'undone');
    assert.equal((await office.said(general, words)).length, 0);
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
    const [seen] = await office.said(general, words);
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
    assert.equal((await office.said(design, words)).length, 1);
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
    assert.equal((await office.said(design, mark)).length, 20);
  });
});
