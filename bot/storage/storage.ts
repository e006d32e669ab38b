import type { Carrier } from '../telemetry/trace.ts';

/**
 * Azure Table storage as records: JSON values under a partition and a row key, every write guarded by its ETag.
 * https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
 */
export interface Records {
  get<T>(partition: string, row: string): Promise<Found<T> | undefined>;
  /** Create-once: the new ETag, or undefined when the row is there already. */
  insert(partition: string, row: string, value: unknown): Promise<string | undefined>;
  /** The new ETag, or undefined when somebody else has changed or deleted the row since `etag`. */
  replace(partition: string, row: string, value: unknown, etag: string): Promise<string | undefined>;
  /** Insert or replace, whatever is there. */
  put(partition: string, row: string, value: unknown): Promise<string>;
  /** @returns whether a row was deleted; with `etag` only if it is still that version */
  delete(partition: string, row: string, etag?: string): Promise<boolean>;
  /** In the order of the row keys, which Azure compares as text. */
  list<T>(partition: string, options?: { top?: number }): Promise<(Found<T> & { row: string })[]>;
  /**
   * Deletes rows of all partitions that were last written before this time. Reads the whole table: for a daily timer.
   * @returns how many; a row that is written meanwhile stays
   */
  sweep(before: Date): Promise<number>;
}

export interface Found<T> {
  value: T;
  etag: string;
}

/** A Storage Queue. Messages are JSON of at most 48 KiB; they come at least once. */
export interface Queue {
  /** @param delay seconds until it shows, at most seven days */
  send(message: unknown, delay?: number): Promise<void>;
  /** At most 32 messages, hidden from other readers for `lease` seconds. */
  receive(options: { top: number; lease: number }): Promise<QueueMessage[]>;
  /** For a look from outside; nothing is taken. */
  state(): Promise<QueueState>;
}

export interface QueueState {
  /** About how many messages, those that are not due yet included. */
  depth: number;
  /** When the first of those that can be taken was put in or was due, wall time in ms; undefined: there is none. */
  dueSince?: number;
}

export interface QueueMessage {
  body: unknown;
  /** Where the trace of whoever sent it goes on; with telemetry only. */
  carrier?: Carrier;
  /** Wall time in ms; with telemetry only. */
  dueAt?: number;
  /** How often it was handed out, this time included. */
  attempt: number;
  done(): Promise<void>;
  /** Shows it again after `delay` seconds. */
  retry(delay: number): Promise<void>;
  /** Hides it from other readers for so many seconds from now: it is still at work. */
  hold(lease: number): Promise<void>;
}

export interface Storage {
  /** Opens a table, created on first use. Names: letters and digits, 3 characters at least. */
  records(name: string): Records;
  queue(name: string): Queue;
  /** Throws AideError `unavailable` when the storage does not answer. */
  check(): Promise<void>;
}
