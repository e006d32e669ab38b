import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { postAsFileAction } from '../../../../../bot/features/posts/post-as-file.ts';
import { type ChannelTo, createOffice, type Office } from '../office.ts';

describe('posts.postAsFile', () => {
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
    const [seen] = await office.said(general, words);
    assert.equal(seen?.attachments?.[0]?.contentType, 'reference');
    assert.match(seen?.attachments?.[0]?.name ?? '', /^Minutes Q4 2026 \(.{8}\)\.md$/);
    const { file } = done.receipt!.result as { file: { driveId: string; itemId: string } };
    const token = await megan
      .graphWith(['Files.ReadWrite.All'])
      .get<{ size: number }>(`/drives/${file.driveId}/items/${file.itemId}`);
    assert.equal(token.size, Buffer.byteLength(text));
    await megan.operations.undo(key);
    assert.equal((await office.said(general, words)).length, 0);
  });
});
