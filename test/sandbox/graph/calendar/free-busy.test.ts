import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { availabilityView, type Span, spanIn } from '../../../../sandbox/graph/calendar/free-busy.ts';
import type { EventRow, ShowAs } from '../../../../sandbox/graph/calendar/model.ts';

const minute = 60_000;
const statuses: ShowAs[] = ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'];
const strength: Record<ShowAs, number> = { free: 0, workingElsewhere: 0, unknown: 0, tentative: 1, busy: 2, oof: 3 };

/** Minute by minute: what is the strongest status in each, and which interval does it fall into? */
function naive(spans: Span[], start: number, end: number, interval: number): string {
  const view: number[] = [];
  for (let at = start; at < end; at += minute) {
    const index = Math.floor((at - start) / interval);
    const strongest = Math.max(
      0,
      ...spans.filter((s) => s.start < at + minute && s.end > at).map((s) => strength[s.showAs]),
    );
    view[index] = Math.max(view[index] ?? 0, strongest);
  }
  return view.join('');
}

describe('availabilityView', () => {
  it('equals a reference that looks at each minute, over DST changes and with intervals that do not divide the window', () => {
    const changes = ['2026-03-08T10:00:00Z', '2026-11-01T09:00:00Z', '2026-03-29T01:00:00Z', '2026-06-01T00:00:00Z'];
    const span = fc
      .tuple(fc.integer({ min: -300, max: 3000 }), fc.integer({ min: 0, max: 700 }), fc.constantFrom(...statuses))
      .map(([at, length, showAs]) => ({ at, length, showAs }));
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.array(span, { maxLength: 12 }),
        fc.integer({ min: 1, max: 2880 }),
        fc.integer({ min: 5, max: 1440 }),
        (change, list, length, interval) => {
          const start = Date.parse(change) - 720 * minute;
          const end = start + length * minute;
          const spans = list.map((s) => ({
            start: start + s.at * minute,
            end: start + (s.at + s.length) * minute,
            showAs: s.showAs,
          }));
          assert.equal(
            availabilityView(spans, start, end, interval * minute),
            naive(spans, start, end, interval * minute),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes an all-day event for a day of the zone that asks, of 23 hours when the clocks go forward', () => {
    const event = { isAllDay: true, start: Date.parse('2026-03-08'), end: Date.parse('2026-03-09'), showAs: 'oof' };
    const span = spanIn(IANAZone.create('America/Los_Angeles'), event as EventRow);
    assert.equal(new Date(span.start).toISOString(), '2026-03-08T08:00:00.000Z');
    assert.equal(new Date(span.end).toISOString(), '2026-03-09T07:00:00.000Z');
    const tokyo = spanIn(IANAZone.create('Asia/Tokyo'), event as EventRow);
    assert.equal(new Date(tokyo.start).toISOString(), '2026-03-07T15:00:00.000Z');
  });
});
