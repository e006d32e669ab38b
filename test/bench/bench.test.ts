import assert from 'node:assert/strict';
import { findChromium } from '../../scripts/chromium.mjs';
import { ensureBuilt } from '../support/built.ts';
import { storyTime } from '../support/patience.ts';
import { bench } from './bench.ts';
import { createCleanup } from './cleanup.ts';
import { type Row, tableOf } from './row.ts';
import { smoke } from './size.ts';

describe('the bench', () => {
  const cleanup = createCleanup();
  let rows: Row[];
  before(async function () {
    this.timeout(storyTime);
    // The server as it is now, whatever was built before.
    await ensureBuilt('bot/dist', 'dist/tab', 'dist/outlook');
    rows = await bench(smoke, cleanup);
  });
  after(() => cleanup.run());

  it('gives a figure for every row, and one that can be compared where it has a baseline', () => {
    const parts = [
      'Chat',
      'Graph',
      'Slots',
      'Server',
      'Sandbox',
      'Large',
      'Telemetry',
      ...(findChromium() ? ['Tab', 'Pane'] : []),
    ];
    for (const part of parts)
      assert.ok(
        rows.some((r) => r.what.startsWith(`${part}: `)),
        part,
      );
    for (const { what, measured, baseline, ratio } of rows) {
      assert.ok(Number.isFinite(measured) && measured >= 0, what);
      assert.equal(ratio === undefined, baseline === undefined, what);
      if (ratio !== undefined) assert.ok(Number.isFinite(ratio) && ratio > 0, what);
    }
  });

  it('needs no more round trips to Graph than it aims at', () => {
    for (const { what, measured, aim } of rows.filter((r) => r.what.startsWith('Graph: ')))
      assert.ok(aim?.met ?? true, `${what}: ${measured}`);
  });

  it('prints them as one table', () => {
    const lines = tableOf(rows).split('\n');
    assert.equal(lines.length, rows.length + 1);
    for (const [i, { what, unit }] of rows.entries()) {
      assert.ok(lines[i + 1]?.startsWith(what));
      assert.ok(lines[i + 1]?.includes(unit));
    }
  });
});
