import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { callApi, startWorld, type WorldForTests } from '../../support/aide.ts';
import { aideForTests } from '../../support/sandbox.ts';

const scope = `api://${aideForTests.domain}/botid-${aideForTests.botId}/access_as_user`;

describe('the stream of events', () => {
  let world: WorldForTests;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());
  const tokenOf = (name: string) => world.sandbox.tokenFor(name, [scope]);

  /** Everything a stream says until `until` is in it. */
  async function follow(token: string) {
    const ending = new AbortController();
    const answer = await fetch(`${world.aide.url}/api/events`, {
      headers: { authorization: `Bearer ${token}` },
      signal: ending.signal,
    });
    const reader = answer.body?.getReader();
    assert.ok(reader);
    const decoder = new TextDecoder();
    let said = '';
    return {
      answer,
      said: () => said,
      async until(pattern: RegExp) {
        while (!pattern.test(said)) {
          const { done, value } = await reader.read();
          if (done) return;
          said += decoder.decode(value, { stream: true });
        }
      },
      end: () => ending.abort(),
    };
  }
  const book = async (token: string, key: string) => {
    const start = new Date(world.sandbox.tenant.clock.now().getTime() + 86_400_000);
    const body = {
      subject: 'Focus',
      start: start.toISOString(),
      end: new Date(start.getTime() + 1_800_000).toISOString(),
    };
    return callApi(world.aide, '/api/actions/schedule.book', { token, key, body });
  };

  it('says what was done and taken back, to the person and to nobody else', async () => {
    const [megan, alex] = [await tokenOf('Megan Bowen'), await tokenOf('Alex Wilber')];
    const [hers, his] = [await follow(megan), await follow(alex)];
    assert.equal(hers.answer.headers.get('content-type'), 'text/event-stream');
    const key = randomUUID();
    assert.equal((await book(megan, key)).status, 200);
    await hers.until(/"state":"done"[\s\S]*\n\n/);
    await callApi(world.aide, `/api/operations/${key}/undo`, { token: megan, method: 'POST' });
    await hers.until(/"state":"undone"/);
    assert.match(hers.said(), new RegExp(`^event: operation\ndata: \\{"operation":"${key}"`, 'm'));
    const own = randomUUID();
    await book(alex, own);
    await his.until(new RegExp(own));
    assert.ok(!his.said().includes(key));
    hers.end();
    his.end();
  });

  it('is not opened without a token', async () => {
    assert.equal((await fetch(`${world.aide.url}/api/events`)).status, 401);
  });

  it('gives way to newer ones of the same person', async () => {
    const token = await tokenOf('Adele Vance');
    const first = await follow(token);
    const others = [];
    for (let i = 0; i < 6; i++) others.push(await follow(token));
    // It ends: what waits for something that never comes is let go.
    await first.until(/never/);
    for (const other of others) other.end();
  });
});
