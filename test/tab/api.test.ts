import assert from 'node:assert/strict';
import sinon from 'sinon';
import { ApiError, createApi } from '../../tab/src/api.ts';

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const problem = (code: string, status: number, more = {}) => json(status, { code, detail: 'd', remedy: 'r', ...more });
const isError = (code: string) => (error: unknown) => error instanceof ApiError && error.problem.code === code;

function world(...answers: (Response | Error)[]) {
  const fetcher = sinon.stub();
  answers.forEach((answer, i) => {
    if (answer instanceof Error) fetcher.onCall(i).rejects(answer);
    else fetcher.onCall(i).resolves(answer);
  });
  const token = sinon.stub().callsFake(async () => `token ${token.callCount}`);
  const pauses: number[] = [];
  let now = 0;
  const wait = (ms: number) => {
    now += ms;
  };
  const api = createApi({
    token,
    fetcher,
    now: () => now,
    pause: async (ms) => void pauses.push(ms),
  });
  return { api, fetcher, token, pauses, wait };
}

describe('the tab’s way to the REST API', () => {
  it('asks the host for the token on every call, and keeps none', async () => {
    const { api, fetcher } = world(json(200, { a: 1 }), json(200, { a: 2 }));
    await api.query('today.day');
    await api.query('today.day');
    assert.deepEqual(
      fetcher.args.map(([, init]) => init.headers.Authorization),
      ['Bearer token 1', 'Bearer token 2'],
    );
  });

  it('tries once more with a new token when the one of the host had just ended', async () => {
    const { api, fetcher } = world(problem('token_invalid', 401), json(200, { a: 1 }));
    assert.deepEqual(await api.query('today.day'), { a: 1 });
    assert.equal(fetcher.callCount, 2);
    const stale = world(problem('token_invalid', 401), problem('token_invalid', 401));
    await assert.rejects(stale.api.query('today.day'), isError('token_invalid'));
  });

  it('is patient with a consent that was just given, and only then', async () => {
    const fresh = world(problem('consent_required', 403), problem('consent_required', 403), json(200, {}));
    fresh.api.connected();
    await fresh.api.query('today.day');
    assert.deepEqual(fresh.pauses, [1000, 2000]);
    const later = world(problem('consent_required', 403, { connectUrl: 'https://aide.example/auth/start' }));
    later.api.connected();
    later.wait(60_000);
    await assert.rejects(later.api.query('today.day'), isError('consent_required'));
    assert.deepEqual(later.pauses, []);
  });

  it('sends a write with its key, also when it is sent again', async () => {
    const { api, fetcher } = world(problem('token_invalid', 401), json(200, { operation: 'one-key-1' }));
    await api.run('tasks.add', { title: 'a' }, 'one-key-1');
    assert.deepEqual(
      fetcher.args.map(([, init]) => init.headers['Idempotency-Key']),
      ['one-key-1', 'one-key-1'],
    );
  });

  it('says in words that nobody answers, and what a proxy answers', async () => {
    await assert.rejects(world(new TypeError('fetch failed')).api.query('today.day'), isError('unavailable'));
    const proxy = world(new Response('<html>Bad gateway</html>', { status: 502 }));
    await assert.rejects(proxy.api.query('today.day'), isError('unavailable'));
  });
});
