import assert from 'node:assert/strict';
import { AideError } from '../../../../bot/errors.ts';
import type { Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { findQuery } from '../../../../bot/features/people/find.ts';
import { people } from '../../../../bot/features/people/index.ts';
import { personQuery } from '../../../../bot/features/people/person.ts';
import { optionalScopes, readScopes } from '../../../../bot/features/people/scopes.ts';
import { createOffice, type Office } from '../office.ts';
import { actionsOf, textOf } from '../posts/office.ts';

const contacts = 'Contacts.Read';
const all = [...readScopes, ...optionalScopes];
const without = (scope: string) => all.filter((s) => s !== scope);
const asked = (code: string, scopes?: string[]) => (error: unknown) => {
  assert(error instanceof AideError, String(error));
  assert.equal(error.code, code);
  if (scopes) assert.deepEqual(error.details.scopes, scopes);
  assert(error.userMessage && error.remedy);
  return true;
};

describe('people, in every condition', function () {
  this.timeout(120_000);
  let office: Office;
  before(async () => {
    office = await createOffice(people, ['User.Read']);
  });
  beforeEach(() => office.consent(all));
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());
  const click = (ctx: Context, reply: Reply, title: RegExp) => {
    const button = actionsOf(reply).find((a) => title.test(a.title));
    assert(button, `no ${title} among ${actionsOf(reply).map((a) => a.title)}`);
    return office.press(ctx, button.verb, button.data);
  };

  const questions = ['who is Megan Bowen', 'what time is it for Adele', 'is Lee Gu available', 'find people in Retail'];
  for (const question of questions) {
    it(`“${question}” needs somebody who is signed in`, async () => {
      await assert.rejects(office.say(office.signedOut('Alex Wilber'), question), asked('signin_required'));
    });

    it(`“${question}” asks for the one permission that is missing, and goes on with it`, async () => {
      office.consent(without('People.Read'));
      const ctx = await office.as('Isaiah Langer');
      await assert.rejects(office.say(ctx, question), asked('consent_required', ['People.Read']));
      office.consent(all);
      assert(textOf(await office.say(ctx, question)).length > 0);
    });

    it(`“${question}” is answered after Graph was busy, and passes a claims challenge on`, async () => {
      const ctx = await office.as('Joni Sherman');
      office.faults({ match: { path: '.' }, kind: 'status', status: 429, retryAfter: 1, times: 1 });
      const { text } = await office.say(ctx, question);
      assert.doesNotMatch(text, /cannot/);
      office.faults(
        { match: { path: '^/v1.0/(users|me)' }, kind: 'claims' },
        { match: { path: '/oauth2/v2.0/token' }, kind: 'claims' },
      );
      await ctx.directory.forget();
      await assert.rejects(office.say(ctx, question), asked('claims_challenge'));
    });
  }

  it('a contact is shown with company, title and phones, without chat and presence, in two round trips', async () => {
    const ctx = await office.as('Megan Bowen');
    await ctx.consented(all);
    office.calls();
    const reply = await office.say(ctx, 'who is Sam Carter');
    assert.equal(office.calls().filter((call) => call !== 'GET /sandbox/clock').length, 2);
    const text = textOf(reply);
    for (const part of [
      'Purchasing Manager',
      'Fabrikam',
      'sam.carter@fabrikam.com',
      '+1 425 555 0101',
      'your contacts',
    ])
      assert(text.includes(part), part);
    const buttons = actionsOf(reply).map((a) => a.title);
    assert.deepEqual(buttons, ['Find a time', 'E-mail']);
    const details = await personQuery.run(ctx, { address: 'sam.carter@fabrikam.com' });
    assert.deepEqual(personQuery.output.parse(details).phones, [
      { kind: 'business', number: '+1 425 555 0100' },
      { kind: 'mobile', number: '+1 425 555 0101' },
    ]);
    assert.match((await office.say(ctx, 'who does Sam Carter report to')).text, /not of your organisation/);
    assert.match((await office.say(ctx, 'what time is it for Sam Carter')).text, /cannot see/);
  });

  it('a name that nobody has is looked for in the contacts when one says so: one permission, then the answer', async () => {
    office.consent(without(contacts));
    const ctx = await office.as('Adele Vance');
    const question = await office.say(ctx, 'who is Hugo García');
    assert.match(question.text, /nobody called Hugo García/);
    await assert.rejects(click(ctx, question, /Look in my contacts/), asked('consent_required', [contacts]));
    office.consent(all);
    const found = await click(ctx, question, /Look in my contacts/);
    assert.match(found.text, /Do you mean Hugo García\?/);
    assert.match(textOf(found), /Adventure Works/);
    const answer = await click(ctx, found, /Hugo García/);
    assert.match(textOf(answer), /Shop Designer/);
    // The answer is remembered, and nothing is asked any more.
    assert.match(textOf(await office.say(ctx, 'who is Hugo García')), /Shop Designer/);
    assert.equal(actionsOf(await office.say(ctx, 'who is Zaphod')).length, 0);
  });

  it('nobody is offered who was not found, in somebody else’s question, or by a made-up button', async () => {
    office.consent(without(contacts));
    const ctx = await office.as('Megan Bowen');
    const question = await office.say(ctx, 'who is Rosalind Zed');
    office.consent(all);
    const button = actionsOf(question).find((a) => a.title === 'Look in my contacts')!;
    const none = await office.press(ctx, button.verb, button.data);
    assert.match(none.text, /Nobody in your contacts is called Rosalind Zed/);
    await assert.rejects(office.press(await office.as('Lee Gu'), button.verb, button.data), asked('expired'));
    for (const data of [
      { ...button.data, verb: '../evil' },
      { ...button.data, name: '' },
      { ...button.data, data: {} },
      { ...button.data, name: 'x'.repeat(201) },
    ])
      await assert.rejects(office.press(ctx, button.verb, data));
  });

  it('an address outside is looked for in the contacts as well', async () => {
    office.consent(without(contacts));
    const ctx = await office.as('Megan Bowen');
    const question = await office.say(ctx, 'who is alicia@northwindtraders.com');
    office.consent(all);
    const found = await click(ctx, question, /Look in my contacts/);
    assert.match(textOf(await click(ctx, found, /Alicia Thornber/)), /Agency Lead/);
    await assert.rejects(personQuery.run(ctx, { address: 'nobody@northwindtraders.com' }), asked('not_found'));
  });

  it('markup in names is text', async () => {
    const ctx = await office.as('Megan Bowen');
    const reply = await office.say(ctx, 'who is rosa@tailspintoys.com');
    assert.match(textOf(reply), /Tailspin Toys/);
    assert.doesNotMatch(JSON.stringify(reply.card), /\]\(|<script>alert\(1\)<\/script> Tailspin Toys\*\*/);
    const { people: found } = await findQuery.run(ctx, { name: 'O’Neil', contacts: false, top: 5 });
    assert.equal(found[0]?.address, 'rosa@tailspintoys.com');
  });

  it('the API says what was not looked through, and looks there when it is told to', async () => {
    const find = (ctx: Context, inContacts: boolean) =>
      findQuery.run(ctx, findQuery.input.parse({ name: 'Carter', contacts: inContacts }));
    office.consent(without(contacts));
    const ctx = await office.as('Megan Bowen');
    assert.deepEqual((await find(ctx, false)).missing, ['contacts']);
    await assert.rejects(find(ctx, true), asked('consent_required', [contacts]));
    office.consent(all);
    const { people: found, missing } = findQuery.output.parse(await find(ctx, true));
    assert.deepEqual([found.map((p) => [p.displayName, p.isContact]), missing], [[['Sam Carter', true]], []]);
    office.consent(readScopes);
    const bare = await find(await office.as('Patti Fernandez'), false);
    assert.deepEqual(bare.missing, ['presence', 'organisation', 'contacts']);
  });

  const limits: [name: string, input: unknown, ok: boolean][] = [
    ['a name of 200 characters', { name: 'x'.repeat(200) }, true],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, false],
    ['no name and no department', {}, false],
    ['name and department', { name: 'a', department: 'b' }, false],
    ['50 people', { name: 'a', top: 50 }, true],
    ['51 people', { name: 'a', top: 51 }, false],
    ['nobody', { name: 'a', top: 0 }, false],
  ];
  for (const [name, input, ok] of limits)
    it(`people.find ${ok ? 'takes' : 'refuses'} ${name}`, () =>
      assert.equal(findQuery.input.safeParse(input).success, ok));

  it('somebody without contacts, managers or a mailbox is answered all the same', async () => {
    const ctx = await office.as('Diego Siciliani');
    assert.match((await office.say(ctx, 'who is Zaphod Beeblebrox')).text, /nobody called/);
    const patti = await office.as('Patti Fernandez');
    assert.match((await office.say(patti, 'who is my manager')).text, /Nobody is above you|report to nobody/);
  });
});
