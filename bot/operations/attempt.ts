import { randomUUID } from 'node:crypto';
import type { Receipt } from '@aide/contracts/operations';
import { type AideError, asAideError } from '../errors.ts';
import type { Context, Memory, Person, Recovered } from '../features/feature.ts';
import type { Operation } from '../features/operation.ts';
import { notKnownYet, notNoted, stillAtWork } from './doubts.ts';
import { holdLease, type Lease, replaceAsOwner } from './lease.ts';
import type { AnyAction, LedgerTools } from './ledger.ts';
import type { OperationRecord, Problem, Stored } from './record.ts';
import { inStep } from './telemetry.ts';

/** Errors after which it is not known whether Microsoft 365 did it. With every other it did not. */
const uncertainCodes = new Set(['uncertain', 'internal', 'timeout']);
/** Refusals that only the person can do something about; then it goes on. */
const needsPerson = ['signin_required', 'consent_required', 'claims_challenge'];
/** Refusals that say nothing about the time before. */
const passingCodes = new Set(['throttled', 'unavailable', ...needsPerson]);
/**
 * Begun this often without an answer, an operation is not begun again: it is only looked for, and given up as unknown when that does
 * not tell. Each server that dies while it is at it, or while it only looks, counts: a few restarts in a row must not be too many.
 */
const mostAttempts = 12;
/** How long a second caller waits for the first one's outcome (ms of wall time). */
const patience = 25_000;

type Outcome = Partial<OperationRecord> & { state: 'done' | 'failed' | 'unknown'; code?: string };

interface How {
  by?: 'check';
  guard?: (() => Promise<void>) | undefined;
}

export interface Attempts {
  /**
   * Brings an operation to its end: performs it, waits for who is performing it, or finds out what became of it.
   * `by`: the check has a message of its own, which comes again until it is settled; for anybody else one is sent. `guard`: see
   * `PersonalOperations.run`.
   */
  settle(person: Person, stored: Stored, ctx: Context, how?: How): Promise<Operation>;
}

