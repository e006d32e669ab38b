import assert from 'node:assert/strict';
import { findQuery } from '../../../../bot/features/people/find.ts';
import { people } from '../../../../bot/features/people/index.ts';
import { personQuery } from '../../../../bot/features/people/person.ts';
import { optionalScopes, readScopes } from '../../../../bot/features/people/scopes.ts';
import { actionsOf, findAction, partsOf, textOf } from '../../../support/cards.ts';
import { createOffice, type Office } from '../office.ts';

describe('colleagues', () => {
  let office: Office;
  beforeEach(async () => {
    office = await createOffice(people, ['Presence.ReadWrite', 'User.Read']);
  });
  afterEach(() => office.stop());
  const cardText = (reply: { card?: unknown }) => textOf(reply.card as never);
  const all = () => [...readScopes, ...optionalScopes];

  it('are shown with presence, role, manager, reports, hours and local time, in one round trip', async () => {
    const { tenant } = office.sandbox;
    const adele = office.sandbox.person('Adele Vance');
    const ctx = await office.as('Megan Bowen');
    await office.graphAs('Adele Vance', 'POST', `/users/${adele.id}/presence/setStatusMessage`, {
      statusMessage: { message: { content: 'On *the* road', contentType: 'text' } },
    });
    await office.say(ctx, 'who is Adele Vance');
    office.calls();
    const reply = await office.say(ctx, 'who is Adele Vance');
    assert.deepEqual(office.calls(), ['POST /$batch']);
    const shown = cardText(reply);
    assert.match(shown, /Adele Vance[\s\S]*On \\\*the\\\* road/);
    assert.match(shown, new RegExp(adele.jobTitle!));
    const manager = tenant.tables.users.get(adele.managerId ?? '');
    if (manager) assert.match(shown, new RegExp(`Manager: ${manager.displayName}`));
    assert.match(shown, /Working hours: \d{1,2}:\d\d AM – \d{1,2}:\d\d PM, Mon–Fri/);
    assert.match(shown, /Time there: \w+ \d{1,2}:\d\d [AP]M/);
    assert.match(shown, /Next free: /);
    assert.match(String(findAction(reply.card as never, 'Chat')?.url), /\/l\/chat\/0\/0\?users=AdeleV%40/i);
    assert.match(String(findAction(reply.card as never, 'E-mail')?.url), /^mailto:adelev@/i);
    assert(actionsOf(reply.card as never).length <= 6);
  });

  it('are shown without what nobody has consented to, and the card says so', async () => {
    office.consent(readScopes);
    const ctx = await office.as('Megan Bowen');
    const reply = await office.say(ctx, 'who is Lee Gu');
    assert.match(cardText(reply), /Lee Gu[\s\S]*Presence\.Read\.All[\s\S]*User\.Read\.All/);
    const { presence, reports, missing, jobTitle } = await personQuery.run(ctx, { address: office.address('Lee Gu') });
    assert.deepEqual([presence, reports, missing], [undefined, undefined, ['presence', 'organisation']]);
    // Known of the people one works with.
    assert(jobTitle);
  });

  it('that somebody reports to are shown, and the permission is asked for when it is missing', async () => {
    const { tables } = office.sandbox.tenant;
    const alex = office.sandbox.person('Alex Wilber');
    const boss = tables.users.get(alex.managerId!)!;
    const ctx = await office.as('Megan Bowen');
    assert.match(cardText(await office.say(ctx, 'who does Alex Wilber report to')), new RegExp(boss.displayName));
    const below = await office.say(ctx, `who reports to ${boss.displayName}`);
    assert.match(cardText(below), /Alex Wilber/);
    office.consent(readScopes);
    const diego = await office.as('Diego Siciliani');
    await assert.rejects(
      office.say(diego, 'who does Alex Wilber report to'),
      (error: { code: string; details: { scopes?: string[] } }) => {
        assert.equal(error.code, 'consent_required');
        return true;
      },
    );
  });

  it('say what time it is for them and whether they are available', async () => {
    const ctx = await office.as('Megan Bowen');
    assert.match(
      (await office.say(ctx, 'what time is it for Adele Vance')).text,
      /It is \w+ \d{1,2}:\d\d [AP]M .* for Adele Vance/,
    );
    const lee = office.sandbox.person('Lee Gu');
    await office.graphAs('Lee Gu', 'POST', `/users/${lee.id}/presence/setUserPreferredPresence`, {
      availability: 'DoNotDisturb',
      activity: 'DoNotDisturb',
    });
    assert.match((await office.say(ctx, 'is Lee Gu available')).text, /Lee Gu: Do not disturb/);
  });

  it('of a department are found, page by page, with their presence; without the directory among those one works with', async () => {
    const users = [...office.sandbox.tenant.tables.users.all()];
    const department = users
      .map((u) => u.department)
      .find((d) => d && users.filter((u) => u.department === d).length > 1)!;
    const count = users.filter((u) => u.department?.startsWith(department)).length;
    const ctx = await office.as('Megan Bowen');
    const reply = await office.say(ctx, `find people in ${department}`);
    assert.match(cardText(reply), new RegExp(`${count} people in ${department}`));
    const names = partsOf(reply.card).filter((p) => p.weight === 'Bolder' && p.spacing === 'Medium');
    assert.equal(names.length, Math.min(count, 5));
    office.consent(readScopes);
    const diego = await office.as('Diego Siciliani');
    assert.match((await office.say(diego, `find people in ${department}`)).text, /among the people you work with/);
    const { people: found, everybody } = await findQuery.run(diego, { department, contacts: false, top: 10 });
    assert.equal(everybody, false);
    assert(found.every((p) => p.department?.includes(department)));
  });

  it('whose name fits several are settled by one question, remembered, and forgotten when one says so', async () => {
    const ctx = await office.as('Megan Bowen');
    const lee = office.sandbox.person('Lee Gu');
    const { users } = office.sandbox.tenant.tables;
    users.put({ ...users.get(lee.id)!, givenName: 'Alex', displayName: 'Alex Gu' });
    const question = await office.say(ctx, 'what time is it for Alex');
    assert.match(question.text, /Which Alex/);
    const option = question.question!.options.find((o) => o.label === 'Alex Wilber')!;
    assert.match((await office.press(ctx, option.verb, option.data)).text, /for Alex Wilber/);
    assert.match((await office.say(ctx, 'is Alex online')).text, /Alex Wilber/);
    await office.say(ctx, 'forget what you know about names');
    assert.match((await office.say(ctx, 'is Alex online')).text, /Which Alex/);
    // Nobody who was not offered, and nobody else's question.
    await assert.rejects(office.press(ctx, option.verb, { ...option.data, address: 'evil@example.com' }), {
      code: 'invalid_input',
    });
    const other = await office.as('Diego Siciliani');
    await assert.rejects(office.press(other, option.verb, option.data), { code: 'expired' });
  });

  it('that nobody knows are asked back about, and addresses outside are not found', async () => {
    const ctx = await office.as('Megan Bowen');
    assert.match((await office.say(ctx, 'who is Adle Vence')).text, /nobody called Adle Vence/);
    await assert.rejects(office.say(ctx, 'who is somebody@example.com'), { code: 'not_found' });
    await assert.rejects(personQuery.run(ctx, { address: 'no-one@contoso.com' }), { code: 'not_found' });
    assert.equal(personQuery.input.safeParse({ address: 'x' }).success, false);
    assert.equal(findQuery.input.safeParse({ name: 'a', department: 'b' }).success, false);
  });

  it('are found after Graph was busy, and a claims challenge is passed on', async () => {
    office.consent(all());
    const ctx = await office.as('Megan Bowen');
    office.faults({ match: { path: '/presence' }, kind: 'status', status: 429, retryAfter: 0, times: 1 });
    const busy = await office.say(ctx, 'is Alex Wilber available');
    assert.doesNotMatch(busy.text, /cannot see/);
    office.faults(
      { match: { path: '^/v1.0/users' }, kind: 'claims' },
      { match: { path: '/oauth2/v2.0/token' }, kind: 'claims' },
    );
    await assert.rejects(office.say(ctx, 'who is Alex Wilber'), { code: 'claims_challenge' });
  });
});
