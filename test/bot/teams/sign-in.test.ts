import assert from 'node:assert/strict';
import { AideError } from '../../../bot/errors.ts';
import { failureCodes, failureRemedy } from '../../../bot/teams/sign-in/states.ts';
import { actionsOf, cardOf, findAction, oauthCardOf, textOf } from '../../support/cards.ts';
import { type AideForTests, greeted, startAide } from './support.ts';

describe('signing in to Aide', () => {
  let aide: AideForTests;
  before(async () => {
    aide = await startAide();
  });
  after(() => aide.stop());
  beforeEach(() => {
    aide.notes.fail.length = aide.notes.written.length = aide.notes.kept.length = aide.connects.length = 0;
  });

  it('answers every open client of a person, and carries the sentence out once', async () => {
    const clients = [await greeted(aide, 'Megan Bowen')];
    clients.push(await aide.client('Megan Bowen'), await aide.client('Megan Bowen'));
    await clients[0]!.say('note once');
    for (const client of clients) {
      assert.match(textOf(await client.nextCard((_, m) => /Note: once/.test(textOf(m)))), /once/);
      assert.equal((await client.nextSignOn()).status, 200);
    }
    await aide.teams.settled();
    assert.deepEqual(aide.notes.written, ['once']);
    assert.deepEqual(
      clients.flatMap((client) => client.untaken().map(textOf)),
      [],
    );
  });

  it('asks with 412 and a button when the exchange needs consent, and goes on after the sign-in window', async () => {
    await withFault(aide, { match: { path: '/token/api/usertoken/exchange' }, kind: 'consent', times: 1 });
    const alex = await greeted(aide, 'Alex Wilber');
    await alex.say('note after consent');
    const card = await alex.next();
    assert(oauthCardOf(card)?.buttons?.[0]);
    assert.equal((await alex.nextSignOn()).status, 412);
    assert.deepEqual(aide.notes.written, []);
    assert.equal((await alex.signIn(card)).status, 200);
    assert.match(textOf(await alex.nextCard()), /after consent/);
    assert.deepEqual(aide.notes.written, ['after consent']);
  });

  it('refuses a wrong code, and goes on when the right one comes', async () => {
    const adele = await greeted(aide, 'Adele Vance', { sso: 'off' });
    await adele.say('note by code');
    const card = await adele.next();
    assert.equal((await adele.invoke('signin/verifyState', { state: '000000' })).status, 404);
    assert.equal((await adele.invoke('signin/verifyState', { nonsense: 1 })).status, 404);
    assert.equal((await adele.signIn(card)).status, 200);
    assert.match(textOf(await adele.nextCard()), /by code/);
  });

  it('drops the sentence when the person closes the sign-in', async () => {
    const diego = await greeted(aide, 'Diego Siciliani', { sso: 'off' });
    await diego.say('note never');
    const card = await diego.next();
    assert.equal((await diego.invoke('signin/verifyState', { state: 'CancelledByUser' })).status, 200);
    assert.match(textOf(await diego.next()), /closed the sign-in/);
    await diego.signIn(card);
    assert.match(textOf(await diego.next()), /You are signed in/);
    assert.deepEqual(aide.notes.written, []);
  });

  it('does not act as another account that was chosen in the sign-in window', async () => {
    const grady = await greeted(aide, 'Grady Archie', { sso: 'off' });
    await grady.say('note mixed up');
    const card = await grady.next();
    await grady.signIn(card, aide.sandbox.person('Lee Gu'));
    assert.match(textOf(await grady.next()), /another account/);
    assert.deepEqual(aide.notes.written, []);
    await grady.say('sign in');
    await grady.signIn(await grady.next((m) => oauthCardOf(m) !== undefined));
    assert.match(textOf(await grady.nextCard()), /mixed up/);
  });

  it('tells a remedy for each way in which Teams can fail, once', async () => {
    const joni = await greeted(aide, 'Joni Sherman', { sso: 'off' });
    for (const code of failureCodes) {
      assert.equal((await joni.invoke('signin/failure', { code, message: 'x' })).status, 200);
      assert.equal((await joni.invoke('signin/failure', { code, message: 'x' })).status, 200);
      assert.equal((await joni.next()).text, failureRemedy(code));
    }
    await aide.teams.settled();
    assert.deepEqual(joni.untaken(), []);
    assert.equal(new Set(failureCodes.map(failureRemedy)).size, failureCodes.length);
  });

  it('refuses an exchange for another connection, and one that is no exchange', async () => {
    const lidia = await greeted(aide, 'Lidia Holloway', { sso: 'off' });
    const send = (value: unknown) => lidia.invoke('signin/tokenExchange', value);
    assert.equal((await send({ id: '1', connectionName: 'other', token: 'x' })).status, 400);
    assert.equal((await send('nonsense')).status, 400);
    assert.equal((await send({ id: '2', connectionName: 'aide', token: 'forged' })).status, 412);
  });

  it('takes a sentence of a channel along to the personal chat', async () => {
    const nestor = await greeted(aide, 'Nestor Wilke');
    const group = await nestor.createGroupChat([aide.sandbox.person('Lynne Robbins')], 'Launch');
    assert.match(textOf(await nestor.next()), /Nestor Wilke added me to this chat/);
    await nestor.say('<at>Aide</at> note for us', { conversation: group });
    const [hint, card] = [
      await nestor.next((m) => m.conversationId === group.id),
      await nestor.nextCard((_, m) => m.conversationId === nestor.personal.id),
    ];
    assert.match(textOf(hint), /your own chat/);
    assert.match(textOf(card), /for us/);
    await nestor.say('<at>Aide</at> note for all', { conversation: group });
    assert.equal((await nestor.nextCard((_, m) => /for all/.test(textOf(m)))).conversationId, group.id);
  });

  it('says how to add Aide when somebody of a group chat has no chat of their own with it', async () => {
    const patti = await greeted(aide, 'Patti Fernandez');
    const lee = await greeted(aide, 'Lee Gu', { sso: 'off' });
    const group = await patti.createGroupChat([lee.user], 'Board');
    await lee.uninstall();
    await until(() => aide.answers.filter((a) => a.type === 'installationUpdate').length >= 3);
    await aide.teams.settled();
    await lee.say('<at>Aide</at> note alone', { conversation: group });
    assert.match(textOf(await lee.nextCard()), /Add Aide for yourself/);
    await assert.rejects(
      aide.teams.notify({ tenantId: aide.sandbox.tenant.id, userId: lee.user.id }, { text: 'x' }),
      (error: AideError) => error.code === 'not_found',
    );
  });

  it('does not give the card of one person to another in a group chat', async () => {
    const miriam = await greeted(aide, 'Miriam Graham');
    const isaiah = await greeted(aide, 'Isaiah Langer');
    for (const client of [miriam, isaiah]) {
      await client.say('sign in');
      await client.next();
    }
    const group = await miriam.createGroupChat([isaiah.user], 'Two');
    await miriam.say('<at>Aide</at> note mine', { conversation: group });
    const [card, common] = [await miriam.nextCard(), await isaiah.nextCard()];
    // Everybody sees what was asked; the buttons are with whoever asked.
    assert.match(textOf(common), /Note: mine[\s\S]*Miriam decides/);
    assert.deepEqual(actionsOf(cardOf(common)), ['card.mine']);
    assert.deepEqual(cardOf(await isaiah.refresh(common).then(() => common)), cardOf(common));
    await miriam.refresh(card);
    assert.deepEqual(actionsOf(cardOf(card)), ['Keep', 'Slowly']);
    const copied = { action: findAction(cardOf(card), 'Keep') };
    const pressed = await isaiah.invoke('adaptiveCard/action', copied, common);
    assert.match(JSON.stringify(pressed.body), /somebody else/);
    assert.match(textOf((await miriam.press(card, 'Keep')).card!), /Kept: mine/);
    assert.match(textOf(await isaiah.nextUpdate((m) => m.id === card.id)), /Kept: mine/);
  });

  it('keeps the sentence over consent in the browser, and carries it out once after it', async () => {
    const pradeep = await greeted(aide, 'Pradeep Gupta');
    const scopes = ['https://graph.microsoft.com/Calendars.ReadWrite'];
    aide.notes.fail.push(new AideError('consent_required', { userMessage: 'Consent.', remedy: 'Accept.' }, { scopes }));
    await pradeep.say('note with consent');
    const card = await pradeep.nextCard();
    assert.match(textOf(card), /permission[\s\S]*administrator[\s\S]*Calendars.ReadWrite/);
    assert.match(String(findAction(cardOf(card), 'Give permission')?.url), /\/auth\/start\?ticket=1$/);
    assert.deepEqual(aide.connects[0]?.scopes, scopes);
    const person = { tenantId: aide.sandbox.tenant.id, userId: pradeep.user.id };
    aide.restart();
    await Promise.all([aide.teams.resume(person), aide.teams.resume(person), aide.teams.resume(person)]);
    assert.match(textOf(await pradeep.nextCard()), /with consent/);
    assert.deepEqual(aide.notes.written, ['with consent']);
    assert(await aide.teams.userToken(person));
  });

  it('passes a claims challenge on, and does not ask twice in a circle when signing in does not help', async () => {
    const henrietta = await greeted(aide, 'Henrietta Mueller');
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    aide.notes.fail.push(new AideError('claims_challenge', { userMessage: 'Step up.', remedy: 'Go on.' }, { claims }));
    await henrietta.say('note stepping up');
    assert.match(textOf(await henrietta.nextCard()), /another sign-in step/);
    assert.equal(aide.connects[0]?.claims, claims);
    await henrietta.say('sign out');
    await henrietta.next();
    aide.notes.fail.push(new AideError('signin_required', { userMessage: 'Sign in.', remedy: 'Say "sign in".' }));
    await henrietta.say('note circle');
    assert.match(textOf(await henrietta.nextCard()), /Sign in\./);
    assert.deepEqual(aide.notes.written, []);
  });
});

async function withFault(aide: AideForTests, fault: object): Promise<void> {
  const response = await fetch(`${aide.sandbox.url}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([fault]),
  });
  assert.equal(response.ok, true, await response.text());
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
