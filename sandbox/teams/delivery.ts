import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Activity } from './activities.ts';
import type { InvokeResult } from './protocol.ts';
import type { ConnectorKey } from './signing-key.ts';

/** Milliseconds. */
export interface DeliveryTimes {
  /** An activity that is not answered by then counts as lost. */
  answer: number;
  /** Pauses before each redelivery; as many as there are pauses. */
  pauses: number[];
  /** Invokes: the person waits, so there is one attempt. */
  invoke: number;
  signin: number;
}

/** https://learn.microsoft.com/azure/bot-service/bot-service-troubleshoot-general-problems: 15 seconds to answer. */
export const teamsTimes: DeliveryTimes = {
  answer: 15_000,
  pauses: [1_000, 4_000, 16_000],
  invoke: 10_000,
  signin: 15_000,
};

/** Brings activities to the bot's messaging endpoint. */
export interface Delivery {
  /**
   * In the background. Not answered in time, connection lost or 5xx: the same activity, with the same id, again and again
   * up to three times. Any other answer is an answer.
   */
  post(activity: Activity): void;
  /** Once. What the bot answered, or 502 when it did not. */
  invoke(activity: Activity): Promise<InvokeResult>;
  /** Breaks off what is under way. */
  close(): Promise<void>;
}

export function createDelivery(options: {
  endpoint: string;
  botId: string;
  key: ConnectorKey;
  log: FastifyBaseLogger;
  times?: Partial<DeliveryTimes>;
}): Delivery {
  const { endpoint, botId, key, log } = options;
  const times = { ...teamsTimes, ...options.times };
  const closing = new AbortController();
  const running = new Set<Promise<void>>();

  async function send(activity: Activity, timeout: number): Promise<Response> {
    return fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        authorization: `Bearer ${await key.tokenFor(botId, activity.serviceUrl)}`,
        'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
        'x-ms-conversation-id': activity.conversation.id,
        'x-ms-tenant-id': activity.conversation.tenantId,
      },
      body: JSON.stringify(activity),
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeout)]),
    });
  }

  /** The status that the bot answered with; undefined when it did not answer. */
  async function attempt(activity: Activity, number: number): Promise<number | undefined> {
    const note = { activityId: activity.id, type: activity.type, attempt: number };
    try {
      const response = await send(activity, times.answer);
      await response.arrayBuffer();
      log[response.ok ? 'info' : 'warn']({ ...note, status: response.status }, 'activity delivered');
      return response.status;
    } catch (error) {
      if (!closing.signal.aborted) log.warn({ ...note, reason: reasonOf(error) }, 'activity not answered');
      return undefined;
    }
  }

  async function deliver(activity: Activity): Promise<void> {
    for (const [index, pause] of [0, ...times.pauses].entries()) {
      if (pause > 0) await wait(pause, undefined, { signal: closing.signal });
      const status = await attempt(activity, index + 1);
      if (closing.signal.aborted || (status !== undefined && status < 500)) return;
    }
    log.error({ activityId: activity.id, type: activity.type }, 'activity given up');
  }

  return {
    post(activity) {
      // Only the pause can throw, when the sandbox closes.
      const delivery = deliver(activity).catch(() => {});
      running.add(delivery);
      delivery.finally(() => running.delete(delivery));
    },
    async invoke(activity) {
      const note = { activityId: activity.id, type: activity.type, name: activity.name };
      const timeout = activity.name?.startsWith('signin/') ? times.signin : times.invoke;
      try {
        const response = await send(activity, timeout);
        const text = await response.text();
        log.info({ ...note, status: response.status }, 'invoke answered');
        return { status: response.status, ...(text === '' ? {} : { body: parsed(text) }) };
      } catch (error) {
        log.warn({ ...note, reason: reasonOf(error) }, 'invoke not answered');
        return { status: 502, body: { error: { code: 'BotNotReachable', message: 'The bot did not answer.' } } };
      }
    },
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** 'TimeoutError', 'ECONNREFUSED', …: never the message, which may hold an address. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? name;
}
