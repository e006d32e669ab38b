import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AideError } from '../../../bot/errors.ts';
import type { Action, Context, Person } from '../../../bot/features/feature.ts';
import type { Plan } from '../../../bot/features/operation.ts';
import { planReply } from '../../../bot/jobs/plan-cards.ts';
import { createPlanHandler, createPlanTimer, type PlanOutcome, queueDue } from '../../../bot/jobs/plans.ts';
import { createWorker } from '../../../bot/jobs/worker.ts';
import { createLog } from '../../../bot/log.ts';
import { createAudit } from '../../../bot/operations/audit.ts';
import { createLedger } from '../../../bot/operations/ledger.ts';
import { createPlans } from '../../../bot/operations/plans.ts';
import { createOperationRecords } from '../../../bot/operations/record.ts';
import { createCipher } from '../../../bot/storage/cipher.ts';
import { openStorage } from '../../../bot/storage/open.ts';
import type { Queue, Records, Storage } from '../../../bot/storage/storage.ts';
import { azurite, storageForTests } from '../../support/azurite.ts';
import { textOf } from '../../support/cards.ts';

const megan: Person = { tenantId: 'contoso', userId: 'megan' };
const cipher = createCipher([{ id: 'k', key: randomBytes(32) }]);
const log = createLog('silent');
const at = '2026-11-23T09:00:00.000Z';
const input = z.object({ text: z.string() });

/** What was posted, and what the person was told; outlives a process. */
interface Outside {
  posted: string[];
  told: PlanOutcome[];
  /** Thrown by the next tries to post. */
  refusals: Error[];
  /** Thrown by the next tries to tell. */
  unheard: Error[];
  now: string;
}
const outside = (): Outside => ({ posted: [], told: [], refusals: [], unheard: [], now: at });

/** A queue in memory: what was sent stays until it is done, as on the real one. */
function queueOf(messages: unknown[]): Queue {
  return {
    async send(message) {
      if ((message as { kind: string }).kind === 'plan.run') messages.push(message);
    },
    receive: async () => [],
    state: async () => ({ depth: messages.length }),
  };
}

/** One process that carries out plans. */
function processOn(
  storage: Storage,
  world: Outside,
  messages: unknown[],
  { ahead = 0, mortal = <F>(run: F): F => run } = {},
) {
  const post: Action<typeof input, { text: string }> = {
    ...{ name: 'posts.post', title: 'Post', scopes: ['ChannelMessage.Send'], input },
    output: z.object({ text: z.string() }),
    propose: async () => ({ title: 'Post', facts: [], warnings: [], undo: 'exact' }),
    perform: mortal(async (_: Context, { text }: { text: string }, operation: string) => {
      const refusal = world.refusals.shift();
      if (refusal) throw refusal;
      // The operation's id is the key, as with an event's transactionId.
      if (!world.posted.includes(`${operation}: ${text}`)) world.posted.push(`${operation}: ${text}`);
      return { summary: `Posted ${text}`, warnings: [], links: [], result: { text } };
    }),
    recover: async () => 'repeat',
    undo: async () => ({ summary: 'Taken back' }),
  };
  const actions = new Map<string, Action>([[post.name, post as unknown as Action]]);
  const wall = () => Date.now() + ahead;
  const ledger = createLedger({
    ...{ records: createOperationRecords(storage, cipher), audit: createAudit(storage), actions, wall },
    checks: queueOf([]),
  });
  const plans = createPlans(storage, cipher);
  const queue = queueOf(messages);
  const clock = { now: async () => new Date(world.now) };
  const open = (person: Person): Context => {
    const ctx = { person, surface: 'job', requestId: 'r1', graphRequestIds: [], log } as unknown as Context;
    return Object.assign(ctx, { operations: ledger.of({ person, open: () => ctx }) });
  };
  const tell = mortal(async (_: Person, __: Plan, outcome: PlanOutcome) => {
    const deaf = world.unheard.shift();
    if (deaf) throw deaf;
    world.told.push(outcome);
  });
  const deps = { plans, queue: { ...queue, send: mortal(queue.send) }, clock, actions, open, tell, wall };
  const handler = createPlanHandler(deps);
  return {
    plans,
    deps,
    handler,
    /** Looks for what is due, and does what is on the queue until nothing is to be done at once. @returns seconds to wait */
    async work(): Promise<number> {
      await queueDue(deps);
      let wait = 0;
      for (const message of [...messages]) {
        for (let tries = 0; tries < 10; tries++) {
          wait = (await handler(message as { kind: string }, log)) ?? 0;
          if (wait !== 1) break;
        }
        if (wait === 0) messages.splice(messages.indexOf(message), 1);
      }
      return wait;
    },
  };
}

