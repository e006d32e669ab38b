import assert from 'node:assert/strict';
import { type LocalZone, remembering } from '@aide/contracts/schedule/zones';

describe('zones that are remembered for a search', () => {
  it('are looked up once, and asked once about an instant', () => {
    const [looked, asked]: [string[], number[]] = [[], []];
    const zones = remembering((name): LocalZone | undefined => {
      looked.push(name);
      if (name === 'Nowhere') return undefined;
      return {
        key: name,
        offset(instant) {
          asked.push(instant);
          return instant === 0 ? 0 : 60;
        },
      };
    });
    for (let i = 0; i < 3; i += 1) {
      const zone = zones('Europe/London')!;
      assert.deepEqual([zone.key, zone.offset(0), zone.offset(1)], ['Europe/London', 0, 60]);
      assert.equal(zones('Nowhere'), undefined);
    }
    assert.deepEqual(
      [looked, asked],
      [
        ['Europe/London', 'Nowhere'],
        [0, 1],
      ],
    );
  });
});
