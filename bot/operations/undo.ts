import { randomUUID } from 'node:crypto';
import type { Receipt } from '@aide/contracts/operations';
import { AideError, asAideError } from '../errors.ts';
import type { Context, Person } from '../features/feature.ts';
import type { Operation } from '../features/operation.ts';
import { holdLease, replaceAsOwner } from './lease.ts';
import type { LedgerTools } from './ledger.ts';
import type { Stored } from './record.ts';
import { inStep } from './telemetry.ts';

export interface Undo {
  run(person: Person, stored: Stored, ctx: Context): Promise<Operation>;
}

/** Takes back what was done, once; an action's `undo` is safe to run again, so a crash in the middle is run again. */
export function createUndo(tools: LedgerTools): Undo {
  const { records, wall } = tools;
  const run = async (person: Person, stored: Stored, ctx: Context): Promise<Operation> => {
    const { record } = stored;
    if (record.state === 'undone') return tools.view(person, record);
    const action = tools.actionOf(record.action);
    const takeBack = action.undo;
    if (record.state !== 'done' || !record.sealedReceipt || !takeBack || record.undoKind === 'none')
      throw cannotUndo(record.state, !takeBack || record.undoKind === 'none');
    if (record.lease && record.lease.until > wall()) return waitFor(person, record.id, ctx);
    await tools.askForCheck(person, record.id);
    const owner = randomUUID();
    const taken = await replaceAsOwner(records, person, stored, owner, {
      lease: { owner, until: wall() + tools.leaseTime },
    });
    if (!taken) return waitFor(person, record.id, ctx);
    const lease = holdLease(tools, person, taken);
    await tools.note(ctx, record, 'undoing');
    const receipt = records.unseal<Receipt>(person, record.id, record.sealedReceipt);
    try {
      const input = records.unseal(person, record.id, record.sealedInput);
      const { summary } = await inStep('undo', action, person, () => takeBack.call(action, ctx, input, receipt));
      const sealedReceipt = records.seal(person, record.id, { ...receipt, summary, warnings: [], links: [] });
      const ended = (await lease.end({ state: 'undone', sealedReceipt })) ?? (await records.get(person, record.id));
      if (!ended) throw cannotUndo('gone', false);
      await tools.note(ctx, record, 'undone');
      return tools.view(person, ended.record);
    } catch (error) {
      await lease.end({});
      throw asAideError(error);
    }
  };

  const waitFor = async (person: Person, id: string, ctx: Context): Promise<Operation> => {
    for (let waited = 0; waited < 25_000; waited += 150) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      const stored = await records.get(person, id);
      if (stored && (!stored.record.lease || stored.record.lease.until <= wall())) return run(person, stored, ctx);
    }
    throw new AideError('in_progress', {
      userMessage: 'It is being taken back already.',
      remedy: 'Wait a moment, then look at your recent operations.',
    });
  };

  return { run };
}

const cannotUndo = (state: string, never: boolean) =>
  new AideError('cannot_undo', {
    userMessage: never ? 'This cannot be undone.' : `There is nothing to undo: it is ${state}.`,
    remedy: 'Change it in Microsoft 365 itself if you need to.',
  });
