import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  isOccurrence,
  nextOccurrence,
  occurrences,
  occurrencesBefore,
  take,
} from '../../../sandbox/recurrence/occurrences.ts';
import {
  patternTypes,
  type Recurrence,
  type RecurrencePattern,
  type RecurrenceRange,
  weekdays,
  weekIndexes,
} from '../../../sandbox/recurrence/pattern.ts';
import { naiveOccurrences } from './naive.ts';
import { readVectors, withinRule } from './vectors.ts';

const series = (
  pattern: Partial<RecurrencePattern> & Pick<RecurrencePattern, 'type'>,
  range: Partial<RecurrenceRange> & Pick<RecurrenceRange, 'startDate'>,
): Recurrence => ({
  pattern: {
    interval: 1,
    month: 0,
    dayOfMonth: 0,
    daysOfWeek: [],
    firstDayOfWeek: 'sunday',
    index: 'first',
    ...pattern,
  },
  range: { type: 'noEnd', endDate: '0001-01-01', recurrenceTimeZone: 'UTC', numberOfOccurrences: 0, ...range },
});
const first = (count: number, recurrence: Recurrence): string[] => take(count, occurrences(recurrence));

describe('the dates of a series', () => {
  it('come every so many days', () => {
    assert.deepEqual(first(3, series({ type: 'daily', interval: 3 }, { startDate: '2031-02-27' })), [
      '2031-02-27',
      '2031-03-02',
      '2031-03-05',
    ]);
  });

  it('come on days of every second week, which begins where it says', () => {
    const of = (firstDayOfWeek: 'sunday' | 'monday') =>
      first(
        4,
        series(
          { type: 'weekly', interval: 2, daysOfWeek: ['sunday', 'tuesday'], firstDayOfWeek },
          { startDate: '2031-03-04' },
        ),
      );
    // RFC 5545, 3.3.10: "an example where the days generated makes a difference because of WKST".
    assert.deepEqual(of('monday'), ['2031-03-04', '2031-03-09', '2031-03-18', '2031-03-23']);
    assert.deepEqual(of('sunday'), ['2031-03-04', '2031-03-16', '2031-03-18', '2031-03-30']);
  });

  it('come on the last day of a month that is too short', () => {
    assert.deepEqual(first(3, series({ type: 'absoluteMonthly', dayOfMonth: 31 }, { startDate: '2031-01-31' })), [
      '2031-01-31',
      '2031-02-28',
      '2031-03-31',
    ]);
    assert.deepEqual(
      first(2, series({ type: 'absoluteYearly', month: 2, dayOfMonth: 29 }, { startDate: '2032-02-29' })),
      ['2032-02-29', '2033-02-28'],
    );
  });

  it('come on the second Tuesday, the last weekday, the first Monday of September', () => {
    const start = { startDate: '2031-03-01' };
    assert.deepEqual(first(2, series({ type: 'relativeMonthly', index: 'second', daysOfWeek: ['tuesday'] }, start)), [
      '2031-03-11',
      '2031-04-08',
    ]);
    const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
    assert.deepEqual(first(3, series({ type: 'relativeMonthly', index: 'last', daysOfWeek: [...weekdays] }, start)), [
      '2031-03-31',
      '2031-04-30',
      '2031-05-30',
    ]);
    assert.deepEqual(first(2, series({ type: 'relativeYearly', month: 9, daysOfWeek: ['monday'] }, start)), [
      '2031-09-01',
      '2032-09-06',
    ]);
  });

  it('end after so many, or with a day', () => {
    const daily = { type: 'daily' as const };
    const numbered = series(daily, { startDate: '2031-03-01', type: 'numbered', numberOfOccurrences: 2 });
    assert.deepEqual([...occurrences(numbered)], ['2031-03-01', '2031-03-02']);
    const until = series(daily, { startDate: '2031-03-01', type: 'endDate', endDate: '2031-03-03' });
    assert.deepEqual([...occurrences(until)], ['2031-03-01', '2031-03-02', '2031-03-03']);
    assert.equal(nextOccurrence(until, '2031-03-02'), '2031-03-03');
    assert.equal(nextOccurrence(until, '2031-03-03'), undefined);
  });

  it('are counted from the first that is in the pattern, not from the day on which the range begins', () => {
    // A Thursday: the Monday of that week is over, and the next week has none.
    const biweekly = { type: 'weekly' as const, interval: 2, daysOfWeek: ['monday' as const] };
    const range = { startDate: '2031-03-06', type: 'numbered' as const, numberOfOccurrences: 2 };
    assert.deepEqual(
      [...occurrences(series({ ...biweekly, firstDayOfWeek: 'monday' }, range))],
      ['2031-03-17', '2031-03-31'],
    );
    const endOfMonth = series({ type: 'absoluteMonthly', dayOfMonth: 1 }, { ...range, numberOfOccurrences: 1 });
    assert.deepEqual([...occurrences(endOfMonth)], ['2031-04-01']);
  });

  it('go on over the end of a year, in every second week too', () => {
    const biweekly = { type: 'weekly' as const, interval: 2, daysOfWeek: ['wednesday' as const] };
    assert.deepEqual(first(3, series(biweekly, { startDate: '2031-12-24' })), [
      '2031-12-24',
      '2032-01-07',
      '2032-01-21',
    ]);
  });

  it('are none in a range that ends before it begins, or without a day of the pattern', () => {
    const none = (range: Partial<RecurrenceRange>) =>
      assert.deepEqual(
        [
          ...occurrences(
            series({ type: 'weekly', daysOfWeek: ['monday'] }, { startDate: '2031-03-04', type: 'endDate', ...range }),
          ),
        ],
        [],
      );
    none({ endDate: '2031-03-03' });
    none({ endDate: '2031-03-09' });
  });

  it('end with the calendar when they have no end', () => {
    const endless = series(
      { type: 'absoluteYearly', interval: 100, month: 2, dayOfMonth: 29 },
      { startDate: '1997-01-01' },
    );
    const dates = [...occurrences(endless)];
    assert.deepEqual([dates[0], dates.at(-1)], ['1997-02-28', '4497-02-28']);
  });

  const recurrences = fc
    .record({
      pattern: fc.record({
        type: fc.constantFrom(...patternTypes),
        interval: fc.integer({ min: 1, max: 7 }),
        month: fc.integer({ min: 1, max: 12 }),
        dayOfMonth: fc.integer({ min: 1, max: 31 }),
        daysOfWeek: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 7 }),
        firstDayOfWeek: fc.constantFrom(...weekdays),
        index: fc.constantFrom(...weekIndexes),
      }),
      begins: fc.integer({ min: 0, max: 5000 }),
      type: fc.constantFrom('noEnd' as const, 'endDate' as const, 'numbered' as const),
      days: fc.integer({ min: 0, max: 3000 }),
      numberOfOccurrences: fc.integer({ min: 1, max: 40 }),
    })
    .map(({ pattern, begins, days, ...range }): Recurrence => {
      const start = DateTime.utc(2018).plus({ days: begins });
      const endDate = start.plus({ days }).toISODate()!;
      return series(pattern, { startDate: start.toISODate()!, endDate, ...range });
    });

  it('are those that one finds by looking at day after day', () => {
    fc.assert(
      fc.property(recurrences, (recurrence) => {
        const upTo = DateTime.fromISO(recurrence.range.startDate).plus({ days: 1500 }).toISODate()!;
        const expected = naiveOccurrences(recurrence, upTo);
        const found: string[] = [];
        for (const date of occurrences(recurrence)) {
          if (date > upTo) break;
          found.push(date);
        }
        assert.deepEqual(found, expected);
      }),
      { numRuns: 80 },
    );
  });

  it('are the same from any day on, forwards and backwards', () => {
    fc.assert(
      fc.property(recurrences, fc.integer({ min: -100, max: 4000 }), (recurrence, days) => {
        const from = DateTime.fromISO(recurrence.range.startDate).plus({ days }).toISODate()!;
        const all: string[] = [];
        let later = 0;
        for (const date of occurrences(recurrence)) {
          all.push(date);
          if (date >= from && ++later > 5) break;
        }
        const after = all.filter((date) => date >= from);
        assert.deepEqual(take(5, occurrences(recurrence, from)), after.slice(0, 5));
        assert.deepEqual(
          [...occurrencesBefore(recurrence, from)].reverse(),
          all.filter((date) => date < from),
        );
        assert.equal(isOccurrence(recurrence, from), after[0] === from);
        assert.equal(
          nextOccurrence(recurrence, from),
          after.find((date) => date > from),
        );
      }),
      { numRuns: 150 },
    );
  });

  describe('agree with other implementations', () => {
    const vectors = readVectors();
    if (vectors.length === 0) it('are not at hand');
    for (const { rrule, start, recurrence, expected, partial } of vectors)
      it(rrule, () => {
        const whole = series(recurrence.pattern, recurrence.range);
        const found = partial ? first(expected.length, whole) : [...occurrences(whole)];
        // Several times of one day are no matter of a pattern of dates.
        const days = [...new Set(expected.map((time) => time.slice(0, 10)))];
        const times = found.map((date) => date + start.slice(10));
        assert.deepEqual(
          withinRule(rrule, times).map((time) => time.slice(0, 10)),
          days,
        );
      });
  });
});
