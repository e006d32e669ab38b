import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { cancelPlanAction, planAction } from '../../../../../bot/features/posts/plan.ts';
import { postAction } from '../../../../../bot/features/posts/post.ts';
import { plannedQuery } from '../../../../../bot/features/posts/queries.ts';
import { createMemory, fails } from '../../office.ts';
import { type ChannelTo, createOffice, type Office } from '../office.ts';

describe('posts.plan and posts.cancelPlan', () => {
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
    assert.equal((await office.said(design, words)).length, 1);
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
