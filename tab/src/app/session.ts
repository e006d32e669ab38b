import type { OperationView } from '@aide/contracts/operations';
import { createContext, use, useEffect, useRef } from 'react';
import type { Api } from '../api.ts';
import type { Host } from '../host.ts';

/** The host and the API of the person who looks at the tab. */
export interface Session {
  host: Host;
  api: Api;
  /** Tells all views of an operation that this page has changed, before the stream does. */
  changed(operation: OperationView): void;
  /** Told of each operation that changes, and of undefined when some may have been missed. @returns how to stop */
  onOperation(listener: (operation: OperationView | undefined) => void): () => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('a view outside of the session');
  return session;
}

/** Calls the latest listener for each operation that changes; undefined: read anew. */
export function useOperations(listener: (operation: OperationView | undefined) => void): void {
  const { onOperation } = useSession();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => onOperation((operation) => latest.current(operation)), [onOperation]);
}
