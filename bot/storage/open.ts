import { TableClient, TableServiceClient } from '@azure/data-tables';
import { QueueServiceClient, type StoragePipelineOptions } from '@azure/storage-queue';
import { openQueue } from './queue.ts';
import { openRecords } from './records.ts';
import type { Queue, Records, Storage } from './storage.ts';
import { inTime, storageError } from './storage-error.ts';

export interface StorageOptions {
  /** Put before every table's and queue's name: several Aides can share one account. Letters and digits. */
  prefix?: string;
  /** Certificates to trust besides the usual ones, PEM. */
  ca?: string;
}

/** A storage account: by its key, or by its addresses and whoever gives the tokens for them. */
export type Account = string | { tables: string; queues: string; tokens: Tokens };
/** Whoever gives tokens for Azure Storage: Azure's `TokenCredential`. */
export interface Tokens {
  getToken(scopes: string | string[]): Promise<{ token: string; expiresOnTimestamp: number }>;
}

// Short: a person waits. What still fails is said, and can be tried again without harm.
const patience = { retryDelayInMs: 200, maxRetryDelayInMs: 1000 };

/** The two services of an account; nothing is sent before it is needed. */
function servicesOf(account: Account, ca: string | undefined) {
  const tls = ca === undefined ? {} : { tlsOptions: { ca } };
  const queueOptions: StoragePipelineOptions = { retryOptions: { maxTries: 3, ...patience }, ...tls };
  if (typeof account !== 'string') {
    const { tables, queues, tokens } = account;
    const options = { retryOptions: { maxRetries: 2, ...patience }, ...tls };
    return {
      tables: new TableServiceClient(tables, tokens, options),
      table: (name: string) => new TableClient(tables, name, tokens, options),
      queues: new QueueServiceClient(queues, tokens, queueOptions),
    };
  }
  const options = {
    retryOptions: { maxRetries: 2, ...patience },
    // Azurite speaks plain http on loopback; a connection string of Azure says https and stays with it.
    allowInsecureConnection: /DefaultEndpointsProtocol=http;/i.test(account),
  };
  return {
    tables: TableServiceClient.fromConnectionString(account, options),
    table: (name: string) => TableClient.fromConnectionString(account, name, options),
    queues: QueueServiceClient.fromConnectionString(account, queueOptions),
  };
}

/** @param account connection string (of Azurite as well), or addresses with tokens */
export function openStorage(account: Account, { prefix = 'aide', ca }: StorageOptions = {}): Storage {
  const { tables, table, queues } = servicesOf(account, ca);
  const opened = new Map<string, Records | Queue>();
  const once = <T extends Records | Queue>(name: string, open: () => T) => {
    const known = opened.get(name) as T | undefined;
    if (known) return known;
    const fresh = open();
    opened.set(name, fresh);
    return fresh;
  };
  return {
    records: (name) => once(`t:${name}`, () => openRecords(table(`${prefix}${name}`))),
    queue: (name) => once(`q:${name}`, () => openQueue(queues.getQueueClient(`${prefix}-${name}`.toLowerCase()))),
    async check() {
      try {
        for await (const _ of tables.listTables(inTime()).byPage({ maxPageSize: 1 })) break;
        await queues.getProperties(inTime());
      } catch (cause) {
        throw storageError(cause);
      }
    },
  };
}