const planned = { id: 'plan-0001', action: 'posts.post', input: { text: 'hello' }, at, title: 'Post hello' };
const say = { userMessage: 'It does not work.', remedy: 'Mend it.' };

describe('a plan whose time has come', () => {
  let storage: Storage & { prefix: string };
  let world: Outside;
  let messages: unknown[];
  let aide: ReturnType<typeof processOn>;
  beforeEach(async () => {
    storage = await storageForTests();
    world = outside();
    messages = [];
    aide = processOn(storage, world, messages);
    await aide.plans.of(megan).add(planned);
  });
  const plan = async () => (await aide.plans.of(megan).get(planned.id))!;

  it('is carried out once, and the person is told with a way to take it back', async () => {
    world.now = '2026-11-23T08:59:59Z';
    await aide.work();
    assert.deepEqual(world.posted, []);
    world.now = at;
    await aide.work();
    await aide.work();
    assert.deepEqual(world.posted, ['plan-0001: hello']);
    assert.equal((await plan()).state, 'done');
    assert.deepEqual(await aide.plans.of(megan).list(), []);
    const [outcome] = world.told;
    assert.equal(world.told.length, 1);
    assert.match(textOf(planReply(await plan(), outcome!).card!), /Posted hello[\s\S]*Undo/);
  });

  it('does not happen when it was cancelled, also when it was on the queue already', async () => {
    await queueDue(aide.deps);
    await aide.plans.of(megan).cancel(planned.id);
    await aide.work();
    assert.deepEqual([world.posted, world.told, messages], [[], [], []]);
  });

  it('happens once when two processes and two messages meet', async () => {
    const other = processOn(openStorage(await azurite(), { prefix: storage.prefix }), world, messages);
    await Promise.all([queueDue(aide.deps), queueDue(other.deps)]);
    const all = [...messages, ...messages].map((m, i) => (i % 2 ? aide : other).handler(m as { kind: string }, log));
    await Promise.all(all);
    for (const message of messages) await aide.handler(message as { kind: string }, log);
    assert.deepEqual(world.posted, ['plan-0001: hello']);
    assert.equal(world.told.length, 1);
    assert.equal((await plan()).state, 'done');
  });

  it('is tried again later while Microsoft 365 is busy, as long as it says or a minute, up to half an hour', async () => {
    world.refusals.push(new AideError('throttled', say, { retryAfter: 17 }));
    assert.equal(await aide.work(), 17);
    world.refusals.push(new AideError('unavailable', say));
    assert.equal(await aide.work(), 60);
    world.now = '2026-11-23T19:00:00Z';
    world.refusals.push(new AideError('throttled', say));
    assert.equal(await aide.work(), 1800);
    assert.equal((await plan()).state, 'retrying');
    assert.equal(world.told.length, 0);
    assert.equal(await aide.work(), 0);
    assert.equal(world.told.length, 1);
    assert.deepEqual(world.posted, ['plan-0001: hello']);
  });

  it('is listed and can be cancelled while it is being tried again', async () => {
    world.refusals.push(new AideError('throttled', say, { retryAfter: 17 }));
    assert.equal(await aide.work(), 17);
    const mine = aide.plans.of(megan);
    assert.deepEqual(
      (await mine.list()).map(({ id, state }) => [id, state]),
      [[planned.id, 'retrying']],
    );
    assert.equal((await mine.cancel(planned.id))?.state, 'cancelled');
    assert.equal(await aide.work(), 0);
    assert.deepEqual([world.posted, world.told, messages, await mine.list()], [[], [], [], []]);
  });

  it('cannot be cancelled while it is not known whether it happened', async () => {
    // The second try after a doubt is left to the check of the ledger.
    world.refusals.push(new AideError('uncertain', say), new AideError('timeout', say));
    assert(Number(await aide.work()) > 0);
    assert.equal((await plan()).state, 'running');
    assert.equal((await aide.plans.of(megan).cancel(planned.id))?.state, 'running');
  });

  it('is cancelled or done, never both, wherever another process and a cancellation come between', async () => {
    for (let n = 1; ; n++) {
      const strange = outside();
      const sent: unknown[] = [];
      const real = openStorage(await azurite(), { prefix: `${storage.prefix}r${n}` });
      const other = processOn(real, strange, sent);
      await other.plans.of(megan).add(planned);
      let steps = 0;
      const interrupted = <F>(run: F): F =>
        (async (...args: unknown[]) => {
          if (++steps === n) {
            // While this one holds the operation the other would only wait for it.
            const operation = await other.deps.open(megan).operations.get(planned.id);
            strange.refusals.push(new AideError('throttled', say, { retryAfter: 3 }));
            if (operation?.state !== 'attempting') await other.work();
            strange.refusals.length = 0;
            await other.plans.of(megan).cancel(planned.id);
          }
          return (run as (...a: unknown[]) => Promise<unknown>)(...args);
        }) as F;
      const between = (records: Records) =>
        Object.fromEntries(Object.entries(records).map(([k, f]) => [k, interrupted(f)])) as unknown as Records;
      const one = processOn({ ...real, records: (name) => between(real.records(name)) }, strange, sent);
      await one.work();
      const isOver = steps < n;
      // Whatever was put off is tried once more.
      while ((await other.work()) === 1);
      const { state } = (await other.plans.of(megan).get(planned.id))!;
      assert.deepEqual(
        { state, posted: strange.posted.length },
        strange.posted.length > 0 ? { state: 'done', posted: 1 } : { state: 'cancelled', posted: 0 },
        `step ${n}`,
      );
      if (isOver) break;
    }
  }).timeout(120_000);

  it('is given up after a day of trying, and the person is told', async () => {
    world.refusals.push(new AideError('throttled', say));
    await aide.work();
    world.now = '2026-11-24T09:00:00Z';
    world.refusals.push(new AideError('throttled', say));
    assert.equal(await aide.work(), 0);
    assert.equal((await plan()).state, 'failed');
    assert.match(textOf(planReply(await plan(), world.told[0]!).card!), /Not done: Post hello[\s\S]*Do it now/);
  });

  it('that is more than twelve hours late is not done unasked, and up to then it is', async () => {
    world.now = '2026-11-23T21:00:00.001Z';
    await aide.work();
    assert.deepEqual(world.posted, []);
    assert.deepEqual(world.told, [{ kind: 'late' }]);
    assert.match(textOf(planReply(await plan(), world.told[0]!).card!), /too late[\s\S]*Do it now/);
    await aide.plans.of(megan).add({ ...planned, id: 'plan-0002' });
    world.now = '2026-11-23T21:00:00Z';
    await aide.work();
    assert.deepEqual(world.posted, ['plan-0002: hello']);
  });

  for (const [code, button] of [
    ['signin_required', /Do it now/],
    ['consent_required', /Give what is missing[\s\S]*Do it now/],
    ['forbidden', /It does not work[\s\S]*Mend it[\s\S]*Do it now/],
  ] as const)
    it(`that ends in ${code} is told with what to do, and can be done then`, async () => {
      const error = new AideError(code, say, { scopes: ['ChannelMessage.Send'] });
      world.refusals.push(error);
      assert.equal(await aide.work(), 0);
      assert.equal((await plan()).state, 'failed');
      const connect = code === 'consent_required' ? 'https://aide.example/auth/start?x' : undefined;
      assert.match(textOf(planReply(await plan(), world.told[0]!, connect).card!), button);
      const { operations } = aide.deps.open(megan);
      const operation = await operations.run(aide.deps.actions.get('posts.post')!, planned.input, planned.id);
      assert.equal(operation.state, 'done');
    });

  it('is told again when the person could not be told, and let be when they have no chat with Aide', async () => {
    world.unheard.push(new AideError('upstream_failed', say));
    await assert.rejects(aide.work(), { code: 'upstream_failed' });
    await processOn(storage, world, messages, { ahead: 61_000 }).work();
    assert.deepEqual([world.posted.length, world.told.map((t) => t.kind)], [1, ['done']]);
    await aide.plans.of(megan).add({ ...planned, id: 'plan-0003' });
    world.unheard.push(new AideError('not_found', say));
    assert.equal(await aide.work(), 0);
    assert.equal(world.posted.length, 2);
  });

  it('of an action that is gone is told', async () => {
    await aide.plans.of(megan).add({ ...planned, id: 'plan-0004', action: 'posts.old' });
    await aide.work();
    assert.deepEqual(world.told.map((t) => t.kind).sort(), ['done', 'failed']);
  });

  it('waits for a plan that is still being written, and drops an entry whose plan never came', async () => {
    const message = { kind: 'plan.run', person: megan, id: 'plan-none', sentAt: Date.now() };
    assert.equal(await aide.handler(message, log), 5);
    assert.equal(await aide.handler({ ...message, sentAt: Date.now() - 200_000 }, log), undefined);
  });

  it('is found by the timer and done by the worker, through the real queue', async () => {
    const queue = storage.queue('jobs');
    const timer = createPlanTimer({ ...aide.deps, queue, log }, 20);
    const poison = storage.queue('poison');
    const worker = createWorker({ queue, poison, handlers: { 'plan.run': aide.handler }, log, idle: 20 });
    timer.start();
    worker.start();
    while (world.told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await Promise.all([timer.stop(), worker.stop()]);
    assert.deepEqual(world.posted, ['plan-0001: hello']);
  });

  it('is done once and told, although the process dies at any of its steps', async () => {
    for (let n = 1; n < 80; n++) {
      const crash = outside();
      const sent: unknown[] = [];
      const real = openStorage(await azurite(), { prefix: `${storage.prefix}n${n}` });
      await createPlans(real, cipher).of(megan).add(planned);
      let steps = 0;
      let onTheWay = 0;
      const dead = () => steps >= n;
      const never = new Promise<never>(() => undefined);
      // Dies on the way there, or on the way back.
      const mortal = <F>(run: F): F =>
        (async (...args: unknown[]) => {
          if (++steps >= n) return never;
          onTheWay++;
          const result = await (run as (...a: unknown[]) => Promise<unknown>)(...args).finally(() => onTheWay--);
          return ++steps >= n ? never : result;
        }) as F;
      const mortalRecords = (records: Records) =>
        Object.fromEntries(Object.entries(records).map(([k, f]) => [k, mortal(f)])) as unknown as Records;
      const dies = processOn({ ...real, records: (name) => mortalRecords(real.records(name)) }, crash, sent, {
        mortal,
      });
      let over = false;
      const ended = await Promise.race([
        dies.work().then(() => true),
        (async () => {
          // What was already on its way arrives.
          while (!(dead() && onTheWay === 0) && !over) await new Promise((resolve) => setTimeout(resolve, 2));
          return false;
        })(),
      ]);
      over = true;
      if (ended && !dead()) {
        assert(n > 20, 'it did not die at all');
        return;
      }
      const next = processOn(real, crash, sent, { ahead: 120_000 });
      for (let tries = 0; tries < 5 && (await next.work()) > 0; tries++);
      assert.deepEqual(crash.posted, ['plan-0001: hello'], `step ${n}`);
      assert.equal((await next.plans.of(megan).get(planned.id))?.state, 'done', `step ${n}`);
      assert(crash.told.length === 1 || crash.told.length === 2, `step ${n}: told ${crash.told.length} times`);
      assert.deepEqual(sent, [], `step ${n}: something is left on the queue`);
    }
  }).timeout(120_000);
});
