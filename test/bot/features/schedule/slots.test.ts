import assert from 'node:assert/strict';
import { type Bits, countBits, emptyBits, members, setBit } from '@aide/contracts/schedule/bits';
import { calendarOf } from '@aide/contracts/schedule/calendar';
import { findCompromises, findSlots, freeStretches, type SlotSearch } from '@aide/contracts/schedule/slots';
import fc from 'fast-check';
import { scheduleOf } from '../../../../bot/features/schedule/free-busy.ts';
import { namedZone } from '../../../../bot/features/schedule/zones.ts';
import { naiveSlots } from './naive-slots.ts';

const bits = (cells: number): fc.Arbitrary<Bits> =>
  fc.array(fc.nat({ max: cells - 1 }), { maxLength: Math.ceil(cells / 3) }).map((set) => {
    const made = emptyBits(cells);
    for (const i of set) setBit(made, i);
    return made;
  });
const mostly = (cells: number) => bits(cells).map((set) => set.map((word) => ~word >>> 0));

const search: fc.Arbitrary<SlotSearch> = fc.integer({ min: 1, max: 150 }).chain((cells) =>
  fc.record({
    cells: fc.constant(cells),
    length: fc.integer({ min: 1, max: 40 }),
    buffer: fc.integer({ min: 0, max: 9 }),
    required: fc.array(bits(cells), { maxLength: 6 }),
    optional: fc.array(bits(cells), { maxLength: 6 }),
    rooms: fc.array(bits(cells), { maxLength: 3 }),
    allowed: mostly(cells),
    starts: mostly(cells),
  }),
);

describe('the slot search', () => {
  it('finds exactly what the naive search finds', () => {
    fc.assert(
      fc.property(search, (s) => {
        const free = naiveSlots(s).filter(
          (c) => c.requiredBusy === 0 && (s.rooms.length === 0 || c.room !== undefined),
        );
        assert.deepEqual(
          findSlots(s),
          free.map(({ requiredBusy: _, ...c }) => c),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('counts conflicts of every possible time as the naive search does', () => {
    fc.assert(
      fc.property(search, (s) => {
        const sorted = (list: object[]) => list.map((c) => Object.fromEntries(Object.entries(c).sort()));
        assert.deepEqual(sorted(findCompromises(s)), sorted(naiveSlots(s)));
      }),
      { numRuns: 400 },
    );
  });

  it('takes what is not known for busy: a short view, an unknown digit, an error', () => {
    const grid = { start: 0, interval: 15, cells: 8 };
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9x]{0,10}$/), (view) => {
        const { busy, tentative } = calendarOf(scheduleOf('a@b.c', { availabilityView: view }), grid.cells, namedZone);
        for (let cell = 0; cell < grid.cells; cell++) {
          const free = view[cell] === '0' || view[cell] === '4';
          assert.equal(free, !members(busy).includes(cell) && !members(tentative).includes(cell));
        }
      }),
    );
    const failed = calendarOf(
      scheduleOf('a@b.c', { availabilityView: '00000000', error: { message: 'x' } }),
      grid.cells,
      namedZone,
    );
    assert.equal(members(failed.busy).length, 8);
    assert.ok(failed.unknown);
  });

  it('counts sets of any number', () => {
    fc.assert(
      fc.property(fc.array(bits(70), { maxLength: 40 }), (sets) => {
        const expected = Array.from({ length: 70 }, (_, i) => sets.filter((s) => members(s).includes(i)).length);
        assert.deepEqual([...countBits(sets, 70)], expected);
      }),
    );
  });

  it('gives free stretches that hold every free cell of long enough runs, once', () => {
    fc.assert(
      fc.property(bits(100), fc.integer({ min: 1, max: 5 }), (taken, length) => {
        const runs: [number, number][] = [];
        const busy = new Set(members(taken));
        for (let i = 0, from = 0; i <= 100; i++) {
          if (i < 100 && !busy.has(i)) continue;
          if (i - from >= length) runs.push([from, i]);
          from = i + 1;
        }
        assert.deepEqual(freeStretches(taken, 100, length), runs);
      }),
    );
  });
});
