import { createContext, use } from 'react';
import type { Api } from '../api.ts';
import type { Host } from '../host.ts';

/** The host and the API of the person who looks at the tab. */
export interface Session {
  host: Host;
  api: Api;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('a view outside of the session');
  return session;
}
