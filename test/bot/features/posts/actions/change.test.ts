import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import type { Context } from '../../../../../bot/features/feature.ts';
import { editAction } from '../../../../../bot/features/posts/edit.ts';
import { postAction, replyAction } from '../../../../../bot/features/posts/post.ts';
import { takeBackAction } from '../../../../../bot/features/posts/take-back.ts';
import { fails } from '../../office.ts';
import { type ChannelTo, createOffice, type Office } from '../office.ts';

describe('posts.reply, posts.edit and posts.takeBack', () => {
  let office: Office;
  let megan: Context;
  let general: ChannelTo;
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

  const id = () => randomUUID();

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
    const replies = async () => (await office.read<ChatMessage>('Megan Bowen', path)).filter((m) => !m.deletedDateTime);
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
    assert.equal((await office.said(general, `${words} and after`)).length, 1);
    await megan.operations.undo(key);
    const [again] = await office.said(general, words);
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
    assert.equal((await office.said(general, words)).length, 0);
    await megan.operations.undo(key);
    assert.equal((await office.said(general, words)).length, 1);
  });
});
