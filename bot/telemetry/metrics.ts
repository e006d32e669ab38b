import { type Meter, type MeterProvider, metrics, type ObservableResult } from '@opentelemetry/api';
import type { Queue, QueueState } from '../storage/storage.ts';

/** What is counted. The same rule as for spans: nothing that tells who, and few values for each attribute. */
const instrumentsOf = (meter: Meter) => ({
  turns: meter.createCounter('aide.turns', { description: 'Turns in chat, by outcome: "ok" or an error code' }),
  turnTime: meter.createHistogram('aide.turn.duration', { unit: 's', description: 'Time a turn in chat took' }),
  actions: meter.createCounter('aide.actions', {
    description:
      'Steps of operations by action and outcome: proposed, attempting, done, failed, unknown, undoing, undone',
  }),
  unknown: meter.createCounter('aide.operations.unknown', {
    description: 'Operations of which it is not known whether they happened: somebody has to look',
  }),
  graphRequests: meter.createCounter('aide.graph.requests', {
    description: 'Requests sent to Microsoft Graph, by method and status ("none": no answer)',
  }),
  graphTime: meter.createHistogram('aide.graph.request.duration', {
    unit: 's',
    description: "Time until Microsoft Graph's answer was there, without waiting for the mailbox's gate",
  }),
  throttled: meter.createCounter('aide.graph.throttled', {
    description: 'Answers 429 of Microsoft Graph, those inside a $batch included',
  }),
  queueWait: meter.createHistogram('aide.queue.wait', {
    unit: 's',
    description: 'Time between when a message was due and when it was first taken from the queue',
  }),
  queueWork: meter.createCounter('aide.queue.work', { description: 'Messages worked on, by kind and outcome' }),
  queueDepth: meter.createObservableGauge('aide.queue.depth', {
    description: 'Messages in the queue, those that are not due yet included',
  }),
  queueAge: meter.createObservableGauge('aide.queue.age', {
    unit: 's',
    description: 'How long the message that has been due longest waits',
  }),
});

type Instruments = ReturnType<typeof instrumentsOf>;
let known: { of: MeterProvider; instruments: Instruments } | undefined;

/**
 * The instruments of the provider that is registered now. Unlike tracers, the API's meters do not pass on to a provider that is
 * registered after them, so they are made anew when there is another one.
 */
export function instruments(): Instruments {
  const of = metrics.getMeterProvider();
  if (known?.of !== of) known = { of, instruments: instrumentsOf(metrics.getMeter('aide')) };
  return known.instruments;
}

/**
 * Shows a queue's depth and age whenever the metrics are collected, and asks for them only then: without telemetry, never.
 * @returns how to stop
 */
export function observeQueue(name: string, queue: Pick<Queue, 'state'>): () => void {
  const { queueDepth, queueAge } = instruments();
  const attributes = { queue: name };
  // Both gauges are collected together: one look serves both.
  let look: Promise<QueueState | undefined> | undefined;
  const ask = () => {
    look ??= queue
      .state()
      // A queue that does not answer is told about by whoever works on it.
      .catch(() => undefined)
      .finally(() => {
        look = undefined;
      });
    return look;
  };
  const depth = async (result: ObservableResult) => {
    const found = await ask();
    if (found) result.observe(found.depth, attributes);
  };
  const age = async (result: ObservableResult) => {
    const found = await ask();
    if (found) result.observe(found.dueSince === undefined ? 0 : (Date.now() - found.dueSince) / 1000, attributes);
  };
  queueDepth.addCallback(depth);
  queueAge.addCallback(age);
  return () => {
    queueDepth.removeCallback(depth);
    queueAge.removeCallback(age);
  };
}
