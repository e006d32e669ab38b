import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { postAction } from '../../../../../bot/features/posts/post.ts';
import { chatsQuery } from '../../../../../bot/features/posts/queries.ts';
import { fails } from '../../office.ts';
import { createOffice, type Office } from '../office.ts';

describe('posts in chats', () => {
  let office: Office;
  let megan: Context;
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.withAll();
  });
  after(() => office.stop());

  const id = () => randomUUID();

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
