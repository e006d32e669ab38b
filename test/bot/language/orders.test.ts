import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { nameWritten, slotsIn } from '../../../bot/language/frames.ts';
import { orderIn } from '../../../bot/language/orders.ts';
import { readSentence } from '../../../bot/language/read.ts';
import { selectionOf } from '../../../bot/language/selection.ts';

const now = DateTime.fromISO('2026-11-18T10:00', { zone: 'America/Los_Angeles' });
const read = (text: string) => readSentence(text, { now });

describe('frames', () => {
  const frames = ['rename|retitle {thing} to|as {name}', 'take {who} off [the] {thing}'];

  it('give back what stands in their slots, as it was written', () => {
    assert.deepEqual(slotsIn('Please rename my Friday call to Über & Co', frames), {
      thing: 'my Friday call',
      name: 'Über & Co',
    });
    assert.deepEqual(slotsIn('take Nia off the list', frames), { who: 'Nia', thing: 'list' });
    assert.equal(slotsIn('renamed it to that', frames), undefined);
  });

  it('find no words in quotation marks', () => {
    assert.deepEqual(slotsIn('rename "rename x to y" to z', frames), { thing: '"rename x to y"', name: 'z' });
  });

  it('come to an end with every text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('rename', 'to', 'as', 'x', '"', "'", '.', 'take', 'off')), (words) => {
        slotsIn(words.join(' '), frames);
      }),
    );
    slotsIn('rename to '.repeat(2000), frames);
  });

  it('leave a name without its marks and politeness', () => {
    for (const [written, name] of [
      ['"Budget"', 'Budget'],
      ["'We haven't met'.", "We haven't met"],
      ['Budget review, please!', 'Budget review'],
      ['casual catch-up', 'casual catch-up'],
    ])
      assert.equal(nameWritten(written!), name);
  });
});

describe('which of several is meant', () => {
  const rows: [string, string, number, boolean][] = [
    ['cancel my meeting', 'one', 1, false],
    ['cancel my next meeting', 'next', 1, false],
    ['cancel my next three meetings', 'next', 3, false],
    ['cancel the first 2 events', 'first', 2, false],
    ['the last event', 'last', 1, false],
    ['cancel all future meetings', 'all', Number.POSITIVE_INFINITY, true],
    ['cancel future ones', 'all', Number.POSITIVE_INFINITY, true],
    ['cancel the upcoming meeting', 'next', 1, true],
    ['cancel everything', 'all', Number.POSITIVE_INFINITY, false],
    ['cancel my meetings', 'all', Number.POSITIVE_INFINITY, false],
    ['cancel the rest of my meetings', 'all', Number.POSITIVE_INFINITY, true],
  ];
  for (const [words, pick, count, future] of rows)
    it(`is told by "${words}"`, () => assert.deepEqual(selectionOf(words), { pick, count, future }));
});

describe('one that comes after others', () => {
  it('is told by how many are passed over', () => {
    const told = (words: string) => {
      const { pick, skip } = selectionOf(words);
      return `${pick} ${skip}`;
    };
    assert.equal(told('cancel the second meeting'), 'first 1');
    assert.equal(told('the 3rd event tomorrow'), 'first 2');
    assert.equal(told('the second to last call'), 'last 1');
    assert.equal(told('the next meeting'), 'next undefined');
  });
});

describe('an order', () => {
  it('is none when it is denied, or only asked about', () => {
    for (const text of [
      "Don't cancel my meeting",
      'please do not cancel it',
      'never cancel my meetings',
      'should I cancel my meeting?',
      'did I already cancel it?',
      'I no longer want to cancel it',
    ])
      assert.equal(orderIn(read(text), 'cancel'), undefined, text);
    assert.ok(orderIn(read("don't forget to cancel my meeting"), 'cancel'));
  });

  it('has the day that was said before it', () => {
    const spanOf = (text: string) => orderIn(read(text), 'cancel')?.order.spans[0]?.start.toFormat('d LLL HH:mm');
    assert.equal(spanOf('I leave early on December 7. Cancel my meetings after 2'), '7 Dec 14:00');
    assert.equal(spanOf('I am away on December 7, so please cancel my meetings that day'), '7 Dec 00:00');
  });

  it('is the last sentence with one of its words, and what was said before is its context', () => {
    const found = orderIn(read('I am away on Friday. Cancel all my meetings. Thanks a lot!'), 'cancel');
    assert.equal(found?.order.text, 'Cancel all my meetings.');
    assert.equal(found?.context?.text, 'I am away on Friday.');
  });

  it('names whom a pronoun stands for', () => {
    const found = orderIn(read('Nia is leaving. Cancel my calls with her.'), 'cancel');
    assert.deepEqual(
      found?.order.people.map(({ name }) => name),
      ['Nia'],
    );
  });

  it('begins behind a comma, and keeps the times of the whole', () => {
    const found = orderIn(read('I have to leave early on Friday, please cancel everything after 3pm'), 'cancel');
    assert.equal(found?.order.rest, 'please cancel everything');
    assert.equal(found?.order.spans[0]?.start.weekday, 5);
  });

  it('is none when its words are quoted only', () => {
    assert.equal(orderIn(read('email Nia saying "cancel it"'), 'cancel'), undefined);
  });

  it('does not end at an abbreviation', () => {
    assert.equal(orderIn(read('cancel my call with Dr. Who at 9 a.m. tomorrow'), 'cancel')?.context, undefined);
  });
});

describe('the first free time', () => {
  it('is wished for in many words, and ends a title', () => {
    for (const words of [
      'in my first free slot',
      "at the earliest time I'm free",
      'at the next available slot',
      'in the first gap in my calendar',
    ]) {
      const { soonest, title, people } = read(`schedule a call named Launch with Nia ${words} tomorrow`);
      assert.equal(soonest, true, words);
      assert.equal(title, 'Launch', words);
      assert.deepEqual(
        people.map(({ name }) => name),
        ['Nia'],
      );
    }
    assert.equal(read('the first time I met Nia').soonest, undefined);
  });

  it('may be kept to some hours of the day', () => {
    for (const words of [
      'Make sure not to start before 9am or end after 6pm.',
      "please don't start the meeting before 9 or end it after 6pm",
      'never before 9am and not after 18:00',
    ])
      assert.deepEqual(read(`book an hour with Nia tomorrow. ${words}`).hours, { from: '09:00', to: '18:00' }, words);
  });
});
