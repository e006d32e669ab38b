import { useSyncExternalStore } from 'react';
import { useSession } from '../../app/session.ts';
import type { Host } from '../../host.ts';
import { createDraftStore, type DraftStore } from './draft.ts';

const known = new WeakMap<Host, DraftStore>();

/** The one draft of this page. */
export function useDraft() {
  const { host } = useSession();
  const store = known.get(host) ?? createDraftStore();
  known.set(host, store);
  return { draft: useSyncExternalStore(store.subscribe, store.get), change: store.change, set: store.set };
}
