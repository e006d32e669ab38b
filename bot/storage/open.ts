import { TableServiceClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { openQueue } from './queue.ts';
import { openRecords } from './records.ts';
import type { Queue, Records, Storage } from './storage.ts';
import { storageError } from './storage-error.ts';

export interface StorageOptions {
  /** Put before every table's and queue's name: several Aides can share one account. Letters and digits. */
  prefix?: string;
}

// Short: a person waits. What still fails is said, and can be tried again without harm.
const retryOptions = { maxRetries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 1000 };

/** @param connection connection string of an Azure Storage account, or of Azurite */
export function openStorage(connection: string, { prefix = 'aide' }: StorageOptions = {}): Storage {
  // Azurite speaks plain http on loopback; a connection string of Azure says https and stays with it.
  const options = { retryOptions, allowInsecureConnection: /DefaultEndpointsProtocol=http;/i.test(connection) };
  const tables = TableServiceClient.fromConnectionString(connection, options);
  const queues = QueueServiceClient.fromConnectionString(connection, {
    retryOptions: { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 1000 },
  });
  const opened = new Map<string, Records | Queue>();
  const once = <T extends Records | Queue>(name: string, open: () => T) => {
    const known = opened.get(name) as T | undefined;
    if (known) return known;
    const fresh = open();
    opened.set(name, fresh);
    return fresh;
  };
  return {
    records: (name) => once(`t:${name}`, () => openRecords(connection, `${prefix}${name}`, options)),
    queue: (name) => once(`q:${name}`, () => openQueue(queues.getQueueClient(`${prefix}-${name}`.toLowerCase()))),
    async check() {
      try {
        for await (const _ of tables.listTables().byPage({ maxPageSize: 1 })) break;
        await queues.getProperties();
      } catch (cause) {
        throw storageError(cause);
      }
    },
  };
}
