import { odata, type TableClient, type TableEntityResult } from '@azure/data-tables';
import type { Found, Records } from './storage.ts';
import { inTime, storageError, tooLargeToKeep } from './storage-error.ts';

/** A string property holds 64 KiB of UTF-16; what is longer goes on in the next one. An entity holds 1 MiB. */
const chunk = 30_000;
/** UTF-16 units of an entity, with some room for its names. https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#property-types */
const most = 500_000;
/** What is new has to leave as much room again for what becomes of it: an operation that was done must not lack the place to say so. */
const mostOfNew = most / 2;

type Entity = TableEntityResult<Record<string, unknown>>;

export function openRecords(client: TableClient): Records {
  let created: Promise<void> | undefined;
  // Created on first use by whoever comes first; the SDK takes "exists already" as done.
  const table = async () => {
    created ??= client.createTable(inTime());
    try {
      await created;
    } catch (error) {
      created = undefined;
      throw error;
    }
    return client;
  };
  /** Runs a call; a status in `expected` is an answer, everything else an error. */
  const call = async <T>(run: (client: TableClient) => Promise<T>, expected: number[] = []): Promise<T | undefined> => {
    try {
      return await run(await table());
    } catch (error) {
      if (expected.includes((error as { statusCode?: number }).statusCode ?? 0)) return undefined;
      throw storageError(error);
    }
  };
  return {
    async get<T>(partition: string, row: string) {
      const found = await call(
        (c) => c.getEntity<Record<string, unknown>>(safeKey(partition), safeKey(row), inTime()),
        [404],
      );
      return found && readEntity<T>(found);
    },
    async insert(partition, row, value) {
      return (await call((c) => c.createEntity(toEntity(partition, row, value, mostOfNew), inTime()), [409]))?.etag;
    },
    async replace(partition, row, value, etag) {
      return (
        await call((c) => c.updateEntity(toEntity(partition, row, value), 'Replace', { etag, ...inTime() }), [404, 412])
      )?.etag;
    },
    async put(partition, row, value) {
      return (await call((c) => c.upsertEntity(toEntity(partition, row, value), 'Replace', inTime())))?.etag ?? '';
    },
    async delete(partition, row, etag = '*') {
      return (
        (await call((c) => c.deleteEntity(safeKey(partition), safeKey(row), { etag, ...inTime() }), [404, 412])) !==
        undefined
      );
    },
    async list<T>(partition: string, { top = 1000 } = {}) {
      const rows = await call(async (c) => {
        const found: (Found<T> & { row: string })[] = [];
        const filter = odata`PartitionKey eq ${safeKey(partition)}`;
        for await (const entity of c.listEntities<Record<string, unknown>>({ queryOptions: { filter }, ...inTime() })) {
          found.push({ ...readEntity<T>(entity), row: plainKey(entity.rowKey ?? '') });
          if (found.length >= top) break;
        }
        return found;
      });
      return rows ?? [];
    },
    async sweep(before) {
      let swept = 0;
      const filter = odata`Timestamp lt ${before}`;
      await call(async (c) => {
        const old = c.listEntities({ queryOptions: { filter, select: ['partitionKey', 'rowKey', 'timestamp'] } });
        for await (const { partitionKey = '', rowKey = '', etag } of old)
          if (await call(() => c.deleteEntity(partitionKey, rowKey, { etag }), [404, 412])) swept++;
      });
      return swept;
    },
  };
}

function toEntity(partition: string, row: string, value: unknown, limit = most) {
  const text = JSON.stringify(value);
  if (text.length > limit) throw tooLargeToKeep();
  const parts: Record<string, string> = {};
  for (let i = 0; i === 0 || i * chunk < text.length; i++) parts[`v${i}`] = text.slice(i * chunk, (i + 1) * chunk);
  return { partitionKey: safeKey(partition), rowKey: safeKey(row), ...parts };
}

function readEntity<T>(entity: Entity): Found<T> {
  let text = '';
  for (let i = 0; typeof entity[`v${i}`] === 'string'; i++) text += entity[`v${i}`] as string;
  return { value: JSON.parse(text) as T, etag: entity.etag };
}

// Azure refuses / \ # ? and control characters in keys, and % makes trouble in some SDKs.
// https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#characters-disallowed-in-key-fields
const safeKey = (key: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  key.replace(/[~/\\#?%'\u0000-\u001f\u007f-\u009f]/g, (c) => `~${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
const plainKey = (key: string) =>
  key.replace(/~([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
