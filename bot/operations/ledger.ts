import { randomUUID } from 'node:crypto';
import { operationId } from '@aide/contracts/operations';
import type { z } from 'zod';
import { AideError } from '../errors.ts';
import type { Action, Context, GraphScope, Person } from '../features/feature.ts';
import type { Operation, PersonalOperations } from '../features/operation.ts';
import type { Queue } from '../storage/storage.ts';
import { createAttempts } from './attempt.ts';
import type { Audit } from './audit.ts';
import { hashOf, type OperationRecord, type OperationRecords, type Stored, viewOf } from './record.ts';
import { countEvent, inStep } from './telemetry.ts';
import { createUndo } from './undo.ts';

// biome-ignore lint/suspicious/noExplicitAny: the ledger runs actions of every shape; each checks its own input
export type AnyAction = Action<any, any>;

export interface LedgerDeps {
  records: OperationRecords;
  audit: Audit;
  /** Every attempt leaves a message here first, shown when its lease is over: a crash cannot lose it. */
  checks: Queue;
  actions: ReadonlyMap<string, AnyAction>;
  /** Wall time in ms; for leases. */
  wall?: () => number;
  /** How long an attempt whose process says nothing more is left alone (ms); default a minute. */
  leaseTime?: number;
}

/** Who calls, with the way to a context of the scopes an action needs. */
export interface LedgerCaller {
  person: Person;
  open(scopes: GraphScope[]): Context;
}

/** The life of every write: proposed → attempting → done | failed | unknown → undone. */
export interface Ledger {
  of(caller: LedgerCaller): PersonalOperations;
  /** Looks after an attempt whose process died. @returns seconds until it should be looked at again, 0 = settled */
  check(caller: LedgerCaller, id: string): Promise<number>;
}

export type CheckMessage = { kind: 'operation.check'; person: Person; id: string };

/** Everything the parts of the ledger share. */
export interface LedgerTools extends Required<LedgerDeps> {
  actionOf(name: string): AnyAction;
  view(person: Person, record: OperationRecord): Operation;
  /** Asks to be looked at again when a lease taken now will be over. */
  askForCheck(person: Person, id: string): Promise<void>;
  note(
    ctx: Context,
    record: OperationRecord,
    event: Parameters<Audit['write']>[0]['event'],
    code?: string,
  ): Promise<void>;
}

export function createLedger(deps: LedgerDeps): Ledger {
  const tools = createTools(deps);
  const { records } = tools;
  const attempts = createAttempts(tools);
  const undo = createUndo(tools);

  const find = async (person: Person, id: string): Promise<Stored> => {
    const stored = operationId.safeParse(id).success ? await records.get(person, id) : undefined;
    if (!stored) throw notFound();
    return stored;
  };

  const operationsOf = (caller: LedgerCaller): PersonalOperations => {
    const { person } = caller;
    const contextFor = (action: AnyAction) => caller.open(action.scopes);
    return {
      async propose(action, input, id = randomUUID()) {
        const checked = checkInput(action, input);
        const known = await records.get(person, checkId(id));
        if (known) return tools.view(person, sameRequest(known, action, checked).record) as never;
        const ctx = contextFor(action);
        const proposal = await inStep('propose', action, person, () => action.propose(ctx, checked));
        const record = {
          ...newRecord(tools, person, action, checked, id),
          undoKind: proposal.undo,
          sealedProposal: records.seal(person, id, proposal),
        };
        const stored = await records.insert(person, record);
        if (stored) await tools.note(ctx, record, 'proposed');
        return tools.view(person, (stored ?? sameRequest(await find(person, id), action, checked)).record) as never;
      },
      async run(action, input, id, guard) {
        const checked = checkInput(action, input);
        const known = await records.get(person, checkId(id));
        if (known) sameRequest(known, action, checked);
        // A record that begins without a proposal begins as proposed too, so that there is one way from there.
        const stored =
          known ??
          (await records.insert(person, newRecord(tools, person, action, checked, id))) ??
          sameRequest(await find(person, id), action, checked);
        return (await attempts.settle(person, stored, contextFor(action), { guard })) as never;
      },
      async confirm(id) {
        const stored = await find(person, id);
        return attempts.settle(person, stored, contextFor(tools.actionOf(stored.record.action)));
      },
      async undo(id) {
        const stored = await find(person, id);
        return undo.run(person, stored, contextFor(tools.actionOf(stored.record.action)));
      },
      async get(id) {
        const stored = operationId.safeParse(id).success ? await records.get(person, id) : undefined;
        return stored && tools.view(person, stored.record);
      },
      async list(top) {
        return (await records.newest(person, top)).map((record) => tools.view(person, record));
      },
      async about(what, top) {
        return (await records.about(person, what, top)).map((record) => tools.view(person, record));
      },
    };
  };

  return {
    of: operationsOf,
    async check(caller, id) {
      const stored = await records.get(caller.person, id);
      const lease = stored?.record.lease;
      if (!stored || !lease) return 0;
      if (lease.until > tools.wall()) return (lease.until - tools.wall()) / 1000 + 1;
      const ctx = caller.open(tools.actionOf(stored.record.action).scopes);
      if (stored.record.state === 'attempting') await attempts.settle(caller.person, stored, ctx, { by: 'check' });
      else await undo.run(caller.person, stored, ctx);
      return 0;
    },
  };
}

