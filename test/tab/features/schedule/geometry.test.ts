import assert from 'node:assert/strict';
import { workingHours } from '@aide/contracts/schedule/hours';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  daysOf,
  fraction,
  freeMinutes,
  hoursOf,
  runsOf,
  slotsOf,
  workOf,
} from '../../../../tab/src/features/schedule/geometry.ts';
import { moved } from '../../../../tab/src/features/schedule/grid-keys.ts';
import { canMove, emptyPlan, planToMove, spanOf } from '../../../../tab/src/features/schedule/plan.ts';
import { length, slotName } from '../../../../tab/src/features/schedule/words.ts';
import { namedZone } from '../../../../tab/src/features/schedule/zone.ts';

const zone = 'America/Los_Angeles';
const hour = 3_600_000;
const day = (date: string, name = zone) => {
  const from = DateTime.fromISO(date, { zone: name });
  return daysOf({ from, end: from.plus({ days: 1 }) })[0]!;
};

describe('the grid’s geometry', () => {
  it('makes a day as long as it is, also when the clocks change', () => {
    assert.deepEqual(
      ['2027-03-13', '2027-03-14', '2026-11-01'].map((date) => (day(date).to - day(date).from) / hour),
      [24, 23, 25],
    );
    const hours = (date: string) => hoursOf(day(date), { zone, locale: 'en-GB' }).map(({ label }) => label);
    assert.deepEqual(hours('2027-03-14').slice(0, 4), ['00:00', '01:00', '03:00', '04:00']);
    assert.deepEqual(hours('2026-11-01').slice(0, 4), ['00:00', '01:00', '01:00', '02:00']);
    assert.equal(slotsOf(day('2027-03-14'), 30).length, 46);
    assert.equal(
      daysOf({ from: DateTime.fromISO('2027-03-08', { zone }), end: DateTime.fromISO('2027-03-22', { zone }) }).length,
      14,
    );
  });

  it('keeps every instant of a day within it, in order', () => {
    const { from, to } = day('2027-03-14');
    fc.assert(
      fc.property(fc.integer({ min: from, max: to }), fc.integer({ min: from, max: to }), (a, b) => {
        const [first, second] = [fraction({ from, to }, a), fraction({ from, to }, b)];
        assert.ok(first >= 0 && first <= 1);
        assert.equal(Math.sign(first - second), Math.sign(a - b));
      }),
    );
    assert.equal(fraction({ from, to }, from - hour), 0);
    assert.equal(fraction({ from, to }, to + hour), 1);
  });

  it('cuts a view into runs that cover the day, without a gap and without two alike', () => {
    const { from, to } = day('2026-11-23');
    fc.assert(
      fc.property(fc.stringMatching(/^[0-4x]{0,110}$/), fc.integer({ min: -8, max: 8 }), (view, shift) => {
        const grid = { start: from + shift * 900_000, interval: 15, cells: 110 };
        const runs = runsOf({ view }, grid, { from, to });
        assert.equal(runs[0]?.from, from);
        assert.equal(runs.at(-1)?.to, to);
        runs.slice(1).forEach((run, i) => {
          assert.equal(run.from, runs[i]!.to);
          assert.notEqual(run.state, runs[i]!.state);
        });
      }),
    );
    const whole = (schedule: Parameters<typeof runsOf>[0]) =>
      runsOf(schedule, { start: from, interval: 15, cells: 96 }, { from, to }).map(({ state }) => state);
    assert.deepEqual(whole(undefined), ['unknown']);
    assert.deepEqual(whole({ view: '0'.repeat(96), unknown: 'no such mailbox' }), ['unknown']);
    assert.deepEqual(whole({ view: '0'.repeat(96) }), ['free']);
  });

  it('shades working hours where they are for whoever works them', () => {
    const berlin = workingHours(
      { daysOfWeek: ['monday'], startTime: '09:00', endTime: '17:00', timeZone: { name: 'Europe/Berlin' } },
      namedZone,
    );
    const { from, to, date } = day('2026-11-23');
    const clock = (at: number) => DateTime.fromMillis(at, { zone }).toFormat('HH:mm');
    assert.equal(date, '2026-11-23');
    assert.deepEqual(
      workOf(berlin, { from, to }).map((span) => [clock(span.from), clock(span.to)]),
      [['00:00', '08:00']],
    );
    assert.deepEqual(workOf(undefined, { from, to }), []);
    const runs = runsOf(
      { view: `${'2'.repeat(16)}${'0'.repeat(80)}` },
      { start: from, interval: 15, cells: 96 },
      { from, to },
    );
    assert.equal(freeMinutes(runs, workOf(berlin, { from, to })), 240);
  });

  it('names a cell by the whole stretch it lies in, or by itself where it is free', () => {
    const { from, to } = day('2026-11-23');
    const at = (time: number) => from + time * hour;
    const runs = [
      { from, to: at(10), state: 'free' as const },
      { from: at(10), to: at(11), state: 'busy' as const },
      { from: at(11), to, state: 'free' as const },
    ];
    const clock = { zone, locale: 'en-GB' };
    const name = (start: number) => slotName('Alex Wilber', { from: at(start), to: at(start + 0.5) }, runs, clock);
    assert.equal(name(10), 'Alex Wilber, busy, 10:00 to 11:00');
    assert.equal(name(10.5), 'Alex Wilber, busy, 10:00 to 11:00');
    assert.equal(name(11), 'Alex Wilber, free, 11:00 to 11:30');
    const american = { zone, locale: 'en-US' };
    assert.match(
      slotName('Alex Wilber', { from: at(10), to: at(11) }, runs, american),
      /busy, 10:00\sAM to 11:00\sAM$/,
    );
    assert.deepEqual([15, 60, 90, 0].map(length), ['15 min', '1 h', '1 h 30 min', '0 min']);
  });

  it('goes by slot and by row, and stops at the edges', () => {
    const last = { row: 3, slot: 47 };
    const at = { row: 1, slot: 20 };
    const to = (key: string, from = at) => moved(key, from, last);
    assert.deepEqual(to('ArrowRight'), { row: 1, slot: 21 });
    assert.deepEqual(to('ArrowUp'), { row: 0, slot: 20 });
    assert.deepEqual(to('ArrowUp', { row: 0, slot: 5 }), { row: 0, slot: 5 });
    assert.deepEqual(to('Home'), { row: 1, slot: 0 });
    assert.deepEqual(to('End'), { row: 1, slot: 47 });
    assert.deepEqual(to('PageDown'), { row: 3, slot: 20 });
    assert.equal(to('a'), undefined);
  });
});

