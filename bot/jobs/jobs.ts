import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Caller, OpenContext } from '../context.ts';
import { AideError } from '../errors.ts';
import type { Action, Person } from '../features/feature.ts';
import type { Logger } from '../log.ts';
import type { CheckMessage, Ledger } from '../operations/ledger.ts';
import type { Plans } from '../operations/plans.ts';
import type { Queue, Storage } from '../storage/storage.ts';
import { observeQueue } from '../telemetry/metrics.ts';
import { createPlanHandler, createPlanTimer, type PlanDeps } from './plans.ts';
import { forgetOld } from './retention.ts';
import { createWorker, type JobHandler } from './worker.ts';

export interface JobsDeps {
  storage: Storage;
  queue: Queue;
  ledger: Ledger;
  plans: Plans;
  actions: ReadonlyMap<string, Action>;
  /** What people call now. */
  clock: Clock;
  /** ms: how often it is looked for plans whose time has come (default 3,000), and the longest pause of the queue's worker. */
  pace?: { plans?: number; queue?: number };
  tell: PlanDeps['tell'];
  openContext: OpenContext;
  /** How the person's client in Teams writes times (BCP 47), as far as it is known. */
  clientLocale(person: Person): Promise<string | undefined>;
  /** The person's token from the token service, while they are away; undefined when they are signed out. */
  userToken(person: Person): Promise<string | undefined>;
  log: Logger;
}

export interface Jobs {
  start(): void;
  stop(): Promise<void>;
}

const check = z.object({
  kind: z.literal('operation.check'),
  person: z.object({ tenantId: z.string(), userId: z.string() }),
  id: z.string(),
}) satisfies z.ZodType<CheckMessage>;

const day = 24 * 60 * 60 * 1000;

/** Work that nobody waits for: what was planned, what crashes left behind, and what has to be tidied up. */
export function createJobs(deps: JobsDeps): Jobs {
  const { storage, queue, ledger, openContext, userToken, clientLocale, log } = deps;

  /** Somebody who is away. */
  const callerFor = (person: Person, jobLog: Logger): Caller => ({
    person,
    surface: 'job',
    requestId: randomUUID(),
    log: jobLog,
    locale: () => clientLocale(person),
    async assertion() {
      const token = await userToken(person);
      if (token) return token;
      throw new AideError('signin_required', { userMessage: 'You are signed out.', remedy: 'Sign in to Aide.' });
    },
  });

  /** Looks after an attempt whose process died. */
  const checkOperation: JobHandler = async (message, jobLog) => {
    const { person, id } = check.parse(message);
    const caller = callerFor(person, jobLog);
    return ledger.check({ person, open: (scopes) => openContext(caller, scopes) }, id);
  };

  const { plans, clock, actions, tell } = deps;
  const runPlan = createPlanHandler({
    ...{ plans, queue, clock, actions, tell },
    open: (person, jobLog, scopes) => openContext(callerFor(person, jobLog), [...scopes]),
  });
  const planTimer = createPlanTimer({ plans, queue, clock, log }, deps.pace?.plans ?? 3_000);

  const worker = createWorker({
    queue,
    poison: storage.queue('jobs-poison'),
    handlers: { 'operation.check': checkOperation, 'plan.run': runPlan },
    log,
    ...(deps.pace?.queue === undefined ? {} : { idle: deps.pace.queue }),
  });
  let timer: NodeJS.Timeout | undefined;
  let unobserve = () => {};
  const tidy = () => {
    forgetOld(storage, log).catch((error: unknown) => log.warn({ err: error }, 'not tidied up'));
  };

  return {
    start() {
      unobserve = observeQueue('jobs', queue);
      worker.start();
      planTimer.start();
      timer = setInterval(tidy, day);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      unobserve();
      await Promise.all([planTimer.stop(), worker.stop()]);
    },
  };
}
