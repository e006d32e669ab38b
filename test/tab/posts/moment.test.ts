import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fitted } from '../../../tab/src/features/posts/fitted.ts';
import { clockOf, instantOf, nextMorning } from '../../../tab/src/features/posts/moment.ts';

const zones = ['America/Los_Angeles', 'Europe/Berlin', 'Asia/Tokyo', 'Australia/Lord_Howe', 'UTC'];

describe('the time of a planned post', () => {
  it('is what clocks show in the zone of the person, wherever the page is open', () => {
    assert.equal(instantOf({ day: '2026-11-25', time: '09:00' }, 'America/Los_Angeles'), '2026-11-25T09:00:00-08:00');
    assert.equal(instantOf({ day: '2026-07-01', time: '09:00' }, 'America/Los_Angeles'), '2026-07-01T09:00:00-07:00');
  });

  it('comes after the gap when clocks are put forward, and is undefined where there is no such day', () => {
    assert.equal(instantOf({ day: '2026-03-08', time: '02:30' }, 'America/Los_Angeles'), '2026-03-08T03:30:00-07:00');
    assert.equal(instantOf({ day: '', time: '09:00' }, 'UTC'), undefined);
    assert.equal(instantOf({ day: '2026-02-30', time: '09:00' }, 'UTC'), undefined);
  });

  it('is read back as the same day and time from the instant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) }),
        fc.constantFrom(...zones),
        (ms, zone) => {
          const iso = new Date(ms - (ms % 60_000)).toISOString();
          const clock = clockOf(iso, zone);
          const again = instantOf(clock, zone);
          assert(again);
          // An hour that clocks show twice means the first of the two.
          assert.deepEqual(clockOf(again, zone), clock);
        },
      ),
    );
  });

  it('is offered for the next working morning', () => {
    assert.deepEqual(nextMorning('2026-11-24T17:00:00Z', 'America/Los_Angeles'), { day: '2026-11-25', time: '09:00' });
    assert.deepEqual(nextMorning('2026-11-27T17:00:00Z', 'America/Los_Angeles'), { day: '2026-11-30', time: '09:00' });
    assert.deepEqual(nextMorning('2026-11-28T17:00:00Z', 'America/Los_Angeles'), { day: '2026-11-30', time: '09:00' });
  });
});

describe('pictures that are made smaller', () => {
  it('keep their form, and are never made larger', () => {
    assert.deepEqual(fitted(4000, 3000, 1600), { width: 1600, height: 1200 });
    assert.deepEqual(fitted(300, 200, 1600), { width: 300, height: 200 });
    assert.deepEqual(fitted(10_000, 1, 400), { width: 400, height: 1 });
  });
});
