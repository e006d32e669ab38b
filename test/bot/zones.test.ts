import assert from 'node:assert/strict';
import { IANAZone } from 'luxon';
import sinon from 'sinon';
import { isZone } from '../../bot/zones.ts';

describe('names of time zones', () => {
  afterEach(() => sinon.restore());

  it('are what the platform knows, in whatever letters, and nothing else', () => {
    for (const name of ['Europe/Berlin', 'europe/berlin', 'UTC', 'Asia/Calcutta']) assert.ok(isZone(name), name);
    for (const name of ['', 'Pacific Standard Time', 'Nowhere/City', '../etc/passwd']) assert.ok(!isZone(name), name);
  });

  it('are asked for once, the wrong ones too', () => {
    const asked = sinon.spy(IANAZone, 'isValidZone');
    const names = ['America/Phoenix', 'America/Nowhere'];
    assert.deepEqual([...names, ...names, ...names].map(isZone), [true, false, true, false, true, false]);
    assert.equal(asked.callCount, 2);
  });
});
