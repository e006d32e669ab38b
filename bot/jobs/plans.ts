import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { AideError, asAideError } from '../errors.ts';
import type { Action, Context, Person } from '../features/feature.ts';
import type { Operation, Plan } from '../features/operation.ts';
import type { Logger } from '../log.ts';
import type { Plans } from '../operations/plans.ts';
import type { Queue } from '../storage/storage.ts';
import type { JobHandler } from './worker.ts';

/** What became of a plan, for the person. */
export type PlanOutcome =
  | { kind: 'done'; operation: Operation }
  /** It did not happen, or it is not known. @param error what could be done about it, while it is at hand */
  | { kind: 'failed'; detail: string; remedy: string; error?: AideError }
  /** Its time passed while Aide was away. */
  | { kind: 'late' };

export interface PlanDeps {
  plans: Plans;
  queue: Queue;
  clock: Clock;
  actions: ReadonlyMap<string, Action>;
  /** The person's context with these scopes, while they are away. */
  open(person: Person, log: Logger, scopes: readonly string[]): Context;
  /** Tells the person in their own chat. @throws AideError not_found where there is none */
  tell(person: Person, plan: Plan, outcome: PlanOutcome): Promise<void>;
  /** Wall time in ms. */
  wall?: () => number;
}

const message = z.object({
  kind: z.literal('plan.run'),
  person: z.object({ tenantId: z.string(), userId: z.string() }),
  id: z.string(),
  /** Wall time in ms. */
  sentAt: z.number(),
});

/** Plans taken from the list at once. */
const atOnce = 100;

/**
 * Puts what is due on the queue, each once; then the entry is settled. Who dies between the two leaves the entry, and the message comes
 * twice: the handler knows that.
 */
export async function queueDue({ plans, queue, clock }: Pick<PlanDeps, 'plans' | 'queue' | 'clock'>): Promise<number> {
  const due = await plans.due(await clock.now(), atOnce);
  for (const entry of due) {
    const { person, id } = entry;
    await queue.send({ kind: 'plan.run', person, id, sentAt: Date.now() } satisfies z.infer<typeof message>);
    await plans.settle(entry);
  }
  return due.length;
}

const hour = 60 * 60 * 1000;
/** Aide was down at its time: up to here it is still done. */
const mostLate = 12 * hour;
/** Microsoft 365 was busy at its time: for so long it is tried again. */
const mostPatience = 24 * hour;
/** An entry is written before its plan: a plan that is not there after this will not come (ms of wall time). */
const entryLead = 2 * 60 * 1000;
/** Seconds between two tries when nobody says how long to wait: longer, the longer it has been in vain. */
const pauseAfter = (late: number) => Math.min(Math.max(60, late / 1000 / 10), 1800);

/** After these the same may succeed a while later, and the ledger keeps it from happening twice. */
const passing = new Set(['throttled', 'unavailable', 'timeout', 'in_progress', 'uncertain', 'internal']);

/**
 * Carries out one plan: planned → running → its operation, whose id is the plan's → done or failed → the person is told. Any
 * process may take it up after any step. The operation happens once, because the ledger goes by its id. That the person is told is
 * claimed before and noted after it was said: a crash between the two says it twice rather than never.
 *
 * Between two tries it waits as `retrying`, and can be cancelled. It is cancelled or done, never both: only the newest run may put it
 * there, and only while nobody holds its operation; and whoever comes to hold the operation later asks first whether the plan
 * is still theirs to carry out (the guard), which it is not once somebody else has begun, paused or cancelled it.
 */
