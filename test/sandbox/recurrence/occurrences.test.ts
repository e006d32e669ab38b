import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { nextOccurrence, occurrences } from '../../../sandbox/recurrence/occurrences.ts';
import type { Recurrence, RecurrencePattern, RecurrenceRange } from '../../../sandbox/recurrence/pattern.ts';

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
function first(count: number, recurrence: Recurrence): string[] {
  const dates: string[] = [];
  for (const date of occurrences(recurrence)) {
    dates.push(date);
    if (dates.length === count) break;
  }
  return dates;
}

/** The time of day at which a rule's last day ends. */
const endsWithin = (rrule: string) => /UNTIL=\d{8}T(\d{6})/.exec(rrule)?.[1] ?? '240000';

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

  it('never run backwards or in place, whatever the pattern', () => {
    const day = fc.constantFrom('monday' as const, 'wednesday' as const, 'sunday' as const);
    const pattern = fc.record({
      type: fc.constantFrom(
        'daily' as const,
        'weekly' as const,
        'absoluteMonthly' as const,
        'relativeMonthly' as const,
        'absoluteYearly' as const,
        'relativeYearly' as const,
      ),
      interval: fc.integer({ min: 1, max: 20 }),
      month: fc.integer({ min: 1, max: 12 }),
      dayOfMonth: fc.integer({ min: 1, max: 31 }),
      daysOfWeek: fc.uniqueArray(day, { minLength: 1 }),
      firstDayOfWeek: day,
      index: fc.constantFrom('first' as const, 'fourth' as const, 'last' as const),
    });
    fc.assert(
      fc.property(pattern, fc.integer({ min: 0, max: 5000 }), (p, days) => {
        const startDate = DateTime.utc(2020).plus({ days }).toISODate()!;
        const dates = first(6, series(p, { startDate }));
        assert(dates.length > 0 && dates[0]! >= startDate);
        assert.deepEqual([...new Set(dates)].sort(), dates);
      }),
    );
  });

  describe('agree with other implementations', () => {
    const file = resolve(import.meta.dirname, '../../../../shared/reference/recurrence.json');
    interface Vector {
      rrule: string;
      start: string;
      recurrence?: { pattern: Partial<RecurrencePattern> & Pick<RecurrencePattern, 'type'>; range: RecurrenceRange };
      expected: string[];
      partial: boolean;
      disputed?: boolean;
    }
    const vectors: Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).vectors : [];
    if (vectors.length === 0) it('are not at hand');
    // A series of dates does not end in the middle of a day.
    for (const { rrule, start, recurrence, expected, partial, disputed } of vectors)
      if (recurrence && !disputed && endsWithin(rrule) >= start.slice(11).replaceAll(':', ''))
        it(rrule, () => {
          const whole = series(recurrence.pattern, recurrence.range);
          // Several times of one day are no matter of a pattern of dates.
          const dates = [...new Set(expected.map((time) => time.slice(0, 10)))];
          assert.deepEqual(partial ? first(dates.length, whole) : [...occurrences(whole)], dates);
        });
  });
});
