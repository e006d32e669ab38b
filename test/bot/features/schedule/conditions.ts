import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AideError } from '../../../../bot/errors.ts';
import type { Action, Context } from '../../../../bot/features/feature.ts';
import { schedule } from '../../../../bot/features/schedule/index.ts';
import type { Fault } from '../../../../sandbox/tenant/faults.ts';
import { createMemory, fails } from '../office.ts';
import type { Office } from './office.ts';

/** Who organizes the meetings. */
export const organizer = 'Adele Vance';

/** Where an action is tried. What is there once the office is open is asked for when a test runs. */
export interface Stage {
  office(): Office;
  /** Makes meetings of the organizer's with Alex Wilber and Lee Gu, on days that nobody else uses. @returns their ids */
  meetings(): Promise<string[]>;
  /** What the action is asked to do with them. */
  inputOf(ids: string[]): Record<string, unknown>;
  /** What is on those days, as people see it. */
  everything(who?: string): Promise<string[]>;
  /** The ids that the meetings have in the calendar of somebody who is invited. */
  copies(who: string): Promise<string[]>;
}

export const actionNamed = (word: string) => schedule.actions.find((one) => one.name === `schedule.${word}`) as Action;

/**
 * What every change of meetings has to stand.
 * @param writes the call that writes; of several, the first
 */
