import assert from 'node:assert/strict';
import { folded } from './profile.ts';
import { slopeOf, soakText } from './soak.ts';

const frame = (url: string, functionName = 'f') => ({ functionName, url });

describe('what the bench makes of its measurements', () => {
  it('folds a profile by package, without the time in which nothing was done', () => {
    const nodes = [
      frame('', '(idle)'),
      frame('file:///x/bot/dist/index.js'),
      frame('file:///x/node_modules/botbuilder-core/lib/a.js'),
      frame('file:///x/node_modules/botbuilder/node_modules/zod/a.js'),
      frame('node:internal/crypto'),
    ].map((callFrame, i) => ({ id: i, callFrame }));
    const half = [0, 1, 1, 2, 3, 4];
    const samples = [...half, ...half];
    const { of, perTurn } = folded({ nodes, samples, timeDeltas: samples.map(() => 1000) }, 5);
    assert.deepEqual(
      new Map(of),
      new Map([
        ['Aide', 0.4],
        ['Bot Framework SDK', 0.2],
        ['zod', 0.2],
        ['Node.js', 0.2],
      ]),
    );
    assert.equal(perTurn, 2);
  });

  it('fits a straight line, and says whether it rises', () => {
    assert.equal(slopeOf([1, 2, 3], [10, 20, 30]), 10);
    assert.equal(slopeOf([1, 1], [5, 9]), 0);
    assert.match(soakText({ turns: 9, heap: [1], slope: 0, growth: 0.01 }), /does not grow/);
    assert.match(soakText({ turns: 9, heap: [1], slope: 1, growth: 0.2 }), /IT GROWS/);
  });
});
