import assert from 'node:assert/strict';
import { occurrenceCount, occurrences, startingOn, take } from '@aide/contracts/schedule/occurrences';
import { recurrence, weekdays } from '@aide/contracts/schedule/recurrence';
import fc from 'fast-check';
import { occurrences as sandboxOccurrences } from '../../../sandbox/recurrence/occurrences.ts';
import type { Recurrence as SandboxRecurrence } from '../../../sandbox/recurrence/pattern.ts';
import { readVectors, withinRule } from '../../sandbox/recurrence/vectors.ts';

const dates = (series: unknown, from?: string, most = 40) => take(most, occurrences(recurrence.parse(series), from));

describe('the dates of a series', () => {
  it('are those of the rules that other calendars agree on', function () {
    const vectors = readVectors();
    if (vectors.length === 0) this.skip();
    for (const { rrule, recurrence: series, expected } of vectors) {
      const days = [...new Set(expected.map((time) => time.slice(0, 10)))];
      const got = dates(
        {
          pattern: { ...series.pattern, firstDayOfWeek: series.pattern.firstDayOfWeek ?? 'sunday' },
          range: series.range,
        },
        undefined,
        days.length,
      );
      const time = expected[0]!.slice(10);
      assert.deepEqual(
        withinRule(
          rrule,
          got.map((day) => `${day}${time}`),
        ),
        expected.slice(0, got.length),
        rrule,
      );
    }
  });

  const day = fc
    .integer({ min: 0, max: 4000 })
    .map((n) => new Date(Date.UTC(2020, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
  const pattern = fc.record({
    type: fc.constantFrom('daily', 'weekly', 'absoluteMonthly', 'relativeMonthly', 'absoluteYearly', 'relativeYearly'),
    interval: fc.integer({ min: 1, max: 5 }),
    daysOfWeek: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 7 }),
    dayOfMonth: fc.integer({ min: 1, max: 31 }),
    month: fc.integer({ min: 1, max: 12 }),
    index: fc.constantFrom('first', 'second', 'third', 'fourth', 'last'),
    firstDayOfWeek: fc.constantFrom(...weekdays),
  });

  it('are those that the calendar itself finds, from any day on', () => {
    fc.assert(
      fc.property(pattern, day, day, fc.integer({ min: 1, max: 60 }), (pattern, startDate, from, count) => {
        for (const range of [
          { type: 'noEnd', startDate },
          { type: 'numbered', startDate, numberOfOccurrences: count },
          { type: 'endDate', startDate, endDate: [from, startDate].sort().at(-1)! },
        ]) {
          const series = { pattern, range } as unknown as SandboxRecurrence;
          const known = { ...series, range: { ...series.range, endDate: series.range.endDate ?? '0001-01-01' } };
          assert.deepEqual(dates({ pattern, range }, from, 12), take(12, sandboxOccurrences(known, from)));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are counted where they end, and begin on the first day that fits', () => {
    const weekly = recurrence.parse({
      pattern: { type: 'weekly', daysOfWeek: ['tuesday'] },
      range: { type: 'endDate', startDate: '2026-11-21', endDate: '2026-12-15' },
    });
    assert.equal(occurrenceCount(weekly), 4);
    assert.equal(startingOn(weekly, '2026-11-21').range.startDate, '2026-11-24');
    assert.equal(occurrenceCount({ ...weekly, range: { type: 'noEnd', startDate: '2026-11-21' } }), undefined);
  });

  it('are refused where a part is missing, at the part', () => {
    const issues = (pattern: object, range: object) => {
      const { error } = recurrence.safeParse({ pattern, range });
      return error?.issues.map(({ path }) => path.join('.'));
    };
    const on = { type: 'noEnd', startDate: '2026-11-21' };
    assert.deepEqual(issues({ type: 'weekly' }, on), ['pattern.daysOfWeek']);
    assert.deepEqual(issues({ type: 'absoluteYearly' }, on), ['pattern.dayOfMonth', 'pattern.month']);
    assert.deepEqual(issues({ type: 'daily', interval: 0 }, on), ['pattern.interval']);
    const until = { type: 'endDate', startDate: '2026-11-21' };
    assert.deepEqual(issues({ type: 'daily' }, until), ['range.endDate']);
    assert.deepEqual(issues({ type: 'daily' }, { ...until, endDate: '2026-11-20' }), ['range.endDate']);
    assert.deepEqual(issues({ type: 'daily' }, { ...until, endDate: '4600-01-01' }), ['range.endDate']);
    assert.deepEqual(issues({ type: 'daily' }, { ...on, type: 'numbered' }), ['range.numberOfOccurrences']);
  });
});
