import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createGate } from '../../../bot/graph/gate.ts';

const never = new AbortController().signal;

/** Work that ends when it is told to. */
function open() {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, work: () => ended };
}
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the gate of a mailbox', () => {
  it('lets four in, and the next when one leaves', async () => {
    const gate = createGate(4);
    const calls = Array.from({ length: 6 }, open);
    const started: number[] = [];
    const runs = calls.map((call, i) =>
      gate.run('m', 1, never, () => {
        started.push(i);
        return call.work();
      }),
    );
    await turn();
    assert.deepEqual(started, [0, 1, 2, 3]);
    calls[2]?.end();
    await runs[2];
    await turn();
    assert.deepEqual(started, [0, 1, 2, 3, 4]);
    for (const call of calls) call.end();
    await Promise.all(runs);
    assert.equal(gate.size, 0);
  });

  it('keeps mailboxes apart, and lets pass what is not for one', async () => {
    const gate = createGate(1);
    const [a, b] = [open(), open()];
    const runs = [gate.run('a', 1, never, a.work), gate.run('b', 1, never, b.work)];
    assert.equal(await gate.run('a', 0, never, async () => 'directory'), 'directory');
    assert.equal(gate.size, 2);
    a.end();
    b.end();
    await Promise.all(runs);
  });

  it('does not let narrow calls overtake a wide one', async () => {
    const gate = createGate(4);
    const first = open();
    const order: string[] = [];
    const log = (name: string) => async () => void order.push(name);
    const runs = [gate.run('m', 1, never, first.work), gate.run('m', 9, never, log('wide'))];
    runs.push(gate.run('m', 1, never, log('narrow')));
    await turn();
    assert.deepEqual(order, []);
    first.end();
    await Promise.all(runs);
    assert.deepEqual(order, ['wide', 'narrow']);
  });

  it('forgets who gives up waiting, and lets the next one in', async () => {
    const gate = createGate(1);
    const first = open();
    const running = gate.run('m', 1, never, first.work);
    const giveUp = new AbortController();
    const waiting = gate.run('m', 1, giveUp.signal, async () => assert.fail('it gave up'));
    const next = gate.run('m', 1, never, async () => 'in');
    giveUp.abort(new Error('enough'));
    await assert.rejects(waiting, /enough/);
    await assert.rejects(
      gate.run('m', 1, giveUp.signal, async () => 'late'),
      /enough/,
    );
    first.end();
    await running;
    assert.equal(await next, 'in');
    assert.equal(gate.size, 0);
  });

  it('never has more inside than it may, and is empty at the end, whatever fails', async () => {
    const call = fc.record({ permits: fc.integer({ min: 0, max: 6 }), fails: fc.boolean(), aborts: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 30 }), async (calls) => {
        const gate = createGate(4);
        let inside = 0;
        const runs = calls.map(({ permits, fails, aborts }) => {
          const width = Math.min(permits, 4);
          const control = new AbortController();
          const run = gate.run('m', permits, control.signal, async () => {
            inside += width;
            assert.ok(inside <= 4);
            await turn();
            inside -= width;
            if (fails) throw new Error('failed');
          });
          if (aborts) control.abort(new Error('gave up'));
          return run;
        });
        const outcomes = await Promise.allSettled(runs);
        assert.ok(outcomes.every((o) => o.status === 'fulfilled' || /failed|gave up/.test(String(o.reason))));
        assert.equal(inside, 0);
        assert.equal(gate.size, 0);
      }),
      { numRuns: 50 },
    );
  });
});
