import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { postAction } from '../../../../../bot/features/posts/post.ts';
import { createMemory } from '../../office.ts';
import { type ChannelTo, createOffice, type Office } from '../office.ts';

describe('a post whose answer was lost', () => {
  let office: Office;
  let megan: Context;
  let design: ChannelTo;
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
    design = await office.channel('Megan Bowen', 'Mark 8 Project Team', 'Design');
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.withAll();
  });
  after(() => office.stop());

  const id = () => randomUUID();

  const lost = { match: { method: 'POST', path: '/messages$' }, kind: 'drop' as const, times: 1 };

  it('looks for the post, where that is allowed, and posts it once', async () => {
    office.faults(lost);
    const words = `Dropped ${id()}`;
    const done = await megan.operations.run(postAction, { to: design, text: words }, id());
    assert.equal(done.state, 'done');
    assert.equal((await office.said(design, words)).length, 1);
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
