import assert from 'node:assert/strict';
import type { Context } from '../../../../bot/features/feature.ts';
import { understandQuery } from '../../../../bot/features/tasks/understand.ts';
import { adele, createOffice, type Office } from './office.ts';

describe('a line about a task', () => {
  let office: Office;
  let ctx: Context;
  before(async () => {
    office = await createOffice();
    ctx = await office.as(adele);
    await office.list('Errands');
  });
  after(() => office.stop());
  const read = (text: string) => understandQuery.run(ctx, { text });

  it('is read as chat reads it: title, day, reminder and series', async () => {
    const tomorrow = (await ctx.now()).plus({ days: 1 });
    const deck = await read('send the deck tomorrow 9am');
    assert.equal(deck.title, 'Send the deck');
    assert.equal(deck.due, tomorrow.toISODate());
    assert.equal(deck.reminder, tomorrow.startOf('day').set({ hour: 9 }).toUTC().toISO());
    const plants = await read('water the plants every Monday');
    assert.equal(plants.repeats, 'every Monday');
    const rent = await read('pay rent on the 1st and 15th of each month');
    assert.deepEqual([rent.title, rent.repeats], ['pay rent on the 1st and 15th of each month', undefined]);
    assert.equal((await read('remind me tomorrow to call Alex')).title, 'Call Alex');
    assert.equal((await read('call the bank !important')).importance, 'high');
  });

  it('goes into the list it names, and keeps its words when there is none of that name', async () => {
    const milk = await read('add milk to Errands');
    assert.deepEqual([milk.title, milk.list], ['Milk', 'Errands']);
    assert.equal((await read('talk to Megan')).title, 'Talk to Megan');
    assert.match((await read('add milk to Nowhere')).title ?? '', /milk to Nowhere/);
  });

  it('is the title when nothing else is said, and costs no call to Graph', async () => {
    office.calls();
    const plain = await read('Buy stamps');
    assert.deepEqual([plain.title, plain.due, plain.reminder], ['Buy stamps', undefined, undefined]);
    assert.deepEqual(office.calls(), []);
  });
});
