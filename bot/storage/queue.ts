import type { QueueClient } from '@azure/storage-queue';
import type { Queue } from './storage.ts';
import { storageError } from './storage-error.ts';

/** Base64, because a message travels as XML text. 64 KiB of it hold 48 KiB. */
const encode = (message: unknown) => Buffer.from(JSON.stringify(message)).toString('base64');
const decode = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64').toString());

export function openQueue(client: QueueClient): Queue {
  let created: Promise<unknown> | undefined;
  const call = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      created ??= client.createIfNotExists();
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
      await call(() => client.sendMessage(encode(message), { visibilityTimeout: delay, messageTimeToLive: -1 }));
    },
    async receive({ top, lease }) {
      const { receivedMessageItems } = await call(() =>
        client.receiveMessages({ numberOfMessages: Math.min(top, 32), visibilityTimeout: lease }),
      );
      return receivedMessageItems.map((item) => ({
        body: decode(item.messageText),
        attempt: item.dequeueCount,
        async done() {
          // 404: the lease ran out and somebody else has finished it.
          await call(() => client.deleteMessage(item.messageId, item.popReceipt).catch(ignore404));
        },
        async retry(delay: number) {
          await call(() =>
            client.updateMessage(item.messageId, item.popReceipt, item.messageText, delay).catch(ignore404),
          );
        },
      }));
    },
  };
}

const ignore404 = (error: { statusCode?: number }) => {
  if (error.statusCode !== 404) throw error;
};
