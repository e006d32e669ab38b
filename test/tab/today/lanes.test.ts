import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hoursOf, lanesOf } from '../../../tab/src/features/today/lanes.ts';

const stretches = fc
  .array(fc.record({ start: fc.integer({ min: 0, max: 1400 }), length: fc.integer({ min: 1, max: 300 }) }))
  .map((all) =>
    all.map(({ start, length }) => ({ start, end: Math.min(1440, start + length) })).sort((a, b) => a.start - b.start),
  );

describe('meetings side by side', () => {
  it('never cover each other, and fit into the width', () => {
    fc.assert(
      fc.property(stretches, (all) => {
        const lanes = lanesOf(all);
        all.forEach((a, i) => {
          const lane = lanes[i]!;
          assert(lane.column >= 0 && lane.column < lane.columns);
          all.forEach((b, j) => {
            if (i === j || a.start >= b.end || b.start >= a.end) return;
            assert.notEqual(lane.column, lanes[j]!.column);
            assert.equal(lane.columns, lanes[j]!.columns);
          });
        });
      }),
    );
  });

  it('use the whole width when they are alone', () => {
    const lanes = lanesOf([
      { start: 0, end: 60 },
      { start: 60, end: 90 },
    ]);
    assert.deepEqual(lanes, [
      { column: 0, columns: 1 },
      { column: 0, columns: 1 },
    ]);
  });

  it('are within the hours that are shown, as is now', () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: 0, max: 1440 }), (all, now) => {
        const { first, last } = hoursOf(all, now);
        assert(first >= 0 && last <= 24 && first < last);
        for (const { start, end } of all) assert(start >= first * 60 && end <= last * 60);
        assert(now >= first * 60 && now <= last * 60);
      }),
    );
  });
});
