import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/bootstrap.mjs';
import { bench } from './bench.ts';
import { createCleanup } from './cleanup.ts';
import { type Row, tableOf } from './row.ts';
import { smoke } from './size.ts';

describe('the bench', () => {
  const cleanup = createCleanup();
  let rows: Row[];
  before(async function () {
    this.timeout(60_000);
    // The server as it is now, whatever was built before.
    await promisify(execFile)(process.execPath, [join(root, 'scripts/build-server.mjs')]);
    rows = await bench(smoke, cleanup);
  });
  after(() => cleanup.run());

  it('gives a figure for every row, and one that can be compared where it has a baseline', () => {
    for (const part of ['Chat', 'Graph', 'Slots', 'Server', 'Sandbox'])
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
