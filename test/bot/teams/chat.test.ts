import assert from 'node:assert/strict';
import { AideError } from '../../../bot/errors.ts';
import { actionsOf, cardOf, textOf } from '../../support/cards.ts';
import { type AideForTests, gate, greeted, startAide } from './support.ts';

describe('chat with Aide', () => {
  let aide: AideForTests;
  before(async () => {
    aide = await startAide();
  });
  after(() => aide.stop());
  beforeEach(() => {
    Object.assign(aide.notes, { slow: gate(), started: gate() });
    aide.notes.fail.length = aide.notes.written.length = aide.notes.kept.length = 0;
  });

  it('welcomes once on install, with examples, and not again after a restart', async () => {
    const megan = await aide.client('Megan Bowen');
    const welcome = await megan.nextCard();
    assert.match(textOf(welcome), /Hello, I am Aide/);
    assert(actionsOf(cardOf(welcome)).includes('note buy milk'));
    aide.restart();
    await megan.say('thanks');
    assert.match(textOf(await megan.next()), /You are welcome/);
    assert.deepEqual(megan.untaken(), []);
  });

  it('says hello and help with what it can do, derived from the registry, without signing anybody in', async () => {
    const alex = await greeted(aide, 'Alex Wilber');
    for (const word of ['hi', 'Hello!', 'help', 'what can you do?']) {
      await alex.say(word);
      const help = await alex.nextCard();
      assert.match(textOf(help), /Note: write something/);
      assert.match(textOf(help), /undo|recent/);
      assert(actionsOf(cardOf(help)).length <= 6);
    }
    assert(!aide.answers.some((a) => a.type.startsWith('signin/')));
  });

  it('offers what comes nearest to text it does not understand', async () => {
    const alex = await greeted(aide, 'Lidia Holloway');
    await alex.say('notee buy mlk');
    const card = await alex.nextCard();
    assert.match(textOf(card), /did not understand/);
    assert.equal(actionsOf(cardOf(card))[0], 'note buy milk');
    const pressed = await alex.press(card, 'note buy milk');
    assert.equal(pressed.status, 200);
    assert.match(textOf(await alex.nextCard((_, m) => /Note: buy milk/.test(textOf(m)))), /buy milk/);
  });

  it('signs in silently, carries the sentence out once, and keeps the card that was confirmed', async () => {
    const adele = await greeted(aide, 'Adele Vance');
    await adele.say('note milk *and* [honey](http://x)');
    const card = await adele.nextCard();
    assert.deepEqual(aide.notes.written, ['milk *and* [honey](http://x)']);
    assert.match(textOf(card), /milk \\\*and\\\* \\\[honey\\\]/);
    const pressed = await adele.press(card, 'Keep');
    assert.match(textOf(pressed.card!), /Kept/);
    const update = await adele.nextUpdate((m) => m.id === card.id);
    assert.match(textOf(update), /Kept/);
    assert.equal(aide.notes.kept.length, 1);
  });

  it('tells who the person is, and signs out and in again', async () => {
    const diego = await greeted(aide, 'Diego Siciliani');
    await diego.say('Who am I?');
    assert.match(textOf(await diego.nextCard()), /Diego Siciliani[\s\S]*America\/New\\_York/);
    await diego.say('sign out');
    assert.match(textOf(await diego.next()), /signed out/);
    await diego.nextSignOn();
    await diego.say('sign in');
    assert.match(textOf(await diego.next()), /signed in/);
    assert.equal((await diego.nextSignOn()).status, 200);
  });

  it('asks a short question and takes the answer as words, as an ordinal or as a button', async () => {
    const grady = await greeted(aide, 'Grady Archie');
    for (const words of ['megan', 'the first one', '1', 'Megan Bowen']) {
      await grady.say('ask me');
      const question = await grady.nextCard();
      assert.deepEqual(actionsOf(cardOf(question)), ['Megan Bowen', 'Alex Wilber']);
      await grady.say(words);
      assert.match(textOf(await grady.nextUpdate((m) => m.id === question.id)), /You chose Megan Bowen/);
    }
    await grady.say('ask me');
    const question = await grady.nextCard();
    assert.match(textOf((await grady.press(question, 'Alex Wilber')).card!), /You chose Alex Wilber/);
  });

  it('settles an ambiguity with one question, and reads the sentence again', async () => {
    const lee = await greeted(aide, 'Lee Gu');
    await lee.say('note half a cake');
    const question = await lee.nextCard();
    assert.match(textOf(question), /Which half\?/);
    assert.deepEqual(aide.notes.written, []);
    const pressed = await lee.press(question, 'The second half');
    assert.match(textOf(pressed.card!), /Note: second a cake/);
  });

  it('cancels what it asked', async () => {
    const joni = await greeted(aide, 'Joni Sherman');
    await joni.say('ask me');
    await joni.nextCard();
    await joni.say('cancel');
    assert.match(textOf(await joni.next()), /Dropped/);
    await joni.say('cancel');
    assert.match(textOf(await joni.next()), /nothing to cancel/);
    await joni.say('megan');
    assert.match(textOf(await joni.next()), /did not understand/);
  });

  it('answers an error with what happened, what to do, the request id and a way to try again', async () => {
    const nestor = await greeted(aide, 'Nestor Wilke');
    aide.notes.fail.push(
      new AideError('throttled', { userMessage: 'Outlook is busy.', remedy: 'Wait a little.' }, { retryAfter: 7 }),
    );
    await nestor.say('note tea');
    const problem = await nestor.nextCard();
    assert.match(textOf(problem), /Outlook is busy[\s\S]*Wait a little[\s\S]*7 seconds[\s\S]*Request id/);
    const again = await nestor.press(problem, 'Try again');
    assert.match(textOf(again.card!), /Note: tea/);
    aide.notes.fail.push(new Error('secret detail of ours'));
    await nestor.say('note coffee');
    const fault = await nestor.nextCard();
    assert.match(textOf(fault), /went wrong in Aide/);
    assert.doesNotMatch(textOf(fault), /secret detail/);
  });

  it('leaves the card as it is when pressing it fails, and the same button works later', async () => {
    const isaiah = await greeted(aide, 'Isaiah Langer');
    await isaiah.say('note sugar');
    const card = await isaiah.nextCard();
    aide.notes.fail.push(new AideError('unavailable', { userMessage: 'Away.', remedy: 'Later.' }));
    const pressed = await isaiah.press(card, 'Keep');
    assert.equal(pressed.card, undefined);
    assert.match(pressed.text!, /Away/);
    assert.match(textOf(await isaiah.nextCard()), /Away/);
    assert.match(textOf((await isaiah.press(card, 'Keep')).card!), /Kept/);
  });

  it('takes a button also as Action.Submit, and changes the card that holds it', async () => {
    const pradeep = await greeted(aide, 'Pradeep Gupta');
    await pradeep.say('note rice');
    const card = await pradeep.nextCard();
    const actions = (cardOf(card) as unknown as { actions: { fallback: { data: object } }[] }).actions;
    await pradeep.submit(card, actions[0]!.fallback.data);
    assert.match(textOf(await pradeep.nextUpdate((m) => m.id === card.id)), /Kept/);
  });

  it('refuses hostile and stale card data without doing anything', async () => {
    const henrietta = await greeted(aide, 'Henrietta Mueller');
    await henrietta.say('note salt');
    const card = await henrietta.nextCard();
    const send = (verb: string, data: unknown) =>
      henrietta.invoke('adaptiveCard/action', { action: { type: 'Action.Execute', verb, data } }, card);
    const stale = (await send('note.burn', {})).body as { value: object };
    assert.match(textOf(stale.value as never), /does nothing any more/);
    assert.equal((await send('__proto__', {})).status, 200);
    assert.match(JSON.stringify((await send('note.keep', { id: 7 })).body), /cannot use what this card sent/);
    const none = await henrietta.invoke('adaptiveCard/action', { nonsense: true }, card);
    assert.match(JSON.stringify(none.body), /BadRequest/);
    assert.equal((await henrietta.invoke('task/fetch', {})).status, 501);
    assert.deepEqual(aide.notes.kept, []);
  });

  it('shows what was done lately, with Undo that works', async () => {
    const patti = await greeted(aide, 'Patti Fernandez');
    await patti.say('undo');
    assert.match(textOf(await patti.next()), /not done anything/);
    aide.operations.push({
      ...{ id: 'operation-1', action: 'note.keep', state: 'done', undoKind: 'exact', canUndo: true },
      ...{ createdAt: '2026-11-21T08:00:00Z', updatedAt: '2026-11-21T08:00:00Z' },
      receipt: { summary: 'Kept "milk"', warnings: [], links: [], result: {} },
    });
    await patti.say('recent');
    const list = await patti.nextCard();
    const undone = await patti.press(list, 'operation.undo');
    assert.match(textOf(undone.card!), /Undone/);
    assert.equal(aide.operations[0]?.state, 'undone');
    const other = await patti.invoke(
      'adaptiveCard/action',
      { action: { verb: 'operation.undo', data: { id: 'operation-2' } } },
      list,
    );
    assert.match(JSON.stringify(other.body), /somebody else/);
  });

  it('does not read a text that is too long in part', async () => {
    const miriam = await greeted(aide, 'Miriam Graham');
    await miriam.say(`note ${'x'.repeat(1200)}`);
    assert.match(textOf(await miriam.next()), /longer than/);
    assert.deepEqual(aide.notes.written, []);
  });
});

