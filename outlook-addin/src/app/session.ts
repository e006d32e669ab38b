import type { Api } from '@aide/tab/api';
import { createContext, use } from 'react';
import type { Host } from '../host.ts';
import type { Identity } from '../identity.ts';

/** Outlook, and the API as the person who looks at the pane. */
export interface Session {
  host: Host;
  identity: Identity;
  api: Api;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('a view outside of the session');
  return session;
}
