import assert from 'node:assert/strict';
import { createPending } from '../../../tab/src/components/pending.ts';

describe("the tab's writes under way", () => {
  const numbered = () => {
    let count = 0;
    return createPending(() => `key-${++count}`);
  };

  it('asks for the same write under the same id until it is settled', () => {
    const { keyOf, settle } = numbered();
    assert.equal(keyOf('files.rename', { name: 'a' }), 'key-1');
    assert.equal(keyOf('files.rename', { name: 'a' }), 'key-1');
    settle('files.rename', { name: 'a' });
    assert.equal(keyOf('files.rename', { name: 'a' }), 'key-2');
  });

  it('keeps writes apart by what they do and with what', () => {
    const { keyOf } = numbered();
    const keys = [keyOf('files.rename', { name: 'a' }), keyOf('files.rename', { name: 'b' }), keyOf('files.copy', {})];
    assert.equal(new Set(keys).size, 3);
  });
});