export function createPlanHandler(deps: PlanDeps): JobHandler {
  const { plans, clock, actions, wall = Date.now } = deps;

  /** @returns what it came to; or seconds after which it is to be tried again */
  async function carryOut(person: Person, plan: Plan, log: Logger): Promise<PlanOutcome | number> {
    const late = (await clock.now()).getTime() - Date.parse(plan.at);
    if (plan.state === 'planned' && late > mostLate)
      return (await plans.change(person, plan.id, 'planned', 'failed')) ? { kind: 'late' } : 1;
    const begun = await plans.begin(person, plan.id);
    // Lost to a cancellation: look again.
    if (!begun) return 1;
    try {
      const operation = await perform(person, plan, begun.run, log);
      const outcome = outcomeOf(operation);
      await ended(person, plan, outcome.kind === 'done' ? 'done' : 'failed');
      return outcome;
    } catch (caught) {
      const error = asAideError(caught);
      log.warn({ code: error.code, err: error.code === 'internal' ? error : undefined }, 'plan not carried out');
      if (passing.has(error.code) && late < mostPatience) {
        await pause(person, plan, begun.run, log);
        return Math.max(1, error.details.retryAfter ?? pauseAfter(late));
      }
      await ended(person, plan, 'failed');
      return { kind: 'failed', detail: error.userMessage, remedy: error.remedy, error };
    }
  }

  const ended = (person: Person, { id }: Plan, to: 'done' | 'failed') => plans.change(person, id, 'running', to);

  /** Nobody is at it, and it certainly did not happen: it may be cancelled until it is tried again. */
  async function pause(person: Person, { id }: Plan, run: string, log: Logger): Promise<void> {
    const operation = await deps.open(person, log, []).operations.get(id);
    if (!operation || operation.state === 'proposed' || operation.state === 'failed')
      await plans.pause(person, id, run);
  }

  async function perform(person: Person, plan: Plan, run: string, log: Logger): Promise<Operation> {
    const action = actions.get(plan.action);
    const { operations } = deps.open(person, log, action?.scopes ?? []);
    if (action)
      return operations.run(action, plan.input, plan.id, async () => {
        if (!(await plans.holds(person, plan.id, run))) throw notOurs();
      });
    throw new AideError('not_found', {
      userMessage: `This Aide no longer knows how to do this.`,
      remedy: 'Ask me for it again.',
    });
  }

  /** Tells what it came to, unless somebody has. */
  async function tell(person: Person, plan: Plan, outcome: PlanOutcome, log: Logger): Promise<number | undefined> {
    const claim = await plans.claimTelling(person, plan.id, wall());
    if (claim === 'busy') return 70;
    if (claim === 'claimed') {
      await deps.tell(person, plan, outcome).catch((error: unknown) => {
        if (asAideError(error).code !== 'not_found') throw error;
        log.warn('the person has no chat with Aide to be told in');
      });
      await plans.noteTold(person, plan.id);
      await plans.forgetOld(person, await clock.now());
    }
    return undefined;
  }

  /** What the ledger says of a plan that ended before the person was told. */
  async function settled(person: Person, plan: Plan, log: Logger): Promise<PlanOutcome> {
    const operation = await deps.open(person, log, []).operations.get(plan.id);
    return operation ? outcomeOf(operation) : { kind: 'late' };
  }

  return async (body, jobLog) => {
    const { person, id, sentAt } = message.parse(body);
    const plan = await plans.of(person).get(id);
    if (!plan) return wall() - sentAt < entryLead ? 5 : undefined;
    if (plan.state === 'cancelled') return undefined;
    const log = jobLog.child({ plan: id, action: plan.action });
    const isOpen = plan.state === 'planned' || plan.state === 'running' || plan.state === 'retrying';
    const outcome = isOpen ? await carryOut(person, plan, log) : await settled(person, plan, log);
    return typeof outcome === 'number' ? outcome : tell(person, plan, outcome, log);
  };
}

/** Somebody else carries it out, or the person has cancelled it: what it is now shows at the next look. */
const notOurs = () =>
  new AideError(
    'in_progress',
    { userMessage: 'The plan has changed meanwhile.', remedy: 'Look at it: my planned posts.' },
    { retryAfter: 1 },
  );

const outcomeOf = (operation: Operation): PlanOutcome =>
  operation.receipt
    ? { kind: 'done', operation }
    : {
        kind: 'failed',
        detail: operation.problem?.detail ?? 'It did not happen.',
        remedy: operation.problem?.remedy ?? 'Do it now, or leave it.',
      };

/** Looks for what is due, again and again, until it is stopped. @param every ms between two looks */
export function createPlanTimer(deps: Pick<PlanDeps, 'plans' | 'queue' | 'clock'> & { log: Logger }, every: number) {
  const ending = new AbortController();
  let running: Promise<void> | undefined;
  const loop = async () => {
    while (!ending.signal.aborted) {
      const full = await queueDue(deps).then(
        (found) => found === atOnce,
        (error: unknown) => {
          deps.log.warn({ err: error }, 'what is due could not be looked for');
          return false;
        },
      );
      if (!full) await delay(every, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  };
  return {
    start() {
      running ??= loop();
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}
