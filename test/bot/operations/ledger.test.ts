import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import sinon from 'sinon';
import { z } from 'zod';
import { AideError } from '../../../bot/errors.ts';
import type { Action, Context, Person } from '../../../bot/features/feature.ts';
import { createLog } from '../../../bot/log.ts';
import { createAudit } from '../../../bot/operations/audit.ts';
import { createLedger, type Ledger } from '../../../bot/operations/ledger.ts';
import { createOperationRecords } from '../../../bot/operations/record.ts';
import { createCipher } from '../../../bot/storage/cipher.ts';
import { openStorage } from '../../../bot/storage/open.ts';
import type { Records, Storage } from '../../../bot/storage/storage.ts';
import { azurite, storageForTests } from '../../support/azurite.ts';

const megan: Person = { tenantId: 'contoso', userId: 'megan' };
const alex: Person = { tenantId: 'contoso', userId: 'alex' };
const cipher = createCipher([{ id: 'k', key: randomBytes(32) }]);

/** A small Microsoft 365: notes that can be written with a key, written without one, and taken away. */
function world() {
  const notes = new Map<string, string>();
  let written = 0;
  const input = z.object({ text: z.string().min(1) });
  const output = z.object({ key: z.string() });
  const base = {
    title: 'Write a note',
    scopes: ['Notes.ReadWrite'],
    input,
    output,
    async propose(_: Context, { text }: { text: string }) {
      return { title: `Write "${text}"`, facts: [], warnings: [], undo: 'exact' as const };
    },
    async undo(_: Context, __: unknown, { result }: { result: { key: string } }) {
      notes.delete(result.key);
      return { summary: 'Taken away' };
    },
  };
  const receipt = (key: string) => ({ summary: 'Written', warnings: [], links: [], result: { key } });
  /** Has a key, as an event has its transactionId: writing again changes nothing. */
  const keyed: Action<typeof input, { key: string }> = {
    ...base,
    name: 'notes.keyed',
    async perform(_, { text }, operation) {
      if (!notes.has(operation)) written++;
      notes.set(operation, text);
      return receipt(operation);
    },
    async recover() {
      return 'repeat';
    },
  };
  /** Has none, as a channel post: it can only be looked for. */
  const searched: Action<typeof input, { key: string }> = {
    ...base,
    name: 'notes.searched',
    async perform(_, { text }) {
      written++;
      const key = randomUUID();
      notes.set(key, text);
      return receipt(key);
    },
    async recover(_, { text }) {
      const found = [...notes].find(([, t]) => t === text);
      return found ? { done: receipt(found[0]) } : 'repeat';
    },
  };
  /** Cannot even be looked for. */
  const blind: Action<typeof input, { key: string }> = {
    ...searched,
    name: 'notes.blind',
    recover: undefined,
    undo: undefined,
  };
  return { notes, keyed, searched, blind, written: () => written };
}

type World = ReturnType<typeof world>;

function open(storage: Storage, w: World, wall?: () => number): Ledger {
  const actions = new Map([w.keyed, w.searched, w.blind].map((a) => [a.name as string, a]));
  const records = createOperationRecords(storage, cipher);
  return createLedger({ records, audit: createAudit(storage), checks: storage.queue('jobs'), actions, wall });
}

const callerOf = (person: Person) => ({
  person,
  open: () =>
    ({ person, surface: 'api', requestId: 'r1', graphRequestIds: [], log: createLog('silent') }) as unknown as Context,
});

