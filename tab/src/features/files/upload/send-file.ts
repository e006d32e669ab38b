import type { FileRef, UploadState } from '@aide/contracts/files';
import type { OperationView } from '@aide/contracts/operations';
import { ApiError } from '../../../api.ts';
import type { UploadWire } from './wire.ts';

/** Bytes sent at once: 8 units of 320 KiB, so that progress shows on slow lines and little is sent again after a break. */
export const partSize = 8 * 327_680;

/** What becomes of a name that is taken. */
export type Conflict = 'replace' | 'rename' | 'skip';

/** Breaks that bring nothing forward, one after the other, before the person is asked to go on. */
const patience = 6;
const passing = new Set(['unavailable', 'throttled', 'timeout', 'upstream_failed', 'stale', 'in_progress']);
const isPassing = (error: unknown) => error instanceof ApiError && passing.has(error.problem.code);
const has = (error: unknown, code: string) => error instanceof ApiError && error.problem.code === code;

export interface Sending {
  wire: UploadWire;
  file: Blob & { name: string };
  to: FileRef;
  signal: AbortSignal;
  /** An upload that was broken off: it goes on where it was. */
  upload?: string;
  /** Known once it has begun; needed to go on after a break. */
  onBegun(upload: string): void;
  /** @param sent bytes that are there */
  onProgress(sent: number): void;
  /** There is something of that name. */
  ask(): Promise<Conflict>;
  /** Waits before it is tried again. @param tries so far, from 1; @param seconds that the service asked for */
  pause(tries: number, seconds?: number): Promise<void>;
}

/**
 * Sends a file, over as many breaks of the connection as it takes: after each the service says what it has.
 * @returns the operation that made the file; 'skipped' when the name was taken and the person wanted neither
 * @throws ApiError when it cannot go on: for good, or until somebody asks (`upload` again)
 */
export async function sendFile(sending: Sending): Promise<OperationView | 'skipped'> {
  const { wire, file, signal, onProgress } = sending;
  let begun = sending.upload
    ? await wire.progress(sending.upload, signal).catch((error: unknown) => {
        // Given up meanwhile: from the beginning, then.
        if (has(error, 'not_found') || has(error, 'expired')) return undefined;
        throw error;
      })
    : undefined;
  begun ??= await begin(sending, 'fail');
  if (begun === undefined) return 'skipped';
  for (let tries = 0, lost = false; ; ) {
    try {
      // What broke off may have arrived: the service knows.
      if (lost) begun = await reached(sending, begun);
      lost = false;
      onProgress(begun.next);
      const bytes = file.slice(begun.next, Math.min(begun.next + partSize, file.size));
      const answer = await wire.send(begun.upload, { bytes, from: begun.next, size: file.size }, signal);
      if ('operation' in answer) {
        onProgress(file.size);
        return answer;
      }
      if (answer.next > begun.next) tries = 0;
      begun = answer;
    } catch (error) {
      // Somebody put a file of that name there while this one was sent.
      if (has(error, 'conflict')) {
        begun = await begin(sending, 'fail');
        if (begun === undefined) return 'skipped';
        continue;
      }
      tries += 1;
      if (!isPassing(error) || tries > patience) throw error;
      await sending.pause(tries, error instanceof ApiError ? error.problem.retryAfter : undefined);
      lost = true;
    }
    signal.throwIfAborted();
  }
}

/** Where an upload is after a break. One that has ended may have become the file: sent once more, its last part is answered with it. */
async function reached({ wire, signal }: Sending, before: UploadState): Promise<UploadState> {
  try {
    return await wire.progress(before.upload, signal);
  } catch (error) {
    if (has(error, 'expired')) return before;
    throw error;
  }
}

async function begin(
  sending: Sending,
  conflictBehavior: 'fail' | 'replace' | 'rename',
): Promise<UploadState | undefined> {
  const { wire, file, to, signal, ask, onBegun } = sending;
  try {
    const state = await wire.begin({ to, name: file.name, size: file.size, conflictBehavior }, signal);
    onBegun(state.upload);
    return state;
  } catch (error) {
    if (conflictBehavior !== 'fail' || !has(error, 'conflict')) throw error;
    const choice = await ask();
    return choice === 'skip' ? undefined : begin(sending, choice);
  }
}
