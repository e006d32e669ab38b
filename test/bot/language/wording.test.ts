import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mailSpokenOf } from '../../../bot/language/antecedents.ts';
import { withoutCourtesy } from '../../../bot/language/courtesy.ts';
import { respelled } from '../../../bot/language/spelling.ts';

function expectAll(rule: (text: string) => string | undefined, rows: Record<string, string | undefined>) {
  for (const [text, wanted] of Object.entries(rows)) assert.equal(rule(text), wanted, text);
}

describe('courtesy', () => {
  it('is taken off an order, at its beginning and its end', () => {
    expectAll(withoutCourtesy, {
      "Hey Aide, hope you're well! Could you do me a favour and cancel my first meeting? Thanks a lot":
        'cancel my first meeting',
      'Good morning! I would like you to forward my last email from fatima to kofi, if that’s ok':
        'forward my last email from fatima to kofi',
      'Would you mind deleting my last email from amir?': 'delete my last email from amir?',
      'would you mind cancelling my next meeting with raj, please?': 'cancel my next meeting with raj, please?',
      'I was wondering whether you could cancel my next meeting with raj': 'cancel my next meeting with raj',
      'It would be great if you could delay my first meeting by an hour. Much appreciated!':
        'delay my first meeting by an hour',
      'Is it possible to move the budget meeting to Friday?': 'move the budget meeting to Friday?',
      'Sorry to bother you, but book 30 minutes with luis when you have a moment': 'book 30 minutes with luis',
      'Cancel my meeting with olga. Can you do that for me please?': 'Cancel my meeting with olga.',
    });
  });

  it('is left alone in what is quoted, and in a text of the person’s own', () => {
    for (const text of [
      'email Megan: hello, would you mind bringing cake? Thanks',
      "send nia an email titled 'Hi' saying 'Thank you so much'",
      'reply to the last email from nia saying thanks a lot',
      'cancel my first meeting',
      'thanks',
    ])
      assert.equal(withoutCourtesy(text), text);
  });
});

describe('slips of a finger', () => {
  it('are mended in the words that orders are made of', () => {
    expectAll(respelled, {
      'Cancle my first meeting on Decmber 8': 'Cancel my first meeting on December 8',
      'cancel all future meetngs with raj tommorow': 'cancel all future meetings with raj tomorrow',
      'forward my most recent emial from fatima': 'forward my most recent email from fatima',
      'shedule a meetting on wensday': 'schedule a meeting on wednesday',
      'Delte my last email. Chnage the next one': 'Delete my last email. Change the next one',
    });
  });

  it('are none in names, in what is quoted or called so, and in addresses', () => {
    for (const text of [
      'meet Emil and Marten on Friday',
      'create an event called Chnage of plans',
      "send nia an email saying 'cancle it'",
      'rename my next meeting to Meetng of crates',
      'forward it to emial@contoso.com',
      'move the crate review, and reply to the rest',
    ])
      assert.equal(respelled(text), text);
  });

  it('never touch a text that has none, and never more than a word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const mended = respelled(text);
        assert.equal(mended.split(' ').length, text.split(' ').length);
      }),
    );
  });
});

describe('an email that is spoken of', () => {
  it('is found by whom it is from and what it is about', () => {
    expectAll(mailSpokenOf, {
      "I don't need the last email from raj": 'the last email from raj',
      "kofi's last email is no longer relevant.": 'the last email from kofi',
      "I haven't replied to nia's last email yet.": 'the last email from nia',
      'Raj Patel sent me an email about the status briefing.': 'the last email from Raj Patel about status briefing',
      'amir emailed me today.': 'the last email from amir',
      'I just got an email from dmitri that olga should see.': 'the last email from dmitri',
      'I have a meeting with nia tomorrow': undefined,
      'send nia an email': undefined,
      '"the last email from kofi"': undefined,
    });
  });
});
