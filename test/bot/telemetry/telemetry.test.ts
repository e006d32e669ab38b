import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { createWorker } from '../../../bot/jobs/worker.ts';
import { createLog } from '../../../bot/log.ts';
import { openStorage } from '../../../bot/storage/open.ts';
import { type StopTelemetry, startTelemetry } from '../../../bot/telemetry/start.ts';
import { traced } from '../../../bot/telemetry/trace.ts';
import { callApi, startWorld, type WorldForTests } from '../../support/aide.ts';
import { azurite } from '../../support/azurite.ts';
import { openClient } from '../../support/teams-client.ts';
import { attributesOf, type ReceivedSpan, type Receiver, startReceiver } from './receiver.ts';

const day = 86_400_000;
const canary = 'Kanarienvogel';

describe('telemetry', () => {
  let receiver: Receiver;
  let stopTelemetry: StopTelemetry;
  let world: WorldForTests;
  let stopWorld = async () => {};
  const lines: Record<string, unknown>[] = [];
  const traceId = randomBytes(16).toString('hex');
  let token: string;
  let spans: ReceivedSpan[];
  let metrics: Map<string, number>;

  // One story, told to a real receiver; the tests read what came there.
  before(async () => {
    receiver = await startReceiver();
    stopTelemetry = await startTelemetry({ endpoint: receiver.url });
    const to = new Writable({
      write(chunk, _, done) {
        lines.push(JSON.parse(String(chunk)));
        done();
      },
    });
    world = await startWorld({ log: createLog('info', to, { traced: true }) });
    stopWorld = async () => {
      stopWorld = async () => {};
      await world.stop();
    };
    await book();
    await chat();
    await queue();
    await stopWorld();
    await stopTelemetry();
    spans = receiver.spans();
    metrics = receiver.metrics();
  });
  after(async () => {
    await stopWorld();
    await stopTelemetry();
    await receiver.stop();
  });

  /** From the REST API, as part of the caller's trace; the first answer of Graph to it is a 429. */
  async function book() {
    const { sandbox, aide } = world;
    const { tenant } = sandbox;
    token = await sandbox.tokenFor('Megan Bowen', [tenant.aide.apiScope]);
    const begin = tenant.clock.now().getTime() + 3 * day;
    const body = {
      subject: `${canary} subject`,
      start: new Date(begin).toISOString(),
      end: new Date(begin + 1_800_000).toISOString(),
      required: [{ address: sandbox.person('Alex Wilber').mail }],
    };
    tenant.faults.add([
      { match: { method: 'POST', path: '/me/events' }, kind: 'status', status: 429, retryAfter: 0, times: 1 },
    ]);
    const headers = { traceparent: `00-${traceId}-${'1'.repeat(16)}-01`, tracestate: `vendor=${canary}` };
    const done = await callApi(aide, '/api/actions/schedule.book', { token, body, key: randomUUID(), headers });
    assert.equal(done.status, 200, done.text);
    const refused = await callApi(aide, `/api/operations/${canary}-1/undo`, { token, method: 'POST' });
    assert.equal(refused.status, 404);
  }

  async function chat() {
    const client = await openClient(world.sandbox, 'Megan Bowen');
    await client.say('help');
    await client.next();
    await client.say(`find Alex Wilber ${canary}`);
    await client.next();
    await client.close();
  }

  /** Somebody sends a message, a worker takes it later. */
  async function queue() {
    const storage = openStorage(await azurite(), { prefix: `t${randomBytes(6).toString('hex')}` });
    const jobs = storage.queue('jobs');
    const worker = createWorker({
      queue: jobs,
      poison: storage.queue('poison'),
      handlers: { noted: () => traced('inside', {}, async () => undefined) },
      log: createLog('silent'),
    });
    await traced('sender', {}, () => jobs.send({ kind: 'noted', what: canary }));
    assert.equal((await jobs.state()).depth, 1);
    assert.ok((await jobs.state()).dueSince);
    assert.equal(await worker.turn(), 1);
  }

  const named = (name: string) => {
    const found = spans.find((span) => span.name === name);
    assert(found, `${name} among ${spans.map((span) => span.name).join(', ')}`);
    return found;
  };

  it('makes one trace of a whole booking, which goes on with the one of the caller', () => {
    const booking = spans.filter((span) => span.traceId === traceId);
    const ids = new Set(booking.map((span) => span.spanId));
    const root = booking.filter((span) => !ids.has(span.parentSpanId ?? ''));
    assert.deepEqual(
      root.map(({ name, parentSpanId }) => [name, parentSpanId]),
      [['POST /api/actions/schedule.book', '1'.repeat(16)]],
    );
    for (const name of ['perform schedule.book', 'POST /me/events', 'POST token'])
      assert.ok(
        booking.some((span) => span.name === name),
        `${name} among ${booking.map((span) => span.name).join(', ')}`,
      );
  });

  it('tells of a call of Graph its host, templated path, status and repetitions', () => {
    const { parentSpanId, ...call } = named('POST /me/events');
    const { 'server.address': host, ...attributes } = attributesOf(call);
    assert.equal(host, new URL(world.sandbox.url).host);
    assert.deepEqual(Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)])), {
      'http.request.method': 'POST',
      'url.template': '/me/events',
      'http.response.status_code': '201',
      'http.request.resend_count': '1',
    });
    assert.deepEqual(
      call.events?.map(({ name }) => name),
      ['retry'],
    );
    assert.equal(parentSpanId, named('perform schedule.book').spanId);
  });

  it('has a span for each turn in chat, with its outcome', () => {
    const turns = spans.filter((span) => span.name === 'turn').map(attributesOf);
    assert.ok(turns.some((turn) => turn['aide.outcome'] === 'ok' && turn['aide.turn.kind'] === 'sentence'));
    assert.ok(turns.every((turn) => turn['aide.tenant_id'] === world.sandbox.tenant.id));
  });

  it('follows a message through the queue to whoever works on it', () => {
    const [sender, job, inside] = [named('sender'), named('job noted'), named('inside')];
    assert.equal(job.parentSpanId, sender.spanId);
    assert.equal(inside.parentSpanId, job.spanId);
    assert.equal(new Set([sender, job, inside].map((span) => span.traceId)).size, 1);
  });

  it('counts turns, operations, answers of Graph and the queue', () => {
    assert.equal(metrics.get('aide.turns kind=sentence outcome=ok'), 2);
    assert.equal(metrics.get('aide.actions action=schedule.book outcome=done'), 1);
    assert.equal(metrics.get('aide.graph.requests method=POST status=429'), 1);
    assert.equal(metrics.get('aide.graph.throttled'), 1);
    assert.ok((metrics.get('aide.graph.requests method=POST status=201') ?? 0) >= 1);
    assert.equal(metrics.get('aide.queue.work kind=noted outcome=done'), 1);
    assert.ok((metrics.get('aide.queue.wait kind=noted') ?? 0) >= 1);
    assert.equal(metrics.has('aide.operations.unknown action=schedule.book'), false);
  });

  it('marks what was refused by its status only', () => {
    const refused = named('POST /api/operations/:id/undo');
    assert.equal(String(attributesOf(refused)['http.response.status_code']), '404');
    for (const span of spans) assert.equal(span.status?.message ?? '', '', span.name);
  });

  it('never sends on who it was, what it was about, or what opens doors', () => {
    const raw = receiver.raw();
    const { users } = world.sandbox.tenant.tables;
    for (const user of users.all())
      for (const personal of [user.id, user.mail, user.userPrincipalName, user.displayName, user.surname])
        assert.equal(raw.includes(personal), false, personal);
    for (const secret of [canary, token, token.split('.')[1]!, 'Bearer', 'eyJ'])
      assert.equal(raw.includes(secret), false, secret);
  });

  it('lets log lines be found from a trace', () => {
    const line = lines.find(({ msg, path }) => msg === 'graph' && path === '/me/events');
    assert.equal(line?.trace_id, traceId);
    assert.match(String(line?.span_id), /^[0-9a-f]{16}$/);
  });
});
