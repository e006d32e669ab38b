import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { generateKeyPair, SignJWT } from 'jose';
import sinon from 'sinon';
import { createLimits, threadLimits } from '../../../sandbox/teams/limits.ts';
import { startSandboxWithEchoBot } from '../../support/echo-bot.ts';
import { createInbox } from '../../support/events.ts';
import { aideForTests, startSandbox } from '../../support/sandbox.ts';
import { openClient } from '../../support/teams-client.ts';

describe('delivery to the bot', () => {
  let world: Awaited<ReturnType<typeof startSandboxWithEchoBot>>;
  before(async () => {
    world = await startSandboxWithEchoBot();
  });
  after(() => world.stop());

  it('brings the same activity again when the bot failed, until it is answered', async () => {
    const client = await openClient(world, 'Megan Bowen');
    const attempts: string[] = [];
    world.bot.beforeTurn(async (request, response) => {
      const activity = request.body as Activity;
      if (activity.type !== 'message') return false;
      attempts.push(activity.id!);
      if (attempts.length > 2) return false;
      response.send(500);
      return true;
    });
    const sent = await client.say('again');
    await client.next((m) => m.text === 'Echo: again');
    assert.deepEqual(attempts, [sent.id, sent.id, sent.id]);
    await client.close();
  });

  it('takes an answer below 500 for an answer', async () => {
    const client = await openClient(world, 'Megan Bowen');
    const seen = createInbox<string>(String);
    world.bot.beforeTurn(async (request, response) => {
      const activity = request.body as Activity;
      seen.push(activity.text ?? activity.type);
      if (activity.text !== 'refused') return false;
      response.send(401);
      return true;
    });
    await client.say('refused');
    await client.say('next');
    await client.next((m) => m.text === 'Echo: next');
    assert.equal(seen.waiting().filter((t) => t === 'refused').length, 1);
    await client.close();
  });

  it('gives up after three redeliveries, also when nobody listens', async () => {
    let calls = 0;
    const reached = createInbox<number>(String);
    const dead = createServer((request) => {
      reached.push(++calls);
      request.socket.destroy();
    });
    await new Promise<void>((resolve) => dead.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(dead.address() as AddressInfo).port}`;
    const alone = await startSandbox({
      aide: { ...aideForTests, url },
      teams: { delivery: { pauses: [1, 1, 1] } },
    });
    const client = await openClient(alone, 'Megan Bowen');
    // Two events tell of the installation; each is tried four times.
    await reached.take((n) => n === 8, 'eighth attempt', 5_000);
    assert.deepEqual((await client.invoke('task/fetch', {})).status, 502);
    assert.equal(calls, 9);
    await client.close();
    await alone.stop();
    dead.close();
  });

  it('does not wait for an invoke longer than Teams does', async () => {
    const slow = await startSandboxWithEchoBot({ delivery: { invoke: 50, signin: 50, pauses: [] } });
    slow.bot.onTurn(() => new Promise(() => {}));
    const client = await openClient(slow, 'Megan Bowen');
    assert.equal((await client.invoke('adaptiveCard/action', {})).status, 502);
    assert.equal((await client.invoke('signin/verifyState', { state: '1' })).status, 502);
    await client.close();
    await slow.stop();
  });

  it('signs what it sends: the bot refuses what somebody else sends', async () => {
    world.bot.beforeTurn(async () => false);
    // The SDK tells the console.
    const told = sinon.stub(console, 'error');
    const url = `${world.bot.url}/api/messages`;
    const activity = {
      type: 'message',
      text: 'forged',
      id: '1',
      channelId: 'msteams',
      serviceUrl: `${world.url}/connector/`,
      from: { id: '29:1' },
      recipient: { id: '28:1' },
      conversation: { id: 'a:1' },
    };
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ serviceurl: activity.serviceUrl })
      .setProtectedHeader({ alg: 'RS256', kid: 'unknown' })
      .setIssuer('https://api.botframework.com')
      .setAudience(world.tenant.aide.botId)
      .setExpirationTime('1h')
      .sign(privateKey);
    for (const authorization of ['', `Bearer ${forged}`]) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify(activity),
      });
      assert.equal(response.status, 401);
    }
    told.restore();
  });
});

describe('rate limits', () => {
  it('let through what is documented per thread and window, and tell when to come back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }), (gaps) => {
        let now = 0;
        const limits = createLimits(() => now);
        const passed: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const full = threadLimits.send.some(
            ([allowed, seconds]) => passed.filter((t) => t > now - seconds * 1000).length >= allowed,
          );
          const wait = limits.count('a', threadLimits.send);
          assert.equal(wait >= 1, full);
          if (wait === 0) passed.push(now);
        }
      }),
      { numRuns: 50 },
    );
  });
});
