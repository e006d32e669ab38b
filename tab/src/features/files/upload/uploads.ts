import type { FileRef } from '@aide/contracts/files';
import type { OperationView } from '@aide/contracts/operations';
import { ApiError } from '../../../api.ts';
import { type Conflict, sendFile } from './send-file.ts';
import type { UploadWire } from './wire.ts';

/** A file on its way. */
export interface Upload {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  sent: number;
  /** In words: "My files › Reports". */
  where: string;
  state: 'waiting' | 'sending' | 'asking' | 'stopped' | 'done' | 'skipped' | 'cancelled';
  /** stopped: why. */
  error?: unknown;
}

/** Every file that was given to be uploaded since the page was opened; sent one after the other, also while another view is shown. */
export interface Uploads {
  list(): readonly Upload[];
  subscribe(listener: () => void): () => void;
  /** Told of each file that has become one. @returns how to stop */
  onDone(listener: (operation: OperationView) => void): () => void;
  add(files: Iterable<File>, to: FileRef, where: string): void;
  /** The name is taken: what to do. */
  choose(id: string, choice: Conflict): void;
  cancel(id: string): void;
  /** Goes on with one that stopped. */
  resume(id: string): void;
  /** Takes those that have ended off the list. */
  clear(): void;
}

interface Job {
  file: File;
  to: FileRef;
  ending: AbortController;
  /** The server's id, once it has begun. */
  upload?: string;
  choose?(choice: Conflict): void;
}

export interface UploadsDeps {
  wire: UploadWire;
  /** @see Sending.pause */
  pause(tries: number, signal: AbortSignal, seconds?: number): Promise<void>;
  newId?: () => string;
}

export function createUploads({ wire, pause, newId = () => crypto.randomUUID() }: UploadsDeps): Uploads {
  let uploads: readonly Upload[] = [];
  const jobs = new Map<string, Job>();
  const listeners = new Set<() => void>();
  const doneListeners = new Set<(operation: OperationView) => void>();
  /** Files that are being sent; one that waits for an answer is not. */
  let active = 0;

  const change = (id: string, more: Partial<Upload>) => {
    uploads = uploads.map((upload) => (upload.id === id ? { ...upload, ...more } : upload));
    for (const listener of listeners) listener();
  };

  const send = async (id: string, job: Job) => {
    const { file, to, ending } = job;
    change(id, { state: 'sending', error: undefined });
    try {
      const outcome = await sendFile({
        wire,
        file,
        to,
        signal: ending.signal,
        upload: job.upload,
        onBegun: (upload) => {
          job.upload = upload;
        },
        onProgress: (sent) => change(id, { sent }),
        ask: () =>
          new Promise((resolve) => {
            job.choose = (choice) => {
              job.choose = undefined;
              active += 1;
              change(id, { state: 'sending' });
              resolve(choice);
            };
            change(id, { state: 'asking' });
            active -= 1;
            void next();
          }),
        pause: (tries, seconds) => pause(tries, ending.signal, seconds),
      });
      change(id, { state: outcome === 'skipped' ? 'skipped' : 'done' });
      if (outcome !== 'skipped') for (const listener of doneListeners) listener(outcome);
    } catch (error) {
      if (!ending.signal.aborted) change(id, { state: 'stopped', error });
    }
  };

  const next = async () => {
    if (active > 0) return;
    const waiting = uploads.find((upload) => upload.state === 'waiting');
    const job = waiting && jobs.get(waiting.id);
    if (!job) return;
    active += 1;
    await send(waiting.id, job);
    active -= 1;
    void next();
  };

  return {
    list: () => uploads,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onDone(listener) {
      doneListeners.add(listener);
      return () => doneListeners.delete(listener);
    },
    add(files, to, where) {
      const added = [...files].map((file): Upload => {
        const id = newId();
        jobs.set(id, { file, to, ending: new AbortController() });
        const upload = { id, name: file.name, size: file.size, sent: 0, where };
        return file.size === 0 ? { ...upload, state: 'stopped', error: empty() } : { ...upload, state: 'waiting' };
      });
      uploads = [...uploads, ...added];
      for (const listener of listeners) listener();
      void next();
    },
    choose: (id, choice) => jobs.get(id)?.choose?.(choice),
    cancel(id) {
      const job = jobs.get(id);
      if (!job) return;
      change(id, { state: 'cancelled', error: undefined });
      job.ending.abort();
      job.choose?.('skip');
      change(id, { state: 'cancelled' });
      // What was sent is thrown away by the service after some days even if it does not hear of it.
      if (job.upload) wire.cancel(job.upload).catch(() => undefined);
    },
    resume(id) {
      const job = jobs.get(id);
      if (!job || job.file.size === 0) return;
      job.ending = new AbortController();
      change(id, { state: 'waiting', error: undefined });
      void next();
    },
    clear() {
      const ended = (upload: Upload) => /^(done|skipped|cancelled|stopped)$/.test(upload.state);
      for (const upload of uploads.filter(ended)) jobs.delete(upload.id);
      uploads = uploads.filter((upload) => !ended(upload));
      for (const listener of listeners) listener();
    },
  };
}

const empty = () =>
  new ApiError({
    code: 'invalid_input',
    detail: 'This file is empty.',
    remedy: 'Microsoft 365 takes an upload of at least one byte.',
  });
