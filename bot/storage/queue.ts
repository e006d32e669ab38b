import type { QueueClient } from '@azure/storage-queue';
import { type Carrier, carrierOf } from '../telemetry/trace.ts';
import type { Queue, QueueMessage } from './storage.ts';
import { inTime, storageError } from './storage-error.ts';

/** What telemetry sends along beside the message's own fields. */
interface Accompanied {
  trace?: Carrier & { dueAt: number };
}

/** Base64, because a message travels as XML text. 64 KiB of it hold 48 KiB. */
const encode = (message: unknown, delay: number) => {
  const carrier = carrierOf();
  const trace = carrier && { ...carrier, dueAt: Date.now() + delay * 1000 };
  return Buffer.from(JSON.stringify(trace ? { ...(message as object), trace } : message)).toString('base64');
};
const decode = (text: string): Pick<QueueMessage, 'body' | 'carrier' | 'dueAt'> => {
  const { trace, ...body } = JSON.parse(Buffer.from(text, 'base64').toString()) as Accompanied;
  return trace ? { body, carrier: { traceparent: trace.traceparent }, dueAt: trace.dueAt } : { body };
};

export function openQueue(client: QueueClient): Queue {
  let created: Promise<unknown> | undefined;
  const call = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      created ??= client.createIfNotExists(inTime());
      await created;
      return await run();
    } catch (error) {
      created = undefined;
      throw storageError(error);
    }
  };
  return {
    async send(message, delay = 0) {
      // Never expires by itself: what waits is either done or given up by a decision.
      await call(() =>
        client.sendMessage(encode(message, delay), { visibilityTimeout: delay, messageTimeToLive: -1, ...inTime() }),
      );
    },
    async receive({ top, lease }) {
      const { receivedMessageItems } = await call(() =>
        client.receiveMessages({ numberOfMessages: Math.min(top, 32), visibilityTimeout: lease, ...inTime() }),
      );
      return receivedMessageItems.map((item) => {
        // Each change gives a new receipt, and the next one needs it: one after the other.
        let { popReceipt } = item;
        let turn: Promise<unknown> = Promise.resolve();
        const next = (run: () => Promise<unknown>) => {
          const mine = turn.then(() => call(() => run().catch(ignoreGone)));
          turn = mine.catch(() => undefined);
          return mine.then(() => undefined);
        };
        const show = (delay: number) =>
          next(async () => {
            const changed = await client.updateMessage(item.messageId, popReceipt, item.messageText, delay, inTime());
            popReceipt = changed.popReceipt ?? popReceipt;
          });
        return {
          ...decode(item.messageText),
          attempt: item.dequeueCount,
          done: () => next(() => client.deleteMessage(item.messageId, popReceipt, inTime())),
          retry: show,
          hold: show,
        };
      });
    },
    async state() {
      const [{ approximateMessagesCount = 0 }, { peekedMessageItems }] = await call(() =>
        Promise.all([client.getProperties(inTime()), client.peekMessages({ numberOfMessages: 32, ...inTime() })]),
      );
      const due = peekedMessageItems.map((item) => decode(item.messageText).dueAt ?? item.insertedOn.getTime());
      return { depth: approximateMessagesCount, ...(due.length > 0 ? { dueSince: Math.min(...due) } : {}) };
    },
  };
}

/** The lease ran out, and somebody else has it or has finished it: 404, or 400 for a receipt that is not the newest. */
const ignoreGone = (error: { statusCode?: number; code?: string }) => {
  if (error.statusCode !== 404 && error.code !== 'PopReceiptMismatch') throw error;
};
