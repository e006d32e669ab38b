import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addDays,
  dayIn,
  dayInWords,
  daysBetween,
  minuteOf,
  nextMonday,
  weekdayOf,
} from '../../../tab/src/app/dates.ts';

describe('days of the tab', () => {
  const day = fc
    .integer({ min: 0, max: 40_000 })
    .map((n) => DateTime.fromISO('1990-01-01').plus({ days: n }).toISODate()!);

  it('are counted as luxon counts them', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), (from, n) => {
        const to = addDays(from, n);
        assert.equal(to, DateTime.fromISO(from).plus({ days: n }).toISODate());
        assert.equal(daysBetween(from, to), n);
        assert.equal(weekdayOf(from), DateTime.fromISO(from).weekday % 7);
        const monday = nextMonday(from);
        assert.equal(weekdayOf(monday), 1);
        assert(daysBetween(from, monday) >= 1 && daysBetween(from, monday) <= 7);
      }),
    );
  });

  it('are named by their distance', () => {
    const words = (to: string) => dayInWords(to, '2026-11-23', 'en-US');
    assert.deepEqual(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-27', '2027-01-05'].map(words), [
      'Yesterday',
      'Today',
      'Tomorrow',
      'Fri, Nov 27',
      'Jan 5, 2027',
    ]);
  });

  it('begin where the person is, also when the clocks change', () => {
    const at = Date.parse('2026-11-01T08:30:00Z');
    assert.equal(dayIn('Asia/Tokyo', at), '2026-11-01');
    assert.equal(minuteOf(at, '2026-11-01', 'America/Los_Angeles'), 90);
    assert.equal(minuteOf(Date.parse('2026-11-01T09:30:00Z'), '2026-11-01', 'America/Los_Angeles'), 90);
    assert.equal(minuteOf(at, '2026-11-02', 'America/Los_Angeles'), 0);
    assert.equal(minuteOf(at, '2026-10-30', 'America/Los_Angeles'), 1440);
  });
});
