import { setTimeout as delay } from 'node:timers/promises';
import { SpanKind } from '@opentelemetry/api';
import { asAideError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Queue, QueueMessage } from '../storage/storage.ts';
import { instruments } from '../telemetry/metrics.ts';
import { failed, traced } from '../telemetry/trace.ts';

/**
 * Does one message. Returns seconds after which it is to come again (0 or nothing: it is finished). A message comes at least
 * once: doing it twice must be harmless.
 */
export type JobHandler = (
  message: { kind: string } & Record<string, unknown>,
  log: Logger,
) => Promise<number | undefined>;

export interface WorkerDeps {
  queue: Queue;
  /** Where messages go that failed too often; somebody has to look at them. */
  poison: Queue;
  handlers: Record<string, JobHandler>;
  log: Logger;
  /** Longest pause between two looks at an empty queue, ms. */
  idle?: number;
}

export interface Worker {
  start(): void;
  /** Waits for what is being done. */
  stop(): Promise<void>;
  /** Looks once; how many messages there were. */
  turn(): Promise<number>;
}

/** Given up after this many failures; with the pauses between them that is about a day. */
const mostAttempts = 40;
/** Seconds a message is hidden from other workers; renewed while it is done, so only what a dead one had comes again, and soon. */
const lease = 30;

const kindOf = ({ body }: QueueMessage) => (body as { kind?: string } | null)?.kind ?? '';

/** Takes work from a queue, any number of processes side by side. */
export function createWorker({ queue, poison, handlers, log, idle = 2000 }: WorkerDeps): Worker {
  const ending = new AbortController();
  let running: Promise<void> | undefined;

  /** In the trace of whoever sent it. */
  const one = async (message: QueueMessage) => {
    const kind = handlers[kindOf(message)] ? kindOf(message) : 'unknown';
    const { queueWait, queueWork } = instruments();
    if (message.dueAt !== undefined && message.attempt === 1)
      queueWait.record(Math.max(0, Date.now() - message.dueAt) / 1000, { kind });
    const attributes = { 'aide.job': kind, 'aide.job.attempt': message.attempt };
    await traced(`job ${kind}`, { kind: SpanKind.CONSUMER, attributes, from: message.carrier }, async (span) => {
      const { outcome, code } = await work(message);
      if (code) failed(span, code);
      span.setAttribute('aide.outcome', outcome);
      queueWork.add(1, { kind, outcome });
    });
  };

  const work = async (message: QueueMessage): Promise<{ outcome: 'done' | 'again' | 'failed'; code?: string }> => {
    const body = message.body as { kind?: string } & Record<string, unknown>;
    const handler = handlers[body?.kind ?? ''];
    const jobLog = log.child({ job: body?.kind, attempt: message.attempt });
    const renewal = setInterval(
      () => {
        message.hold(lease).catch((error: unknown) => jobLog.warn({ err: error }, 'a message could not be held'));
      },
      (lease * 1000) / 3,
    );
    renewal.unref();
    try {
      if (!handler) throw new Error(`no handler for job "${body?.kind}"`);
      const again = await handler({ ...body, kind: body.kind ?? '' }, jobLog);
      if (again) await message.retry(Math.ceil(again));
      else await message.done();
      return { outcome: again ? 'again' : 'done' };
    } catch (error) {
      const { code, details } = asAideError(error);
      jobLog.warn({ code, err: error }, 'job failed');
      if (message.attempt >= mostAttempts) {
        await poison.send(body);
        await message.done();
      } else await message.retry(Math.max(details.retryAfter ?? 0, Math.min(2 ** message.attempt, 3600)));
      return { outcome: 'failed', code };
    } finally {
      clearInterval(renewal);
    }
  };

  const turn = async () => {
    const messages = await queue.receive({ top: 16, lease });
    await Promise.all(messages.map(one));
    return messages.length;
  };

  const loop = async () => {
    for (let pause = 100; !ending.signal.aborted; ) {
      try {
        pause = (await turn()) > 0 ? 0 : Math.min(Math.max(pause * 2, 100), idle);
      } catch (error) {
        log.warn({ err: error }, 'the queue does not answer');
        pause = idle * 5;
      }
      await delay(pause, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  };

  return {
    turn,
    start() {
      running ??= loop();
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}