describe('a turn that takes long', () => {
  it('shows typing, is acknowledged in time, and answers when it is done, once', async () => {
    const aide = await startAide({ limits: { typing: 5, message: 60, invoke: 60 } });
    const megan = await greeted(aide, 'Megan Bowen');
    await megan.say('sign in');
    await megan.next();
    await megan.say('slowly does it');
    await aide.notes.started.opened;
    await megan.nextEvent('typing');
    await until(() => aide.answers.filter((a) => a.type === 'message').length === 2);
    assert.deepEqual(aide.notes.written, []);
    aide.notes.slow.open();
    assert.match(textOf(await megan.next()), /Slowly: does it/);
    assert.deepEqual(aide.notes.written, ['does it']);
    await aide.stop();
  });

  it('answers a button in time, and changes the card when it is done', async () => {
    const aide = await startAide({ limits: { typing: 5, message: 500, invoke: 20 } });
    const megan = await greeted(aide, 'Megan Bowen');
    await megan.say('note milk');
    const card = await megan.nextCard();
    const pressed = await megan.press(card, 'Slowly');
    assert.match(pressed.text!, /Still at work/);
    aide.notes.slow.open();
    assert.match(textOf(await megan.nextUpdate((m) => m.id === card.id)), /Kept slowly/);
    await aide.stop();
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
