import { createContext, useContext } from 'react';
import { chatServiceScope } from '../../../../teams/protocol.ts';
import { createChatService } from '../api/chat-service.ts';
import { createGraph, type Graph } from '../api/graph.ts';
import type { Person, SandboxApi, TenantInfo } from '../api/sandbox.ts';
import { type ChatStore, createChatStore } from '../chat/store.ts';
import { createPageClock, type PageClock } from './clock.ts';
import { createTokens, type Tokens } from './tokens.ts';

const graphScopes = ['User.Read', 'User.Read.All', 'Calendars.ReadWrite', 'MailboxSettings.Read']
  .map((name) => `https://graph.microsoft.com/${name}`)
  .join(' ');

/** One person at this page: who they are, and the services as them. */
export interface Session {
  me: Person;
  tenant: TenantInfo;
  sandbox: SandboxApi;
  tokens: Tokens;
  graph: Graph;
  chat: ChatStore;
  clock: PageClock;
}

export function openSession(origin: string, tenant: TenantInfo, me: Person, sandbox: SandboxApi): Session {
  const fetcher = window.fetch.bind(window);
  const tokens = createTokens({
    tokenEndpoint: `${origin}/${tenant.tenantId}/oauth2/v2.0/token`,
    username: me.userPrincipalName,
    password: me.password,
    fetch: fetcher,
  });
  const service = createChatService(origin, () => tokens(chatServiceScope), fetcher);
  return {
    me,
    tenant,
    sandbox,
    tokens,
    graph: createGraph(tenant.graph, () => tokens(graphScopes), fetcher),
    chat: createChatStore({ service, tokens, me: me.id }),
    clock: createPageClock(sandbox),
  };
}

const SessionContext = createContext<Session | undefined>(undefined);
export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside of a session');
  return session;
}
