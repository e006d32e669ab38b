import assert from 'node:assert/strict';
import { askedFor, canFollow, nameOf, type Order, type Scope } from '../../../../tab/src/features/schedule/orders.ts';

const day = '2026-11-24';
const single = { id: 'one' };
const meeting = { id: 'one', series: { id: 'all', type: 'occurrence' } };
const cancel: Order = { kind: 'cancel' };
const rename: Order = { kind: 'rename', subject: 'Roadmap' };
const move: Order = { kind: 'move', times: { time: '15:30', weekday: 'thursday' } };
const accept: Order = { kind: 'respond', response: 'accept' };

describe('an order about a meeting', () => {
  const table: [Order, Scope, action: string, input: object, confirm: string][] = [
    [cancel, 'one', 'schedule.cancel', { eventId: 'one' }, 'Cancel the meeting'],
    [cancel, 'series', 'schedule.cancel', { eventId: 'all' }, 'Cancel the meeting'],
    [cancel, 'following', 'schedule.endSeries', { eventId: 'all', from: day }, 'Cancel them'],
    [rename, 'one', 'schedule.rename', { eventId: 'one', subject: 'Roadmap' }, 'Rename it'],
    [rename, 'series', 'schedule.rename', { eventId: 'all', subject: 'Roadmap' }, 'Rename it'],
    [rename, 'following', 'schedule.changeSeries', { eventId: 'all', from: day, subject: 'Roadmap' }, 'Rename them'],
    [move, 'series', 'schedule.changeSeries', { eventId: 'all', time: '15:30', weekday: 'thursday' }, 'Move them'],
    [
      move,
      'following',
      'schedule.changeSeries',
      { eventId: 'all', from: day, time: '15:30', weekday: 'thursday' },
      'Move them',
    ],
    [accept, 'one', 'schedule.respond', { eventId: 'one', response: 'accept' }, 'Accept'],
    [accept, 'series', 'schedule.respond', { eventId: 'all', response: 'accept' }, 'Accept'],
  ];
  for (const [order, scope, action, input, confirm] of table)
    it(`to ${order.kind} ${scope === 'one' ? 'one' : `the ${scope}`} is the action that chat runs`, () =>
      assert.deepEqual(askedFor(order, meeting, scope, day), { action, input, confirm }));

  it('is about the meeting itself where it does not repeat', () => {
    assert.deepEqual(askedFor(cancel, single, 'one', day).input, { eventId: 'one' });
  });

  it('of an answer is for one or for all', () => {
    assert.deepEqual(
      (['cancel', 'rename', 'move', 'respond'] as const).map((kind) => canFollow(kind)),
      [true, true, true, false],
    );
    assert.deepEqual([nameOf(move), nameOf(accept)], ['Move', 'Accept']);
  });
});
