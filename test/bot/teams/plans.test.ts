import assert from 'node:assert/strict';
import type { Feature, Person } from '../../../bot/features/feature.ts';
import { createRegistry } from '../../../bot/features/registry.ts';
import { featureHelp, helpReply } from '../../../bot/teams/builtin/help.ts';
import { actionsOf, cardOf, textOf } from '../../support/cards.ts';
import { type AideForTests, greeted, startAide } from './support.ts';

describe('what is planned', () => {
  let aide: AideForTests;
  before(async () => {
    aide = await startAide();
  });
  after(() => aide.stop());
  const person = (name: string): Person => ({
    tenantId: aide.sandbox.tenant.id,
    userId: aide.sandbox.person(name).id,
  });
  const plan = (n: number) => ({
    ...{ id: `plan-${String(n).padStart(4, '0')}`, action: 'posts.post', input: { text: `${n}` } },
    ...{ at: `2027-01-0${n}T09:00:00Z`, title: `Post *${n}* in General` },
  });

  it('is listed page by page, each with Cancel, in the zone of the person', async () => {
    const megan = await greeted(aide, 'Megan Bowen');
    await megan.say('planned');
    assert.match(textOf(await megan.nextCard()), /Nothing is planned/);
    const mine = aide.plans.of(person('Megan Bowen'));
    for (let n = 1; n <= 7; n++) await mine.add(plan(n));
    await megan.say('What did I plan?');
    const list = await megan.nextCard();
    assert.match(textOf(list), /7 things[\s\S]*Post \\\*1\\\* in General[\s\S]*Friday, January 1, 2027 at 1:00 AM/);
    assert.deepEqual(actionsOf(cardOf(list)), [
      ...[1, 2, 3, 4, 5].map((n) => `Cancel: Post *${n}* in General`),
      '2 more',
    ]);
    await megan.press(list, '2 more');
    assert.deepEqual(
      actionsOf(cardOf(list)),
      [6, 7].map((n) => `Cancel: Post *${n}* in General`),
    );
    const cancelled = await megan.press(list, 'Cancel: Post *7* in General');
    assert.match(textOf(cancelled.card!), /Cancelled: Post[\s\S]*6 things|6 things[\s\S]*Cancelled: Post/);
    assert.equal((await mine.get('plan-0007'))?.state, 'cancelled');
  });

  it('is nobody else’s to cancel or to do', async () => {
    const alex = await greeted(aide, 'Alex Wilber');
    await aide.plans.of(person('Adele Vance')).add(plan(1));
    await alex.say('help');
    const card = await alex.nextCard();
    for (const verb of ['plan.cancel', 'plan.now']) {
      const answer = await alex.invoke('adaptiveCard/action', { action: { verb, data: { id: 'plan-0001' } } }, card);
      assert.match(JSON.stringify(answer.body), /not yours/);
    }
    assert.equal((await aide.plans.of(person('Adele Vance')).get('plan-0001'))?.state, 'planned');
  });

  it('says so when it is too late to cancel', async () => {
    const lee = await greeted(aide, 'Lee Gu');
    const mine = aide.plans.of(person('Lee Gu'));
    await mine.add(plan(1));
    await lee.say('planned');
    const list = await lee.nextCard();
    await aide.plans.change(person('Lee Gu'), 'plan-0001', 'planned', 'running');
    assert.match(textOf((await lee.press(list, 'plan.cancel')).card!), /Too late/);
  });
});

describe('help with many features', () => {
  const feature = (name: string): Feature => ({
    ...{ name, title: `Everything about ${name}`, actions: [], queries: [], verbs: [], reasons: {} },
    commands: Array.from({ length: 20 }, (_, i) => ({
      name: `${name}.c${i}` as const,
      title: `Do something long and useful with ${name} number ${i}`,
      examples: [`do ${name} ${i} for Megan and Alex on Friday`, `another way to say ${name} ${i} next week at nine`],
      read: () => undefined,
      run: async () => ({ text: '' }),
    })),
  });

  it('is grouped, under 25 KB, and has at most six buttons, each feature’s card too', () => {
    const features = ['schedule', 'tasks', 'files', 'posts', 'people', 'mail', 'automations'].map(feature);
    const cards = [helpReply(createRegistry(features), []), ...features.map(featureHelp)];
    for (const { card } of cards) {
      assert(JSON.stringify(card).length < 25 * 1024);
      assert((card as unknown as { actions: unknown[] }).actions.length <= 6);
    }
    assert.match(textOf(cards[0]!.card!), /Everything about schedule[\s\S]*Everything about people/);
    assert.match(textOf(cards[2]!.card!), /tasks number 19/);
  });
});
