import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRegistry } from '../../../bot/features/registry.ts';
import { incomingActivity, textOf } from '../../../bot/teams/activity.ts';
import { phraseOf } from '../../../bot/teams/builtin/builtin.ts';
import { nearest, nearestReply } from '../../../bot/teams/builtin/nearest.ts';
import { choose } from '../../../bot/teams/questions.ts';
import { readExecute, readSubmit } from '../../../bot/teams/wish.ts';

const options = ['Today at 3 pm', 'Tomorrow at 4 pm', 'Megan Bowen'].map((label) => ({ label }));

describe('the words of an answer', () => {
  it('name an option by its label, its place, or a word that only it has', () => {
    for (const [said, label] of Object.entries({
      'today at 3 pm': 'Today at 3 pm',
      'TODAY, at 3 PM!': 'Today at 3 pm',
      'the second one': 'Tomorrow at 4 pm',
      '2': 'Tomorrow at 4 pm',
      '3': 'Today at 3 pm',
      last: 'Megan Bowen',
      megan: 'Megan Bowen',
    }))
      assert.equal(choose(options, said)?.label, label, said);
  });

  it('name nothing when none or more than one option fits', () => {
    for (const said of ['pm', 'what is on today', '', '9', '…', 'at'])
      assert.equal(choose(options, said), undefined, said);
  });

  it('name a time as people type it, whichever way the card writes it', () => {
    const cards = [
      ['Tue, Nov 24, 2:00 – 2:30 PM', 'Tue, Nov 24, 2:30 – 3:00 PM', 'Wed, Nov 25, 11:00 AM – 12:00 PM'],
      ['Tue 24 Nov, 14:00–14:30', 'Tue 24 Nov, 14:30–15:00', 'Wed 25 Nov, 11:00–12:00'],
    ].map((labels) => labels.map((label) => ({ label })));
    for (const card of cards) {
      for (const said of ['2:30 pm', '2:30pm', '14:30', '2:30']) assert.equal(choose(card, said), card[1], said);
      for (const said of ['2pm', '2 PM', '14:00', '2 p.m.']) assert.equal(choose(card, said), card[0], said);
      for (const said of ['11am', '11:00', '11 a.m.', 'wed']) assert.equal(choose(card, said), card[2], said);
      for (const said of ['3:30', '4pm', '15:00', 'pm 14']) assert.equal(choose(card, said), undefined, said);
      for (const option of card) assert.equal(choose(card, option.label), option);
    }
    const both = ['9:00 – 9:30 AM', '9:00 – 9:30 PM'].map((label) => ({ label }));
    assert.equal(choose(both, '9:00'), undefined, 'either half of the day');
    assert.equal(choose(both, '21:00'), both[1]);
  });

  it('never make anything up', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 6 }), fc.string(), (labels, said) => {
        const all = labels.map((label) => ({ label }));
        const chosen = choose(all, said);
        assert(chosen === undefined || all.includes(chosen));
      }),
    );
  });
});

describe('words that nobody understands', () => {
  const candidates = ['find 30 minutes with Megan tomorrow', 'what is on today', 'help'].map((sentence) => ({
    sentence,
    wordings: [sentence],
  }));

  it('are near what they resemble, by letters or by words', () => {
    assert.equal(nearest(candidates, 'halp', 1)[0], 'help');
    assert.equal(nearest(candidates, 'whats on todya', 1)[0], 'what is on today');
    assert.equal(nearest(candidates, 'tomorrow 30 minutes please', 1)[0], 'find 30 minutes with Megan tomorrow');
  });

  it('always end in a card with help, whatever they are', () => {
    const registry = createRegistry([]);
    fc.assert(
      fc.property(fc.string({ maxLength: 2000, unit: 'binary' }), (said) => {
        const { card } = nearestReply(registry, [], said);
        assert.match(JSON.stringify(card?.actions), /help/);
      }),
    );
  });

  it('are the same phrase in any case, with any punctuation, with or without "Aide" and "please"', () => {
    for (const said of ['Help!', ' help ', 'Aide, help', 'help please', 'HELP?']) assert.equal(phraseOf(said), 'help');
    assert.equal(phraseOf('?'), '?');
    assert.equal(phraseOf('x'.repeat(10_000)), '');
  });
});

describe('what an activity says', () => {
  it('is its text without the mention of Aide, and with the names of the others', () => {
    const activity = incomingActivity.parse({
      ...{ type: 'message', serviceUrl: 'x', channelId: 'msteams', from: { id: '29:1' }, recipient: { id: '28:bot' } },
      conversation: { id: 'c' },
      text: '<at>Aide (sandbox)</at>\n ask\u00a0<at>Megan Bowen</at> now',
      entities: [
        { type: 'mention', text: '<at>Aide (sandbox)</at>', mentioned: { id: '28:bot' } },
        { type: 'mention', text: '<at>Megan Bowen</at>', mentioned: { id: '29:2' } },
      ],
    });
    assert.equal(textOf(activity), 'ask Megan Bowen now');
  });

  it('is a button with its inputs, from both kinds of actions, and nothing else', () => {
    const wish = { kind: 'press', verb: 'a.b', data: { id: '1', note: 'x' }, cardId: 'm' };
    assert.deepEqual(readExecute({ action: { verb: 'a.b', data: { id: '1', note: 'x' } } }, 'm'), wish);
    assert.deepEqual(readSubmit({ verb: 'a.b', data: { id: '1' }, note: 'x' }, 'm'), wish);
    for (const value of [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      { verb: 7 },
      { action: { verb: '' } },
      { verb: 'a', data: 5 },
    ]) {
      assert.equal(readExecute(value), undefined);
      assert.equal(readSubmit(value), undefined);
    }
  });
});
