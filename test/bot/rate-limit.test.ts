import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRateLimit } from '../../bot/rate-limit.ts';
import { callApi, startWorld, type WorldForTests } from '../support/aide.ts';
import { startAide } from './teams/support.ts';

const megan = { tenantId: 't', userId: 'megan' };
const alex = { tenantId: 't', userId: 'alex' };

describe('how much one person may ask for', () => {
  it('is so much in a minute, at once if need be, and fills up again with time', () => {
    let now = 1_000_000;
    const limit = createRateLimit({ perMinute: 60, now: () => now });
    for (let i = 0; i < 60; i++) assert.equal(limit.take(megan), undefined);
    assert.deepEqual(limit.take(megan), { retryAfter: 1, first: true });
    assert.deepEqual(limit.take(megan), { retryAfter: 1, first: false });
    assert.equal(limit.take(alex), undefined, 'others are not concerned');
    now += 1_000;
    assert.equal(limit.take(megan), undefined);
    assert.equal(limit.take(megan)?.first, false);
    now += 30_000;
    for (let i = 0; i < 30; i++) assert.equal(limit.take(megan), undefined);
    assert.equal(limit.take(megan)?.first, true, 'it is told again after a rest');
  });

  it('never lets more through than it says, whenever the requests come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5_000, max: 20_000 }), { maxLength: 300 }), (steps) => {
        let now = 0;
        let forward = 0;
        const limit = createRateLimit({ perMinute: 30, now: () => now });
        let taken = 0;
        for (const step of steps) {
          now += step;
          forward += Math.max(0, step);
          if (!limit.take(megan)) taken++;
        }
        assert(taken <= 30 + forward / 2_000);
      }),
    );
  });

  describe('over the REST API', () => {
    let world: WorldForTests;
    before(async () => {
      world = await startWorld({ env: { AIDE_REQUESTS_PER_MINUTE: '5' } });
    });
    after(() => world.stop());

    it('is told with 429, Retry-After and problem+json; others go on', async () => {
      const { apiScope } = world.sandbox.tenant.aide;
      const token = await world.sandbox.tokenFor('Megan Bowen', [apiScope]);
      const answers = [];
      for (let i = 0; i < 7; i++) answers.push(await callApi(world.aide, '/api/operations', { token }));
      assert.deepEqual(answers.map(({ status }) => status).slice(0, 5), [200, 200, 200, 200, 200]);
      const refused = answers.at(-1)!;
      assert.equal(refused.status, 429, refused.text);
      assert.match(refused.headers.get('content-type') ?? '', /problem\+json/);
      assert.equal(refused.body.code, 'throttled');
      assert.equal(Number(refused.headers.get('retry-after')), refused.body.retryAfter);
      assert(refused.body.retryAfter >= 1 && refused.body.retryAfter <= 12);
      const other = await world.sandbox.tokenFor('Alex Wilber', [apiScope]);
      assert.equal((await callApi(world.aide, '/api/operations', { token: other })).status, 200);
      assert.equal((await callApi(world.aide, '/healthz')).status, 200);
    });

    it('is not spent by whoever proves nothing', async () => {
      for (let i = 0; i < 10; i++)
        assert.equal((await callApi(world.aide, '/api/operations', { token: 'a.b.c' })).status, 401);
    });
  });

  it('is said in chat once, and a button is told as well', async () => {
    const aide = await startAide({ perMinute: 6 });
    try {
      const client = await aide.client('Megan Bowen');
      await client.nextCard();
      for (let i = 0; i < 12; i++) await client.say('help');
      await client.next((m) => /more than I take from one person/.test(m.text ?? ''));
      const { status, body } = await client.invoke('adaptiveCard/action', {
        action: { verb: 'help.feature', data: {} },
      });
      assert.equal(status, 200);
      assert.match(JSON.stringify(body), /more than I take from one person/);
      assert.deepEqual(
        client.untaken().filter((m) => /more than I take/.test(m.text ?? '')),
        [],
      );
    } finally {
      await aide.stop();
    }
  });
});