export function createAttempts(tools: LedgerTools): Attempts {
  const { records, wall } = tools;

  const settle: Attempts['settle'] = async (person, stored, ctx, { by, guard } = {}) => {
    const deadline = wall() + patience;
    for (let current = stored; ; ) {
      const { record } = current;
      if (record.state === 'proposed' || record.state === 'failed') {
        const taken = await take(person, current, by);
        if (taken) return work(person, taken, ctx, 'perform', guard);
      } else if (record.state === 'attempting') {
        if ((record.lease?.until ?? 0) <= wall()) {
          const taken = await take(person, current, by);
          if (taken) return work(person, taken, ctx, 'recover', guard);
        } else if (wall() > deadline) throw stillAtWork();
        else await new Promise((resolve) => setTimeout(resolve, 150));
      } else return tools.view(person, record);
      const next = await records.get(person, record.id);
      if (!next) throw stillAtWork();
      current = next;
    }
  };

  /** Only one of any number of processes gets it: the others' ETag is old. */
  const take = async (person: Person, stored: Stored, by: 'check' | undefined) => {
    // Before anything is begun: whatever happens to this process, somebody looks after it.
    if (by !== 'check') await tools.askForCheck(person, stored.record.id);
    const owner = randomUUID();
    return replaceAsOwner(records, person, stored, owner, {
      state: 'attempting',
      attempts: stored.record.attempts + 1,
      lease: { owner, until: wall() + tools.leaseTime },
      sealedProblem: undefined,
    });
  };

  /** Works on it under one lease until there is an outcome, or until it has to be left to the check. */
  const work = async (
    person: Person,
    taken: Stored,
    ctx: Context,
    first: 'perform' | 'recover',
    guard: How['guard'],
  ): Promise<Operation> => {
    const { record } = taken;
    const action = tools.actionOf(record.action);
    const input: unknown = records.unseal(person, record.id, record.sealedInput);
    const lease = holdLease(tools, person, taken);
    const memory = memoryOf(person, record, lease);
    /** Nothing is decided: the next who asks, or the check, goes on. */
    const leave = (seconds: number, { code }: AideError) =>
      lease.end({
        lease: { owner: '', until: wall() + seconds * 1000 },
        // Somebody who is signed out, or a service that is busy, is no attempt that failed.
        ...(passingCodes.has(code) ? { attempts: record.attempts - 1 } : {}),
      });
    for (let next = first, tries = 0; ; tries++) {
      if (next === 'recover') {
        const found = await recover(ctx, record, action, input, memory).catch(async (error: unknown) => {
          const failure = asAideError(error);
          await leave(0, failure);
          throw stillInDoubt(failure);
        });
        if (found !== 'repeat') {
          if ('done' in found) await noteAbout(person, record, action, input, found.done);
          return finish(person, ctx, record, lease, outcomeOf(person, record, found));
        }
      }
      const outcome = await perform(ctx, record, action, input, memory, guard);
      if ('receipt' in outcome) {
        await noteAbout(person, record, action, input, outcome.receipt).catch((error: unknown) => {
          throw notNoted(error);
        });
        return finish(person, ctx, record, lease, outcomeOf(person, record, { done: outcome.receipt }));
      }
      const { failure } = outcome;
      // Once in doubt, a later "not now" settles nothing: the first try may have done it.
      const inDoubt = tries > 0 || first === 'recover';
      if (inDoubt && passingCodes.has(failure.code)) {
        await leave(10, failure);
        throw stillInDoubt(failure);
      }
      if (!uncertainCodes.has(failure.code)) {
        await finish(person, ctx, record, lease, failed(person, record, failure));
        throw failure;
      }
      ctx.log.warn({ operation: record.id, code: failure.code, err: failure.cause }, 'outcome not known yet');
      const { lookAfter } = failure.details;
      if (tries > 0 || lookAfter !== undefined) {
        await leave(lookAfter ?? 10, failure);
        throw notKnownYet(failure);
      }
      next = 'recover';
    }
  };

  const perform = async (
    ctx: Context,
    record: OperationRecord,
    action: AnyAction,
    input: unknown,
    memory: Memory,
    guard: How['guard'],
  ): Promise<{ receipt: Receipt } | { failure: AideError }> => {
    try {
      await guard?.();
      await tools.note(ctx, record, 'attempting');
      const receipt = await inStep('perform', action, ctx.person, () => action.perform(ctx, input, record.id, memory));
      return { receipt: receipt as Receipt };
    } catch (error) {
      return { failure: asAideError(error) };
    }
  };

  /** Before the outcome is written, so that a crash between the two leaves an entry whose operation is settled later, and no gap. */
  const noteAbout = async (
    person: Person,
    record: OperationRecord,
    action: AnyAction,
    input: unknown,
    receipt: Receipt,
  ) => {
    const things = action.about?.(input, receipt) ?? [];
    await Promise.all(things.map((what) => records.noteAbout(person, record, what)));
  };

  const recover = async (ctx: Context, record: OperationRecord, action: AnyAction, input: unknown, memory: Memory) => {
    const { recover: look } = action;
    if (!look) return { unknown: 'Aide was interrupted while it was at work.' };
    const givenUp = { unknown: `It was begun ${mostAttempts} times without an answer.` };
    // Looking may be what ends the servers.
    if (record.attempts > 2 * mostAttempts) return givenUp;
    const found: Recovered<unknown> = await inStep('recover', action, ctx.person, () =>
      look.call(action, ctx, input, record.id, memory),
    );
    return found === 'repeat' && record.attempts > mostAttempts ? givenUp : found;
  };

  const memoryOf = (person: Person, { id, sealedMemory }: OperationRecord, lease: Lease): Memory => {
    let kept: unknown = sealedMemory === undefined ? undefined : records.unseal(person, id, sealedMemory);
    return {
      get kept() {
        return kept;
      },
      async keep(value) {
        // In the middle of the work: what came before may have happened, whatever the storage says of itself.
        await lease.write({ sealedMemory: records.seal(person, id, value) }).catch((error: unknown) => {
          throw asAideError(error).code === 'unavailable' ? notNoted(error) : error;
        });
        kept = value;
      },
    };
  };

  const finish = async (
    person: Person,
    ctx: Context,
    record: OperationRecord,
    lease: Lease,
    { code, ...change }: Outcome,
  ): Promise<Operation> => {
    try {
      // A lost lease means that somebody else has decided meanwhile: theirs counts.
      const ended = (await lease.end(change)) ?? (await records.get(person, record.id));
      if (!ended) throw stillAtWork();
      await tools.note(ctx, ended.record, change.state, code);
      return tools.view(person, ended.record);
    } catch (error) {
      throw asAideError(error).code === 'unavailable' ? notNoted(error) : error;
    }
  };

  const outcomeOf = (
    person: Person,
    record: OperationRecord,
    found: { done: Receipt } | { unknown: string },
  ): Outcome =>
    'done' in found
      ? {
          state: 'done',
          undoKind: found.done.undo ?? record.undoKind,
          sealedReceipt: records.seal(person, record.id, found.done),
          sealedProblem: undefined,
          sealedMemory: undefined,
        }
      : problem(person, record, 'unknown', {
          code: 'uncertain',
          detail: `It is not known whether it happened. ${found.unknown}`,
          remedy:
            'Look in Microsoft 365 whether it is there before you do it again; Aide does not repeat it by itself.',
        });
  const failed = (person: Person, record: OperationRecord, { code, userMessage, remedy }: AideError): Outcome =>
    problem(person, record, 'failed', { code, detail: userMessage, remedy });
  const problem = (person: Person, record: OperationRecord, state: 'failed' | 'unknown', what: Problem): Outcome => ({
    state,
    code: what.code,
    sealedProblem: records.seal(person, record.id, what),
  });

  return { settle };
}

/** "Nothing was changed" is true of the second try alone: nobody may be told to ask for it anew. */
const stillInDoubt = (failure: AideError): AideError =>
  needsPerson.includes(failure.code) || failure.code === 'in_progress' ? failure : notKnownYet(failure);
