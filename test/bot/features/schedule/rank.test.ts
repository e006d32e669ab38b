import assert from 'node:assert/strict';
import { members } from '@aide/contracts/schedule/bits';
import { cellsOutside, workingHours } from '@aide/contracts/schedule/hours';
import { compare, type Judged, pick } from '@aide/contracts/schedule/rank';
import { type ReasonFacts, reason } from '@aide/contracts/schedule/reason';
import { cellTime } from '@aide/contracts/schedule/slots';
import { cellsWhere, localTime, zoneOf } from '@aide/contracts/schedule/zones';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { names } from '../../../../bot/chat/names.ts';
import { eventTime } from '../../../../bot/features/schedule/event.ts';
import { namedZone } from '../../../../bot/features/schedule/zones.ts';

const hour = 3_600_000;
const judged: fc.Arbitrary<Judged> = fc.record({
  start: fc.nat({ max: 400 }).map((n) => n * 900_000),
  requiredBusy: fc.nat({ max: 2 }),
  requiredTentative: fc.nat({ max: 2 }),
  noRoom: fc.boolean(),
  optionalBusy: fc.nat({ max: 3 }),
  outside: fc.nat({ max: 3 }),
  awkward: fc.nat({ max: 3 }),
  distance: fc.nat({ max: 5 }),
});
const good: Judged = {
  start: 0,
  requiredBusy: 0,
  requiredTentative: 0,
  noRoom: false,
  optionalBusy: 0,
  outside: 0,
  awkward: 0,
  distance: 0,
};

describe('ranking', () => {
  it('puts each criterion before all that come after it', () => {
    const order = [
      { requiredBusy: 1 },
      { requiredTentative: 1 },
      { noRoom: true },
      { optionalBusy: 1 },
      { outside: 1 },
      { distance: 1 },
      { awkward: 1 },
      { start: 1 },
    ];
    const slots = order.map((flaw) => ({ ...good, ...flaw }));
    assert.deepEqual([...slots].sort(compare), [...slots].reverse());
  });

  it('offers distinct times, the best first, and nothing twice', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(judged, { selector: (s) => s.start, maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (slots, top) => {
          const picked = pick(slots, top, hour / 2);
          const awake = slots.filter((s) => s.awkward < 3);
          const choice = awake.length || slots.length;
          assert.ok(picked.length <= Math.min(top, choice));
          assert.ok(picked.length >= Math.min(top, choice, 3));
          // More than three never overlap one another.
          const starts = picked.map((s) => s.start).sort((a, b) => a - b);
          if (picked.length > 3) assert.ok(starts.every((start, i) => i === 0 || start - starts[i - 1]! >= hour / 2));
          assert.equal(new Set(picked.map((s) => s.start)).size, picked.length);
          assert.deepEqual(picked, [...picked].sort(compare));
          if (picked[0]) assert.deepEqual(picked[0], [...(awake.length > 0 ? awake : slots)].sort(compare)[0]);
        },
      ),
    );
  });

  it('does not offer the same hour five times when there is a whole day', () => {
    const day = Array.from({ length: 32 }, (_, i) => ({ ...good, start: i * 900_000 }));
    assert.deepEqual(
      pick(day, 4, hour / 2).map((s) => s.start / hour),
      [0, 2, 4, 6],
    );
  });
});

describe('reasons', () => {
  const facts: ReasonFacts = { people: 3, busy: [], tentative: [], optionalBusy: [], unknown: [], outside: [] };
  const cases: [Partial<ReasonFacts>, string][] = [
    [{}, 'all free'],
    [{ people: 1 }, 'you are free'],
    [{ optionalBusy: ['Alex'] }, 'all free but Alex (optional)'],
    [{ busy: ['Alex'], tentative: ['Megan'] }, 'all free but Alex and Megan (tentative)'],
    [{ busy: ['you', 'Alex', 'Megan'] }, 'nobody is free'],
    [{ unknown: ['Guest'] }, 'all others free; not known: Guest'],
    [{ outside: [{ name: 'Lee Gu', label: '08:00' }] }, 'all free; 08:00 for one of them (Lee Gu)'],
    [
      {
        outside: [
          { name: 'a', label: '23:00' },
          { name: 'b', label: '23:00' },
        ],
      },
      'all free; 23:00 for 2 of them',
    ],
    [{ outside: [{ name: 'you', label: undefined }] }, 'all free; outside your working hours'],
    [{ room: 'Conf Room Rainier' }, 'all free; Conf Room Rainier'],
    [{ noRoom: true }, 'all free; no room is free'],
  ];
  for (const [more, text] of cases)
    it(`says "${text}"`, () => {
      assert.equal(reason({ ...facts, ...more }), text);
    });

  it('stays one short line with five hundred people', () => {
    const many = Array.from({ length: 500 }, (_, i) => `Person ${i}`);
    const outside = many.map((name, i) => ({ name, label: `${i % 24}:00` }));
    assert.ok(reason({ ...facts, people: 501, busy: many, unknown: many, outside }).length < 300);
    assert.equal(names(many, 3), 'Person 0, Person 1 and 498 more');
  });
});