export function underEveryCondition(
  action: Action,
  { writes, stage }: { writes: Pick<Fault['match'], 'method' | 'path'>; stage: Stage },
): void {
  const { everything } = stage;
  let office: Office;
  let adele: Context;
  before(async () => {
    office = stage.office();
    adele = await office.as(organizer);
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consent(Object.keys(schedule.reasons));
  });

  async function prepare() {
    const ids = await stage.meetings();
    return { ids, input: stage.inputOf(ids) };
  }
  const run = (ctx: Context, { input }: { input: Record<string, unknown> }, id: string = randomUUID()) =>
    ctx.operations.run(action, input, id);

  it('writes nothing before it is confirmed, does it once, and takes it back as it said', async () => {
    const subject = await prepare();
    const before = await everything();
    const proposed = await adele.operations.propose(action, subject.input);
    assert.deepEqual(await everything(), before);
    assert.equal((await adele.operations.confirm(proposed.id)).state, 'done');
    const after = await everything();
    assert.notDeepEqual(after, before);
    await adele.operations.confirm(proposed.id);
    assert.deepEqual(await everything(), after);
    assert.equal(proposed.undoKind, 'compensating');
    assert(proposed.proposal?.remains);
    assert.equal((await adele.operations.undo(proposed.id)).state, 'undone');
    assert.deepEqual(await everything(), before);
    await adele.operations.undo(proposed.id);
    assert.deepEqual(await everything(), before);
  });

  it('reaches the calendars of those who are invited', async () => {
    const subject = await prepare();
    const before = await everything('Alex Wilber');
    await run(adele, subject);
    assert.notDeepEqual(await everything('Alex Wilber'), before);
  });

  it('is not begun when nobody is signed in', async () => {
    const subject = await prepare();
    const before = await everything();
    const nobody = await office.as(organizer, undefined, undefined, { signedIn: false });
    await assert.rejects(run(nobody, subject), fails('signin_required'));
    assert.deepEqual(await everything(), before);
  });

  it('asks for the permission that is missing, and goes on with the same request', async () => {
    const subject = await prepare();
    const before = await everything();
    const all = Object.keys(schedule.reasons);
    office.consent(all.filter((scope) => scope !== 'Calendars.ReadWrite'));
    const ctx = await office.as(organizer);
    const id = randomUUID();
    await assert.rejects(run(ctx, subject, id), fails('consent_required'));
    assert.deepEqual(await everything(), before);
    office.consent(all);
    assert.equal((await run(ctx, subject, id)).state, 'done');
  });

  it('hands on a claims challenge, and goes on when it is answered', async () => {
    const subject = await prepare();
    const before = await everything();
    const id = randomUUID();
    office.faults({ match: writes, kind: 'claims' });
    await assert.rejects(run(adele, subject, id), (e) => {
      assert(fails('claims_challenge')(e));
      assert.match((e as AideError).details.claims ?? '', /access_token/);
      return true;
    });
    assert.deepEqual(await everything(), before);
    office.sandbox.tenant.faults.clear();
    assert.equal((await run(adele, subject, id)).state, 'done');
  });

  it('waits a little when it is throttled in the middle, and says so when it is for long', async () => {
    const subject = await prepare();
    const before = await everything();
    const id = randomUUID();
    office.faults({ match: writes, kind: 'status', status: 429, retryAfter: 1000 });
    await assert.rejects(run(adele, subject, id), fails('throttled'));
    assert.deepEqual(await everything(), before);
    office.sandbox.tenant.faults.clear();
    office.faults({ match: writes, kind: 'status', status: 429, retryAfter: 0, times: 1 });
    assert.equal((await run(adele, subject, id)).state, 'done');
    assert.notDeepEqual(await everything(), before);
  });

  it('says when what it is about was cancelled meanwhile', async () => {
    const subject = await prepare();
    const proposed = await adele.operations.propose(action, subject.input);
    for (const id of subject.ids)
      await office.graphAs(organizer, 'POST', `/me/events/${encodeURIComponent(id)}/cancel`, { comment: '' });
    await assert.rejects(adele.operations.confirm(proposed.id), fails('not_found'));
  });

  it('refuses the meetings of somebody else’s calendar, and those that others organize', async () => {
    const { input } = await prepare();
    const megan = await office.as('Megan Bowen');
    await assert.rejects(megan.operations.propose(action, input), fails('not_found'));
    const before = await everything();
    const alex = await office.as('Alex Wilber');
    const copies = await stage.copies('Alex Wilber');
    await assert.rejects(alex.operations.propose(action, stage.inputOf(copies)), fails('forbidden'));
    assert.deepEqual(await everything(), before);
  });

  it('refuses an input that is none', () => {
    assert(!action.input.safeParse({}).success);
    assert(
      !action.input.safeParse({ eventId: '', eventIds: [], moves: [], subject: 'x', add: [], remove: [] }).success,
    );
  });

  it('goes on where a crash broke it off, and can still be taken back', async () => {
    const subject = await prepare();
    const before = await everything();
    const memory = createMemory();
    const id = randomUUID();
    const input = action.input.parse(subject.input);
    // It happened, and the receipt was lost with the process.
    const lost = await action.perform(adele, input, id, memory);
    const after = await everything();
    const recovered = await action.recover!(adele, input, id, memory);
    const receipt =
      recovered === 'repeat'
        ? await action.perform(adele, input, id, memory)
        : 'done' in recovered
          ? recovered.done
          : assert.fail('it is known what became of it');
    assert.deepEqual(await everything(), after, 'nothing is done twice');
    assert.deepEqual(receipt.result, lost.result);
    await action.undo!(adele, input, receipt);
    await action.undo!(adele, input, receipt);
    assert.deepEqual(await everything(), before);
  });

  it('is done when the crash came right before it', async () => {
    const subject = await prepare();
    const before = await everything();
    const memory = createMemory();
    const input = action.input.parse(subject.input);
    office.faults({ match: writes, kind: 'status', status: 429, retryAfter: 1000 });
    await assert.rejects(action.perform(adele, input, 'op', memory), fails('throttled'));
    office.sandbox.tenant.faults.clear();
    assert(memory.kept, 'what it was is kept before it is changed');
    assert.equal(await action.recover!(adele, input, 'op', memory), 'repeat');
    const receipt = await action.perform(adele, input, 'op', memory);
    assert.notDeepEqual(await everything(), before);
    await action.undo!(adele, input, receipt);
    assert.deepEqual(await everything(), before);
  });
}
