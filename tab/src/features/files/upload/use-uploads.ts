import { useEffect, useSyncExternalStore } from 'react';
import { useNotify } from '../../../app/notify.tsx';
import { useSession } from '../../../app/session.ts';
import type { Host } from '../../../host.ts';
import { createUploads, type Upload, type Uploads } from './uploads.ts';
import { createUploadWire } from './wire.ts';

/** One for each page: uploads go on while another view is shown. */
const known = new WeakMap<Host, Uploads>();

function uploadsOf(host: Host): Uploads {
  const before = known.get(host);
  if (before) return before;
  const uploads = createUploads({ wire: createUploadWire(host.token), pause });
  known.set(host, uploads);
  return uploads;
}

/** Until the time is up, the connection is back, or it was cancelled. */
const pause = (tries: number, signal: AbortSignal, seconds = Math.min(2 ** (tries - 1), 30)) =>
  new Promise<void>((done) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, seconds * 1000);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });

export function useUploads(): { uploads: Uploads; list: readonly Upload[] } {
  const { host, changed } = useSession();
  const { done } = useNotify();
  const uploads = uploadsOf(host);
  useEffect(
    () =>
      uploads.onDone((operation) => {
        changed(operation);
        done(operation);
      }),
    [uploads, changed, done],
  );
  return { uploads, list: useSyncExternalStore(uploads.subscribe, uploads.list) };
}
