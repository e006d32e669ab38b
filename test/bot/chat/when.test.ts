import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { clockTime, type Form, hours, type Reader, readerOf, when, written, zoneName } from '../../../bot/chat/when.ts';
import { englishOf } from '../../../bot/locale.ts';

/** The spaces, commas and dashes between the parts are Unicode's, which changes them now and then. */
const plain = (text: string) => text.replace(/[\s,]+/gu, ' ').replace(/ ?[–-] ?/gu, '–');
const same = (is: string, wanted: string) => assert.equal(plain(is), plain(wanted));

const seattle: Reader = { timeZone: 'America/Los_Angeles', locale: 'en-US' };
const berlin: Reader = { timeZone: 'Europe/Berlin', locale: 'de-DE' };

describe('times', () => {
  const time = { start: '2026-11-24T22:30:00Z', end: '2026-11-24T23:00:00Z' };

  it('are written as people write them where they are at home, in English words', () => {
    same(when(time, seattle), 'Tue, Nov 24, 2:30 – 3:00 PM');
    same(when(time, { ...seattle, locale: 'en-GB' }), 'Tue 24 Nov, 14:30–15:00');
    same(when(time, berlin), 'Tue 24 Nov, 23:30 – 00:00');
    same(when(time, { timeZone: 'Australia/Sydney', locale: 'en-AU' }), 'Wed 25 Nov, 9:30 – 10:00 am');
    same(when(time, { timeZone: 'Asia/Tokyo', locale: 'ja-JP' }), 'Wed, Nov 25, 07:30–08:00');
    same(when(time, { ...seattle, locale: 'en-US-u-hc-h23' }), 'Tue, Nov 24, 14:30–15:00');
    same(when(time, { timeZone: 'Africa/Cairo', locale: 'ar-EG' }), 'Wed 25 Nov, 12:30 – 1:00 am');
  });

  it('name both halves of the day, and both days, where they are not the same', () => {
    same(hours({ start: '2026-11-24T19:00:00Z', end: '2026-11-24T21:00:00Z' }, seattle), '11:00 AM – 1:00 PM');
    const late = { start: '2026-11-25T07:00:00Z', end: '2026-11-25T09:00:00Z' };
    same(when(late, seattle), 'Tue, Nov 24, 11:00 PM – Wed, Nov 25, 1:00 AM');
    same(when(late, { ...seattle, locale: 'en-GB' }), 'Tue 24 Nov, 23:00 – Wed 25 Nov, 01:00');
    same(hours({ start: '2026-11-25T07:00:00Z', end: '2026-11-25T08:00:00Z' }, seattle), '11:00 PM – 12:00 AM');
  });

  it('of whole days are days', () => {
    const day = { start: '2026-11-24T08:00:00Z', end: '2026-11-25T08:00:00Z', isAllDay: true };
    same(when(day, seattle), 'Tue, Nov 24, all day');
    same(when({ ...day, end: '2026-11-27T08:00:00Z' }, seattle), 'Tue, Nov 24 – Thu, Nov 26, all day');
    assert.equal(hours(day, seattle), 'all day');
  });

  it('have their forms', () => {
    const forms: [Form, string, string][] = [
      ['time', '9:05 AM', '18:05'],
      ['second', '9:05:07 AM', '18:05:07'],
      ['weekdayTime', 'Tuesday 9:05 AM', 'Tuesday 18:05'],
      ['date', 'Nov 24', '24 Nov'],
      ['dateOfYear', 'Nov 24, 2026', '24 Nov 2026'],
      ['longDate', 'November 24, 2026', '24 November 2026'],
      ['day', 'Tue, Nov 24', 'Tue 24 Nov'],
      ['longDay', 'Tuesday, November 24', 'Tuesday 24 November'],
      ['fullDay', 'Tuesday, November 24, 2026', 'Tuesday 24 November 2026'],
      ['moment', 'Tue, Nov 24, 9:05 AM', 'Tue 24 Nov, 18:05'],
      ['momentOfYear', 'Tue, Nov 24, 2026, 9:05 AM', 'Tue 24 Nov 2026, 18:05'],
      ['fullMoment', 'Tuesday, November 24, 2026 at 9:05 AM', 'Tuesday 24 November 2026 at 18:05'],
    ];
    for (const [form, american, german] of forms) {
      same(written('2026-11-24T17:05:07Z', form, seattle), american);
      same(written('2026-11-24T17:05:07Z', form, berlin), german);
    }
    same(written('2026-11-24', 'day', seattle), 'Tue, Nov 24');
    same(clockTime('08:00', seattle), '8:00 AM');
    same(clockTime('08:00', berlin), '08:00');
    assert.equal(zoneName(time.start, seattle), 'Pacific Standard Time');
  });

  it('have no spaces but ordinary ones, so that they can be searched for and typed', () => {
    const locales = ['en-US', 'en-GB', 'de-DE', 'en-AU', 'fr-FR', 'ko-KR', 'sv-SE', 'ar-EG', 'hi-IN'];
    for (const locale of locales) assert.match(when(time, { ...seattle, locale }), /^[\w ,:–]+$/, locale);
  });

  it('are the same by what people call now as by the profile', () => {
    const now = DateTime.fromISO(time.start, { zone: berlin.timeZone }).setLocale(englishOf(berlin.locale));
    assert.equal(when(time, readerOf(now)), when(time, berlin));
  });

  it('of any two instants, anywhere, say when it begins and when it ends', () => {
    const instant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });
    const where = fc.constantFrom('America/Los_Angeles', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC');
    const who = fc.constantFrom('en-US', 'en-GB', 'de-DE', 'en-IN', 'ja-JP', 'fa-IR');
    fc.assert(
      fc.property(instant, fc.integer({ min: 15, max: 3 * 1440 }), where, who, (at, minutes, timeZone, locale) => {
        const [start, end] = [at, at + minutes * 60_000].map((ms) => new Date(ms).toISOString()) as [string, string];
        const reader = { timeZone, locale };
        const told = when({ start, end }, reader);
        const begins = written(start, 'time', reader).replace(/ ?[ap]m$/iu, '');
        assert.ok(told.includes(begins), `${told}: ${begins}`);
        assert.ok(told.endsWith(written(end, 'time', reader)), told);
        assert.ok(told.startsWith(written(start, 'day', reader)), told);
      }),
      { numRuns: 300 },
    );
  });
});
