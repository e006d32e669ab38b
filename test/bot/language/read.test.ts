import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { readSentence } from '../../../bot/language/read.ts';
import { sentences } from './sentences.ts';
import { nowIn, read, tell, tellSpan } from './tell.ts';

const table = sentences.flatMap(({ zone, now, sentences: rows }) =>
  rows.map(([say, said]) => ({ say, said, now: nowIn(zone, now) })),
);
const wednesday = nowIn('America/Los_Angeles', '2026-11-18T10:00');
const words = fc.constantFrom(
  ...'at on about with for from to between and or in the a next this tomorrow Monday Friday week of 12 / 1 30 minutes 3pm noon "x" \' „ ( ) - half past quarter room by until not any January 2026-12-01 megan@contoso.com Megan , . : @ <at> 1:30 25:99 Pacific UTC + 🎉'.split(
    ' ',
  ),
);

describe('reading a sentence', () => {
  for (const { zone, now, sentences: rows } of sentences)
    for (const [say, said] of rows)
      it(`said in ${zone} at ${now}: ${say}`, () => assert.deepEqual(tell(read(say, nowIn(zone, now))), said));

  it('knows the day of 12/1 from the locale, where it has a region', () => {
    const day = (locale: string) => readSentence('12/1', { now: wednesday, locale });
    assert.equal(day('en-US').spans[0]!.start.toISODate(), '2026-12-01');
    assert.equal(day('en-GB').spans[0]!.start.toISODate(), '2027-01-12');
    assert.deepEqual(
      [day('en-US'), day('en-GB'), day('en')].map((s) => s.ambiguities.length),
      [0, 0, 1],
    );
  });

  it('starts the week on Sunday where that is the custom', () => {
    const { spans } = readSentence('next week', { now: wednesday, weekStart: 'sunday' });
    assert.equal(tellSpan(spans[0]!), 'days Sun 22 Nov 2026 00:00 to Sun 29 Nov 2026 00:00');
  });

  it('makes days of 23 and 25 hours where the clocks change', () => {
    const hours = (zone: string, now: string) => {
      const [span] = read('tomorrow', nowIn(zone, now)).spans;
      return span!.end.diff(span!.start, 'hours').hours;
    };
    assert.equal(hours('Europe/London', '2027-03-27T09:00'), 23);
    assert.equal(hours('Europe/London', '2026-10-24T09:00'), 25);
    assert.equal(hours('America/Los_Angeles', '2026-10-31T09:00'), 25);
    assert.equal(hours('Asia/Tokyo', '2026-10-31T09:00'), 24);
  });

  it('means the place with PST, whatever the season', () => {
    const hour = (text: string) => read(text, wednesday).spans[0]!.start.toUTC().hour;
    assert.equal(hour('3pm PST on 1 July'), 22);
    assert.equal(hour('3pm PST on 1 December'), 23);
    assert.equal(hour('3pm UTC on 1 July'), 15);
  });

  it('answers each question with a whole sentence that no longer asks it', () => {
    let asked = 0;
    for (const { say, now } of table) {
      const sentence = read(say, now);
      for (const { answers } of sentence.ambiguities) {
        assert.ok(answers.length >= 2);
        for (const answer of answers) {
          asked += 1;
          const again = read(answer.sentence, now);
          assert.equal(again.ambiguities.length, sentence.ambiguities.length - 1, answer.sentence);
          assert.equal(again.spans.length, sentence.spans.length, answer.sentence);
          assert.deepEqual([again.rest, again.people, again.title], [sentence.rest, sentence.people, sentence.title]);
        }
      }
    }
    assert.ok(asked > 20);
  });

  it('reads the same times whatever the case of letters and the number of blanks', () => {
    const times = (text: string, now: DateTime) => read(text, now).spans.map(tellSpan);
    for (const { say, now } of table.filter(
      ({ say }) => !say.includes('@') && !/['‘“„«"]|Hood|for 8|for Fabrikam|free/u.test(say),
    )) {
      assert.deepEqual(times(say.toUpperCase(), now), times(say, now), say.toUpperCase());
      assert.deepEqual(times(say.toLowerCase(), now), times(say, now), say.toLowerCase());
      assert.deepEqual(times(`  ${say.replaceAll(' ', ' \t\n  ')} `, now), times(say, now), say);
    }
  });

  it('never throws, is bounded, gives the same answer again, and its spans are in order and in the text', () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 1500, unit: 'grapheme' }),
      fc.array(words, { maxLength: 60 }).map((all) => all.join(' ')),
      fc.array(words, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const sentence = read(text, wednesday);
        assert.ok(sentence.text.length <= 1000 && sentence.people.length <= 50);
        assert.ok(sentence.people.every(({ name }) => name.length > 0 && name.length <= 200));
        for (const { start, end, text: words } of sentence.spans) {
          assert.ok(start.isValid && end.isValid && start <= end, text);
          assert.ok(sentence.text.includes(words), text);
        }
        assert.deepEqual(tell(read(text, wednesday)), tell(sentence));
      }),
      { numRuns: 150 },
    );
  });

  it('comes to an end with sentences that are made to be slow', () => {
    const patterns = [
      'at ',
      'about ',
      'with a ',
      'Monday or ',
      'from 1 to ',
      '1-',
      '12/',
      "'",
      '" ',
      'with Megan and ',
      'a@',
      'January 1 ',
      '((',
      '2026-',
      'the week of ',
      '1 ',
      'not on Monday, ',
      '<at>',
      '“',
      'for 1 hour and ',
      '🎉',
    ];
    for (const pattern of patterns) assert.ok(read(pattern.repeat(1000), wednesday).text.length <= 1000);
  });

  it('reads times made of day, hour and zone as luxon computes them', () => {
    const days = {
      tomorrow: 1,
      'the day after tomorrow': 2,
      'on Friday': 2,
      'next Monday': 5,
      'in 20 days': 20,
      'on 1 July 2027': 225,
    };
    const zones = {
      '': wednesday.zoneName!,
      ' London time': 'Europe/London',
      ' JST': 'Asia/Tokyo',
      ' ET': 'America/New_York',
      ' UTC+2': 'Etc/GMT-2',
    };
    const hour = fc.record({
      h: fc.integer({ min: 1, max: 12 }),
      m: fc.integer({ min: 0, max: 59 }),
      half: fc.constantFrom('am', 'pm'),
    });
    const parts = fc.tuple(
      fc.constantFrom(...Object.entries(days)),
      hour,
      fc.constantFrom(...Object.entries(zones)),
      fc.boolean(),
    );
    fc.assert(
      fc.property(parts, ([[day, ahead], { h, m, half }, [zone, name], dayFirst]) => {
        const time = `at ${h}:${String(m).padStart(2, '0')}${half}${zone}`;
        const [span] = read(dayFirst ? `${day} ${time}` : `${time} ${day}`, wednesday).spans;
        const date = wednesday.plus({ days: ahead });
        const expected = DateTime.fromObject(
          { year: date.year, month: date.month, day: date.day, hour: (h % 12) + (half === 'pm' ? 12 : 0), minute: m },
          { zone: name },
        );
        assert.equal(span!.kind, 'instant');
        assert.equal(+span!.start, +expected, `${day} ${time}`);
      }),
      { numRuns: 200 },
    );
  });

  it('reads every command of the WorkBench office, with its day and its title', function () {
    const file = new URL('../../../../shared/reference/workbench/commands.json', import.meta.url);
    if (!existsSync(file)) return this.skip();
    const { queries } = JSON.parse(readFileSync(file, 'utf8')) as { queries: { query: string; template: string }[] };
    for (const { query, template } of queries) {
      const sentence = read(query, nowIn('utc', '2023-11-30T00:00'));
      if (!template.startsWith('Create a {duration} event called')) continue;
      assert.equal(sentence.spans[0]?.kind, 'instant', query);
      assert.ok(sentence.duration && sentence.title && sentence.people.length === 1, query);
    }
  });
});