function createTools(deps: LedgerDeps): LedgerTools {
  const { records, audit, checks, actions, wall = Date.now, leaseTime = 60_000 } = deps;
  const actionOf = (name: string) => {
    const action = actions.get(name);
    if (!action)
      throw new AideError('not_found', { userMessage: `Aide no longer knows "${name}".`, remedy: 'Start again.' });
    return action;
  };
  return {
    records,
    audit,
    checks,
    actions,
    wall,
    leaseTime,
    actionOf,
    view: (person, record) => viewOf(records, person, record, actions.get(record.action)),
    async askForCheck(person, id) {
      const message: CheckMessage = { kind: 'operation.check', person, id };
      await checks.send(message, Math.ceil(leaseTime / 1000) + 5);
    },
    async note(ctx, record, event, code) {
      const { person, surface, requestId } = ctx;
      const graphRequestIds = ctx.graphRequestIds.length > 0 ? [...ctx.graphRequestIds] : undefined;
      await audit.write({
        person,
        surface,
        requestId,
        action: record.action,
        operation: record.id,
        event,
        code,
        graphRequestIds,
      });
      countEvent(record.action, event);
      ctx.log.info({ operation: record.id, action: record.action, event, code }, 'operation');
    },
  };
}

function newRecord(tools: LedgerTools, person: Person, action: AnyAction, input: unknown, id: string): OperationRecord {
  const now = new Date().toISOString();
  return {
    id,
    action: action.name,
    inputHash: hashOf(action, input),
    state: 'proposed',
    createdAt: now,
    updatedAt: now,
    attempts: 0,
    undoKind: action.undo ? 'compensating' : 'none',
    sealedInput: tools.records.seal(person, id, input),
  };
}

function checkInput<In extends z.ZodType>(action: Action<In, never> | AnyAction, input: unknown): z.output<In> {
  const read = action.input.safeParse(input);
  if (read.success) return read.data;
  throw invalidInput(read.error);
}

/** A zod error as Aide's: each field with its reason. */
export function invalidInput(error: z.ZodError): AideError {
  const issues = error.issues.map((i) => ({ path: i.path.join('.'), message: i.message }));
  return new AideError(
    'invalid_input',
    {
      message: `invalid input: ${issues.map((i) => i.path || '(all)').join(', ')}`,
      userMessage: issues.map((i) => (i.path ? `${i.path}: ${i.message}` : i.message)).join('; '),
      remedy: 'Correct it and send it again.',
    },
    { issues },
  );
}

function checkId(id: string): string {
  if (operationId.safeParse(id).success) return id;
  throw new AideError('invalid_input', {
    userMessage: 'The operation id is not 8 to 64 letters, digits, - or _.',
    remedy: 'Choose another one, a UUID for example.',
  });
}

function sameRequest(stored: Stored, action: AnyAction, input: unknown): Stored {
  if (stored.record.inputHash === hashOf(action, input)) return stored;
  throw new AideError('key_reused', {
    userMessage: 'This was answered already, with something else.',
    remedy: 'Look at what was done under recent operations; start anew for something else.',
  });
}

const notFound = () =>
  new AideError('not_found', {
    userMessage: 'There is no such operation of yours.',
    remedy: 'Look at the list of your recent operations.',
  });