describe('the ledger', () => {
  let storage: Storage & { prefix: string };
  let w: World;
  let ledger: Ledger;
  beforeEach(async () => {
    storage = await storageForTests();
    w = world();
    ledger = open(storage, w);
  });
  const mine = () => ledger.of(callerOf(megan));
  const id = () => randomUUID();

  it('proposes without writing, performs when confirmed, and takes back', async () => {
    const proposed = await mine().propose(w.keyed, { text: 'hello' });
    assert.equal(proposed.state, 'proposed');
    assert.equal(proposed.proposal?.title, 'Write "hello"');
    assert.equal(w.notes.size, 0);
    const done = await mine().confirm(proposed.id);
    assert.equal(done.state, 'done');
    assert.equal(done.canUndo, true);
    assert.deepEqual([...w.notes.values()], ['hello']);
    const undone = await mine().undo(proposed.id);
    assert.equal(undone.state, 'undone');
    assert.equal(undone.receipt?.summary, 'Taken away');
    assert.equal(w.notes.size, 0);
    assert.equal((await mine().undo(proposed.id)).state, 'undone');
  });

  it('performs once however often it is confirmed, also by two processes at the same moment, with the same receipt', async () => {
    const other = open(openStorage(await azurite(), { prefix: storage.prefix }), w);
    const key = id();
    const perform = sinon.spy(w.searched, 'perform');
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        (i % 2 ? other : ledger).of(callerOf(megan)).run(w.searched, { text: 'once' }, key),
      ),
    );
    assert.equal(perform.callCount, 1);
    assert.equal(new Set(all.map((o) => JSON.stringify(o.receipt))).size, 1);
    assert.ok(all.every((o) => o.state === 'done'));
  });

  it('refuses the same id with another input, and bad input before anything is kept', async () => {
    const key = id();
    await mine().run(w.keyed, { text: 'a' }, key);
    await assert.rejects(mine().run(w.keyed, { text: 'b' }, key), { code: 'key_reused' });
    await assert.rejects(mine().run(w.searched, { text: 'a' }, key), { code: 'key_reused' });
    await assert.rejects(mine().run(w.keyed, { text: '' }, id()), { code: 'invalid_input' });
    await assert.rejects(mine().run(w.keyed, { text: 'a' }, 'x'), { code: 'invalid_input' });
  });

  it('knows only the person’s own operations', async () => {
    const { id: key } = await mine().run(w.keyed, { text: 'mine' }, id());
    const others = ledger.of(callerOf(alex));
    await assert.rejects(others.confirm(key), { code: 'not_found' });
    await assert.rejects(others.undo(key), { code: 'not_found' });
    assert.equal(await others.get(key), undefined);
    assert.deepEqual(await others.list(10), []);
    assert.deepEqual(
      (await mine().list(10)).map((o) => o.id),
      [key],
    );
  });

  it('lists the newest first', async () => {
    const ids: string[] = [];
    for (const text of ['1', '2', '3']) {
      ids.unshift((await mine().run(w.keyed, { text }, id())).id);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.deepEqual(
      (await mine().list(2)).map((o) => o.id),
      ids.slice(0, 2),
    );
  });

  it('keeps an operation that certainly did not happen as failed, and lets the same one be tried again', async () => {
    const key = id();
    const refusal = new AideError('consent_required', { userMessage: 'Permission is missing.', remedy: 'Ask.' });
    const perform = sinon.stub(w.keyed, 'perform').onFirstCall().rejects(refusal).callThrough();
    await assert.rejects(mine().run(w.keyed, { text: 'later' }, key), { code: 'consent_required' });
    const failed = await mine().get(key);
    assert.equal(failed?.state, 'failed');
    assert.deepEqual(failed?.problem, { code: 'consent_required', detail: 'Permission is missing.', remedy: 'Ask.' });
    assert.equal((await mine().run(w.keyed, { text: 'later' }, key)).state, 'done');
    assert.equal(perform.callCount, 2);
  });

  it('finds out what became of a write whose answer was lost, instead of repeating it', async () => {
    const lost = new AideError('uncertain', { userMessage: 'The answer was lost.', remedy: 'Wait.' });
    const perform = w.searched.perform;
    sinon.stub(w.searched, 'perform').callsFake(async (...args) => {
      await perform(...args);
      throw lost;
    });
    const done = await mine().run(w.searched, { text: 'lost' }, id());
    assert.equal(done.state, 'done');
    assert.equal(w.written(), 1);
  });

  it('goes on looking into what two tries have not settled, and the check settles it', async () => {
    const key = id();
    const lost = new AideError('uncertain', { userMessage: 'The answer was lost.', remedy: 'Wait.' });
    const perform = sinon.stub(w.keyed, 'perform').callThrough();
    perform.onFirstCall().rejects(lost).onSecondCall().rejects(lost);
    await assert.rejects(mine().run(w.keyed, { text: 'patience' }, key), { code: 'uncertain' });
    assert.equal((await mine().get(key))?.state, 'attempting');
    // Left alone for a moment; then the check takes it up, and nobody has to ask.
    assert.ok((await ledger.check(callerOf(megan), key)) > 0);
    const later = open(storage, w, () => Date.now() + 120_000);
    assert.equal(await later.check(callerOf(megan), key), 0);
    assert.equal((await mine().get(key))?.state, 'done');
    assert.equal(w.written(), 1);
  });

  it('does not call failed what may have happened before the second try was refused', async () => {
    const key = id();
    const perform = w.keyed.perform;
    const say = { userMessage: 'No.', remedy: 'Wait.' };
    const stub = sinon.stub(w.keyed, 'perform').callThrough();
    stub.onFirstCall().callsFake(async (...args) => {
      await perform(...args);
      throw new AideError('uncertain', say);
    });
    stub.onSecondCall().rejects(new AideError('throttled', say));
    // "Nothing was changed, try again" would be said of the second try alone.
    await assert.rejects(mine().run(w.keyed, { text: 'once' }, key), { code: 'uncertain' });
    assert.equal((await mine().get(key))?.state, 'attempting');
    await open(storage, w, () => Date.now() + 120_000).check(callerOf(megan), key);
    assert.equal((await mine().get(key))?.state, 'done');
    assert.equal(w.written(), 1);
  });

  it('begins nothing for ever: at last it only looks, and says what it finds or that it does not know', async () => {
    const lost = new AideError('uncertain', { userMessage: 'The answer was lost.', remedy: 'Wait.' });
    const never = id();
    const perform = sinon.stub(w.searched, 'perform').rejects(lost);
    await assert.rejects(mine().run(w.searched, { text: 'never there' }, never));
    const stateOf = async (key: string) => (await mine().get(key))?.state;
    for (let hour = 1; hour <= 30 && (await stateOf(never)) === 'attempting'; hour++)
      await open(storage, w, () => Date.now() + hour * 3_600_000)
        .check(callerOf(megan), never)
        .catch(() => undefined);
    assert.equal(await stateOf(never), 'unknown');
    // Two tries each time it was begun.
    assert.ok(perform.callCount <= 24, String(perform.callCount));
    const key = id();
    await assert.rejects(mine().run(w.searched, { text: 'found late' }, key));
    for (let hour = 1; hour < 11; hour++)
      await open(storage, w, () => Date.now() + hour * 3_600_000)
        .check(callerOf(megan), key)
        .catch(() => undefined);
    w.notes.set('late', 'found late');
    await open(storage, w, () => Date.now() + 100 * 3_600_000).check(callerOf(megan), key);
    assert.equal(await stateOf(key), 'done');
    perform.restore();
  });

  it('ends unknown, with the reason, what it can neither repeat nor look for, and never repeats it', async () => {
    const key = id();
    const lost = new AideError('uncertain', { userMessage: 'The answer was lost.', remedy: 'Wait.' });
    const perform = sinon.stub(w.blind, 'perform').rejects(lost);
    const ended = await mine().run(w.blind, { text: 'lost' }, key);
    assert.equal(ended.state, 'unknown');
    assert.match(ended.problem?.detail ?? '', /not known/);
    assert.equal((await mine().run(w.blind, { text: 'lost' }, key)).state, 'unknown');
    assert.equal(perform.callCount, 1);
    await assert.rejects(mine().undo(key), { code: 'cannot_undo' });
  });

  it('says that what has no undo cannot be undone', async () => {
    const { id: key, canUndo } = await mine().run(w.blind, { text: 'for ever' }, id());
    assert.equal(canUndo, false);
    await assert.rejects(mine().undo(key), { code: 'cannot_undo' });
  });

  it('keeps neither inputs nor receipts readable in the table, and no contents in the audit log', async () => {
    const { id: key } = await mine().run(w.keyed, { text: 'very private words' }, id());
    await mine().undo(key);
    const raw = await storage.records('operations').get('contoso.megan', key);
    const audit = await createAudit(storage).read(megan);
    assert.ok(!JSON.stringify(raw).includes('private'));
    assert.ok(!JSON.stringify(audit).includes('private'));
    assert.deepEqual(audit.map((e) => e.event).sort(), ['attempting', 'done', 'undoing', 'undone']);
  });

  /**
   * A process that dies at its n-th step: storage calls and the work itself never come back from then on. After the lease, another
   * process looks after it.
   */
  describe('killed between any two steps', () => {
    const dying = (n: number) => {
      let steps = 0;
      let onTheWay = 0;
      const step = () => ++steps >= n;
      const never = new Promise<never>(() => undefined);
      /** `before`: dies on the way there; otherwise on the way back. */
      const mortal =
        <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
        async (...args: A): Promise<R> => {
          if (step()) return never;
          onTheWay++;
          const result = await run(...args).finally(() => onTheWay--);
          return step() ? never : result;
        };
      return { mortal, dead: () => steps >= n, arrived: () => onTheWay === 0 };
    };
    const mortalStorage = (real: Storage, mortal: ReturnType<typeof dying>['mortal']): Storage => ({
      ...real,
      records: (name) =>
        Object.fromEntries(
          Object.entries(real.records(name)).map(([k, f]) => [k, mortal(f as (...a: unknown[]) => Promise<unknown>)]),
        ) as unknown as Records,
      queue: (name) => ({ ...real.queue(name), send: mortal(real.queue(name).send) }),
    });

    for (const kind of ['keyed', 'searched', 'blind'] as const)
      it(`ends ${kind} work done once, not done, or unknown, never twice`, async () => {
        const states = new Set<string>();
        for (let n = 1; n < 40; n++) {
          const crash = world();
          const { mortal, dead, arrived } = dying(n);
          const prefix = `${storage.prefix}k${n}`;
          const real = openStorage(await azurite(), { prefix });
          const key = id();
          const dies = open(mortalStorage(real, mortal), {
            ...crash,
            [kind]: { ...crash[kind], perform: mortal(crash[kind].perform) },
          });
          const action = { ...crash[kind], perform: crash[kind].perform };
          let over = false;
          const ended = await Promise.race([
            dies
              .of(callerOf(megan))
              .run(action, { text: `work ${n}` }, key)
              .then(() => true),
            (async () => {
              // What was already on its way arrives.
              while (!(dead() && arrived()) && !over) await new Promise((resolve) => setTimeout(resolve, 2));
              return false;
            })(),
          ]);
          over = true;
          if (ended && !dead()) break;
          // Azurite keeps running; the next process comes when the dead one's lease is over, led there by the check.
          const later = open(real, crash, () => Date.now() + 120_000);
          await later.check(callerOf(megan), key);
          const state = (await later.of(callerOf(megan)).get(key))?.state ?? 'nothing kept';
          states.add(state);
          assert.ok(['done', 'proposed', 'unknown', 'nothing kept'].includes(state), `step ${n}: ${state}`);
          assert.ok(crash.written() <= 1, `step ${n}: written ${crash.written()} times`);
          assert.equal(
            crash.written() === 1,
            state === 'done' || (state === 'unknown' && crash.notes.size === 1),
            `step ${n}`,
          );
          // Confirmed again by the person, it is done, once.
          if (state !== 'unknown') {
            assert.equal((await later.of(callerOf(megan)).run(action, { text: `work ${n}` }, key)).state, 'done');
            assert.equal(crash.written(), 1, `step ${n}: repeated`);
          }
        }
        assert.ok(states.has(kind === 'blind' ? 'unknown' : 'done'));
        assert.ok(states.has('nothing kept'));
      }).timeout(120_000);
  });
});