describe('a plan', () => {
  const now = DateTime.fromISO('2026-11-25T15:20', { zone });
  const span = (range: typeof emptyPlan.range, dates = emptyPlan.dates) => {
    const found = spanOf({ range, dates }, now);
    return 'wrong' in found ? found.wrong : [found.from.toISODate(), found.end.toISODate()];
  };

  it('means the days that people call so', () => {
    assert.deepEqual(span('today'), ['2026-11-25', '2026-11-26']);
    assert.deepEqual(span('tomorrow'), ['2026-11-26', '2026-11-27']);
    assert.deepEqual(span('thisWeek'), ['2026-11-25', '2026-11-30']);
    assert.deepEqual(span('nextWeek'), ['2026-11-30', '2026-12-07']);
    assert.deepEqual(span('dates', { from: '2026-11-20', to: '2026-11-27' }), ['2026-11-25', '2026-11-28']);
  });

  it('says what is wrong with dates that make no range', () => {
    assert.equal(span('dates'), 'Choose the first and the last day.');
    assert.equal(span('dates', { from: '2026-12-02', to: '2026-12-01' }), 'The last day is before the first.');
    assert.equal(span('dates', { from: '2026-11-02', to: '2026-11-03' }), 'These days are over.');
    assert.equal(span('dates', { from: '2026-12-01', to: '2026-12-29' }), 'Choose at most 28 days.');
  });

  it('takes over who comes to a meeting that moves, and only those that can', () => {
    const meeting = {
      id: '1',
      subject: 'Sync',
      start: '2026-11-26T17:00:00Z',
      end: '2026-11-26T17:50:00Z',
      isAllDay: false,
      isCancelled: false,
      isOrganizer: true,
      attendees: [
        { address: 'alex@contoso.com', name: 'Alex', response: 'none', type: 'required' },
        { address: 'lee@contoso.com', response: 'none', type: 'optional' },
        { address: 'rainier@contoso.com', response: 'none', type: 'resource' },
      ],
      showAs: 'busy',
      response: 'organizer',
    };
    const plan = planToMove(meeting, emptyPlan);
    assert.deepEqual(plan.required, [{ address: 'alex@contoso.com', displayName: 'Alex' }]);
    assert.deepEqual(plan.optional, [{ address: 'lee@contoso.com', displayName: 'lee@contoso.com' }]);
    assert.equal(plan.duration, 60);
    assert.equal(canMove(meeting, now.toMillis()), true);
    assert.equal(canMove({ ...meeting, isAllDay: true }, now.toMillis()), false);
    assert.equal(canMove({ ...meeting, isOrganizer: false }, now.toMillis()), false);
    assert.equal(canMove(meeting, Date.parse(meeting.end)), false);
  });
});