describe('zones', () => {
  const pacific = {
    name: 'Customized Time Zone',
    bias: 480,
    standardOffset: { time: '02:00:00.0000000', dayOccurrence: 1, dayOfWeek: 'sunday', month: 11, year: 0 },
    daylightOffset: {
      daylightBias: -60,
      time: '02:00:00.0000000',
      dayOccurrence: 2,
      dayOfWeek: 'sunday',
      month: 3,
      year: 0,
    },
  };
  const instant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });

  it('reads a hand-made zone as the named one it equals, over every change of the clocks', () => {
    const made = zoneOf(pacific, namedZone)!;
    const named = namedZone('Pacific Standard Time')!;
    fc.assert(
      fc.property(instant, (at) => assert.equal(made.offset(at), named.offset(at))),
      { numRuns: 500 },
    );
    for (const change of ['2026-03-08T10:00:00Z', '2026-11-01T09:00:00Z'])
      for (const off of [-1, 0]) {
        const at = Date.parse(change) + off;
        assert.equal(made.offset(at), named.offset(at), change);
      }
  });

  it('reads one of the southern half, where summer goes over New Year', () => {
    const rule = { time: '03:00:00', dayOccurrence: 1, dayOfWeek: 'sunday', month: 4, year: 0 };
    const made = zoneOf(
      {
        bias: -600,
        standardOffset: rule,
        daylightOffset: { ...rule, month: 10, time: '02:00:00', daylightBias: -60 },
      },
      namedZone,
    )!;
    const named = namedZone('Australia/Sydney')!;
    fc.assert(
      fc.property(instant, (at) => assert.equal(made.offset(at), named.offset(at))),
      { numRuns: 500 },
    );
  });

  it('knows Windows and IANA names, and says when it does not', () => {
    assert.equal(namedZone('Tokyo Standard Time')?.offset(0), 540);
    assert.equal(namedZone('Asia/Tokyo')?.offset(0), 540);
    assert.equal(namedZone('Nowhere Time'), undefined);
    assert.equal(zoneOf({ name: 'Nowhere Time' }, namedZone), undefined);
  });

  it('marks the cells of a local time exactly, also across both changes of the clocks', () => {
    for (const [name, start] of [
      ['Europe/Berlin', '2026-03-27T23:00:00Z'],
      ['Europe/Berlin', '2026-10-23T22:00:00Z'],
      ['Australia/Lord_Howe', '2026-04-03T00:00:00Z'],
    ] as const) {
      const grid = { start: Date.parse(start), interval: 15, cells: 4 * 24 * 4 };
      const zone = namedZone(name)!;
      const found = new Set(members(cellsWhere(grid, zone, (t) => t.minute >= 480 && t.minute < 1020)));
      for (let cell = 0; cell < grid.cells; cell++) {
        const local = DateTime.fromMillis(cellTime(grid, cell), { zone: name });
        assert.equal(found.has(cell), local.hour >= 8 && local.hour < 17, `${name} ${local.toISO()}`);
        assert.equal(localTime(zone, local.toMillis()).weekday, local.weekday % 7);
      }
    }
  });

  it('keeps working hours where they are on the wall when the clocks change', () => {
    const hours = workingHours(
      {
        daysOfWeek: ['monday', 'friday'],
        startTime: '08:00:00.0000000',
        endTime: '17:00:00.0000000',
        timeZone: { name: 'Pacific Standard Time' },
      },
      namedZone,
    )!;
    const grid = { start: Date.parse('2026-10-30T07:00:00Z'), interval: 60, cells: 4 * 24 };
    const outside = new Set(members(cellsOutside(grid, hours)));
    const inside = Array.from({ length: grid.cells }, (_, i) => i).filter((i) => !outside.has(i));
    const local = inside.map((i) =>
      DateTime.fromMillis(cellTime(grid, i), { zone: 'America/Los_Angeles' }).toFormat('ccc HH'),
    );
    const day = (name: string) => Array.from({ length: 9 }, (_, i) => `${name} ${String(8 + i).padStart(2, '0')}`);
    assert.deepEqual(local, [...day('Fri'), ...day('Mon')]);
  });

  it('writes an event’s time so that it means the same instant, in the hour that comes twice as well', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2026, 9, 24), max: Date.UTC(2026, 9, 27) }), (ms) => {
        const at = Math.floor(ms / 1000) * 1000;
        const time = eventTime(new Date(at).toISOString(), 'Europe/Berlin');
        const zone = time.timeZone === 'UTC' ? 'UTC' : 'Europe/Berlin';
        assert.equal(DateTime.fromISO(time.dateTime!, { zone }).toMillis(), at);
      }),
      { numRuns: 300 },
    );
    assert.equal(eventTime('2026-11-24T22:00:00Z', 'America/Los_Angeles').timeZone, 'Pacific Standard Time');
  });
});
