import type { Logger } from '../log.ts';
import { retention } from '../storage/retention.ts';
import type { Storage } from '../storage/storage.ts';

const day = 24 * 60 * 60 * 1000;

/** Deletes what has been kept for as long as it may be. Several processes may do it at once: a row is deleted once. */
export async function forgetOld(storage: Storage, log: Logger, now = new Date()): Promise<void> {
  for (const { table, days } of retention) {
    if (days === undefined) continue;
    const rows = await storage.records(table).sweep(new Date(now.getTime() - days * day));
    if (rows > 0) log.info({ table, rows }, 'old rows deleted');
  }
}
