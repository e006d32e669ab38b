import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { GraphFailure } from '../../../../sandbox/graph/area.ts';
import {
  findZone,
  floatingDate,
  instantOf,
  instantOfQuery,
  zonedTime,
} from '../../../../sandbox/graph/calendar/times.ts';

const zones = [
  'America/Los_Angeles',
  'Europe/Berlin',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'UTC',
];
const code = (expected: string) => (error: unknown) => error instanceof GraphFailure && error.code === expected;

describe('times of the calendar', () => {
  it('knows Windows names, IANA names and UTC, and nothing else', () => {
    assert.equal(findZone('Pacific Standard Time')?.name, 'America/Los_Angeles');
    assert.equal(findZone('Europe/Berlin')?.name, 'Europe/Berlin');
    assert.equal(findZone('tzone://Microsoft/Utc')?.name, 'UTC');
    for (const name of ['Middle Earth Standard Time', 'UTC+3', '+05:00', '']) assert.equal(findZone(name), undefined);
  });

  it('reads the same instant by a Windows name and by an IANA name', () => {
    const dateTime = '2026-07-01T09:00:00';
    const expected = Date.parse('2026-07-01T16:00:00Z');
    assert.equal(instantOf({ dateTime, timeZone: 'Pacific Standard Time' }), expected);
    assert.equal(instantOf({ dateTime, timeZone: 'America/Los_Angeles' }), expected);
  });

  it('takes the digits as the wall clock, whatever offset stands behind them', () => {
    for (const dateTime of [
      '2026-01-05T09:00',
      '2026-01-05T09:00:00.0000000',
      '2026-01-05T09:00:00Z',
      '2026-01-05 09:00:00',
    ])
      assert.equal(instantOf({ dateTime, timeZone: 'Europe/Berlin' }), Date.parse('2026-01-05T08:00:00Z'));
  });

  it('moves a time that the DST change skips forward, and takes the first of one that comes twice', () => {
    const zone = 'America/Los_Angeles';
    assert.equal(instantOf({ dateTime: '2026-03-08T02:30:00', timeZone: zone }), Date.parse('2026-03-08T10:30:00Z'));
    assert.equal(instantOf({ dateTime: '2026-11-01T01:30:00', timeZone: zone }), Date.parse('2026-11-01T08:30:00Z'));
  });

  it('refuses what is no time, and zones that nobody knows', () => {
    for (const dateTime of ['tomorrow', '2026-02-30T10:00:00', '2026-13-01', '25:00', ''])
      assert.throws(() => instantOf({ dateTime, timeZone: 'UTC' }), code('ErrorPropertyValidationFailure'));
    assert.throws(
      () => instantOf({ dateTime: '2026-01-01T00:00:00', timeZone: 'Nowhere' }),
      code('TimeZoneNotSupportedException'),
    );
  });

  it('tells midnight from any other time of day', () => {
    assert.equal(floatingDate({ dateTime: '2026-01-05', timeZone: 'Asia/Tokyo' }), Date.parse('2026-01-05T00:00:00Z'));
    assert.equal(floatingDate({ dateTime: '2026-01-05T00:30:00', timeZone: 'Asia/Tokyo' }), undefined);
  });

  it('reads query times with an offset as instants, without one as UTC', () => {
    assert.equal(instantOfQuery('2026-01-05T09:00:00-08:00'), Date.parse('2026-01-05T17:00:00Z'));
    assert.equal(instantOfQuery('2026-01-05T09:00:00 01:00'), Date.parse('2026-01-05T08:00:00Z'));
    assert.equal(instantOfQuery('2026-01-05T09:00:00'), Date.parse('2026-01-05T09:00:00Z'));
    assert.equal(instantOfQuery('soon'), undefined);
  });

  it('writes any instant so that luxon reads the same one, in every zone and over every DST change', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.parse('2020-01-01') / 60_000, max: Date.parse('2035-01-01') / 60_000 }),
        (zone, minutes) => {
          const instant = minutes * 60_000;
          const { dateTime } = zonedTime(instant, zone);
          const expected = DateTime.fromMillis(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'0000'");
          assert.equal(dateTime, expected);
          // Back again, unless the clock shows this time twice.
          const back = instantOf({ dateTime, timeZone: zone });
          const twice = IANAZone.create(zone).offset(back) !== IANAZone.create(zone).offset(instant);
          assert.ok(twice ? back < instant : back === instant);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
