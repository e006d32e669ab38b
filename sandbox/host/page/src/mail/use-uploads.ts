import { useCallback, useEffect, useRef, useState } from 'react';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import type { DraftSaver } from './draft-saver.ts';
import type { MessageChange } from './mail-api.ts';
import { directLimit } from './upload.ts';
import { useMail } from './use-mail.ts';

/** A file on its way to a draft. */
export interface Uploading {
  key: string;
  file: File;
  /** Bytes that have arrived. */
  done: number;
  error?: string;
}

export interface Uploads {
  uploading: readonly Uploading[];
  add(files: Iterable<File>): void;
  retry(key: string): void;
  /** Stops it, or takes a failed one off the list. */
  stop(key: string): void;
  /** Resolves when nothing is on its way any more. @returns whether everything has arrived */
  settled(): Promise<boolean>;
}

/** Attaches files to a draft, one after the other; a small one never while the draft is being saved. */
export function useUploads(draft: string, saver: DraftSaver<MessageChange>): Uploads {
  const { api, changed, drafts } = useMail();
  const notify = useNotify();
  const [uploading, setUploading] = useState<readonly Uploading[]>([]);
  const running = useRef(new Map<string, AbortController>());
  const failed = useRef(new Set<string>());
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const patch = useCallback(
    (key: string, part: Partial<Uploading>) =>
      setUploading((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one))),
    [],
  );
  const drop = useCallback((key: string) => setUploading((all) => all.filter((one) => one.key !== key)), []);
  useEffect(() => {
    const all = running.current;
    return () => {
      if (all.size > 0) notify('The draft was left before its attachments were there: they were stopped.', 'error');
      for (const controller of all.values()) controller.abort();
    };
  }, [notify]);

  const start = (key: string, file: File) => {
    const controller = new AbortController();
    running.current.set(key, controller);
    failed.current.delete(key);
    const { signal } = controller;
    const attach = () => api.attach(draft, file, { onProgress: (done) => patch(key, { done }), signal });
    line.current = line.current.then(async () => {
      try {
        signal.throwIfAborted();
        // Slices touch the draft only with the last one; typing need not wait for them.
        await (file.size < directLimit ? saver.alone(attach) : attach());
        drop(key);
        changed();
      } catch (error) {
        if (signal.aborted) return;
        failed.current.add(key);
        patch(key, { error: readable(error) });
      } finally {
        running.current.delete(key);
      }
    });
  };
  return {
    uploading,
    add(files) {
      drafts.touched(draft);
      const more = [...files].map((file) => ({ key: crypto.randomUUID(), file, done: 0 }));
      setUploading((all) => [...all, ...more]);
      for (const { key, file } of more) start(key, file);
    },
    retry(key) {
      const one = uploading.find((other) => other.key === key);
      if (!one) return;
      patch(key, { error: undefined, done: 0 });
      start(key, one.file);
    },
    stop(key) {
      running.current.get(key)?.abort();
      failed.current.delete(key);
      drop(key);
    },
    async settled() {
      await line.current;
      return failed.current.size === 0;
    },
  };
}
