import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { pastIn } from '../../../bot/language/past.ts';
import { hasPronoun, lastNamed, withNames } from '../../../bot/language/pronouns.ts';
import { readSentence } from '../../../bot/language/read.ts';
import { statementOf } from '../../../bot/language/statements.ts';

// A Wednesday, in the middle of the day.
const now = DateTime.fromISO('2026-11-18T10:00', { zone: 'America/Los_Angeles' });
const read = (text: string) => readSentence(text, { now, locale: 'en-US' });

describe('a statement', () => {
  const told = (said: string, context = '') => {
    const statement = statementOf(said, context, read);
    assert(statement, said);
    return [statement.negated ? 'not' : 'so', statement.pastless, statement.past?.since.toISODate()];
  };

  it('is told in the affirmative, however it was said or asked', () => {
    const rows: [string, ...unknown[]][] = [
      ["Nia hasn't sent me any emails in the past 4 days", 'not', 'Nia has sent me any emails', '2026-11-14'],
      ['Did I already meet with Nia this week?', 'so', 'I meet with Nia', '2026-11-16'],
      ["Can you check if they've written to me since Monday?", 'so', 'they have written to me', '2026-11-16'],
      ['I have never met with Nia', 'not', 'I have met with Nia', undefined],
      ['I have no meetings with Nia', 'not', 'I have any meetings with Nia', undefined],
      ["there's nothing from Nia", 'not', 'there is anything from Nia', undefined],
      ["I'm not free", 'not', 'I am free', undefined],
      ['Is there an email from Nia?', 'so', 'there is an email from Nia', undefined],
    ];
    for (const [said, ...wanted] of rows) assert.deepEqual(told(said), wanted, said);
  });

  it('of how long ago something was, is that it has not been since', () => {
    const rows: [string, string, ...unknown[]][] = [
      [
        "it's been longer than 2 days",
        "I haven't met with Nia in a while.",
        'not',
        'I have met with Nia',
        '2026-11-16',
      ],
      [
        "it's been over a week",
        'I can’t remember the last time I heard from Nia.',
        'not',
        'I heard from Nia',
        '2026-11-11',
      ],
      ['it has been at least 2 days since I met Nia', '', 'not', 'I met Nia', '2026-11-17'],
      ["it hasn't been more than 2 days since I met Nia", '', 'so', 'I met Nia', '2026-11-16'],
      ['my last meeting with Nia was over 3 days ago', '', 'not', 'I had a meeting with Nia', '2026-11-15'],
      ['the last time Nia emailed me was less than 2 days ago', '', 'so', 'Nia emailed me', '2026-11-17'],
    ];
    for (const [said, context, ...wanted] of rows) assert.deepEqual(told(said, context), wanted, said);
    assert.equal(statementOf("it's been longer than 2 days", '', read)?.past?.since, undefined);
  });

  it('can ask for so many', () => {
    const amount = (said: string) => statementOf(said, '', read)?.amount;
    assert.deepEqual(amount('I have more than 2 meetings tomorrow'), { least: 3 });
    assert.deepEqual(amount('Nia has sent me at least three emails'), { least: 3 });
    assert.deepEqual(amount('I have fewer than 2 meetings tomorrow'), { most: 1 });
    assert.equal(amount('I have a meeting'), undefined);
  });

  it('counts past days as people do: by the calendar, the same all day long', () => {
    const since = (words: string, hour: number) => pastIn(words, now.set({ hour }))?.since.toISO();
    assert.equal(since('in the past 2 days', 0), since('in the past 2 days', 23));
    assert.equal(since('in the past 2 days', 9), '2026-11-16T00:00:00.000-08:00');
    assert.equal(since('for two weeks', 9), '2026-11-04T00:00:00.000-08:00');
    assert.equal(since('in the last 3 hours', 9), '2026-11-18T06:00:00.000-08:00');
    assert.equal(since('in a while', 9), '2026-11-04T00:00:00.000-08:00');
    // "I sat down with …" is no Saturday.
    assert.equal(pastIn('I sat down with Nia', now), undefined);
  });
});

describe('pronouns', () => {
  it('mean whoever was named last', () => {
    const rows: [string, string | undefined][] = [
      ["if kofi hasn't sent me any emails", 'kofi'],
      ['cancel my next meeting with Megan Bowen', 'Megan Bowen'],
      ['schedule a meeting with Megan and Alex tomorrow', 'Megan and Alex'],
      ["can't remember the last time I met with nia", 'nia'],
      ["reply to nia's last email", 'nia'],
      ['send megan an email', 'megan'],
      ['I need to talk to Lee Gu about it', 'Lee Gu'],
      ["find the email from carlos about 'the talk with Bob'", 'carlos'],
      ['with nia and schedule a call', 'nia'],
      ['what is on tomorrow', undefined],
    ];
    for (const [text, names] of rows) assert.equal(lastNamed(text), names, text);
  });

  it('give way to the name, but not in what is quoted or is one’s own text', () => {
    assert.equal(
      withNames("send them an email titled 'For them' saying 'they know'", 'nia'),
      "send nia an email titled 'For them' saying 'they know'",
    );
    assert.equal(
      withNames('reply to her last email saying we love her', 'nia'),
      "reply to nia's last email saying we love her",
    );
    assert.equal(withNames('email her about it', 'nia'), 'email nia about it');
    assert.equal(withNames("they've sent me any emails", 'kofi'), 'kofi has sent me any emails');
    assert.equal(hasPronoun('schedule the theme'), false);
  });
});
