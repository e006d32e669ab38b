import type {
  Conversation,
  CreateConversation,
  InstalledApp,
  InvokeResult,
  Message,
  SendInvoke,
  SendMessage,
  StreamEvent,
} from '../../../../teams/protocol.ts';
import { followEvents } from './event-stream.ts';
import { type Fetch, HttpError, requestJson } from './http.ts';

/** The chat service as `sandbox/teams/protocol.ts` describes it, for one signed-in person. */
export function createChatService(origin: string, token: () => Promise<string>, fetcher: Fetch) {
  const root = `${origin}/teams/v1`;
  const at = (id: string) => `${root}/conversations/${encodeURIComponent(id)}`;
  const call = async <T>(url: string, body?: unknown) =>
    requestJson<T>(fetcher, url, { method: body === undefined ? 'GET' : 'POST', body, token: await token() });
  return {
    apps: () => call<InstalledApp[]>(`${root}/apps`),
    conversations: () => call<Conversation[]>(`${root}/conversations`),
    create: (chat: CreateConversation) => call<Conversation>(`${root}/conversations`, chat),
    /** An image inside of a message. */
    async hostedContent(id: string, message: string, content: string): Promise<Blob> {
      const url = `${at(id)}/messages/${message}/hostedContents/${encodeURIComponent(content)}`;
      const response = await fetcher(url, { headers: { Authorization: `Bearer ${await token()}` } });
      if (!response.ok) throw new HttpError(response.status, await response.text());
      return response.blob();
    },
    messages: (id: string) => call<Message[]>(`${at(id)}/messages`),
    send: (id: string, message: SendMessage) => call<Message>(`${at(id)}/messages`, message),
    /** What the bot answered. A bot that did not answer is a result too (status 502), not an exception. */
    async invoke(id: string, invoke: SendInvoke): Promise<InvokeResult> {
      try {
        return await call<InvokeResult>(`${at(id)}/invoke`, invoke);
      } catch (error) {
        if (error instanceof HttpError && error.status >= 500) return { status: error.status, body: error.body };
        throw error;
      }
    },
    follow: (onEvent: (event: StreamEvent) => void, onLive: (live: boolean) => void, signal: AbortSignal) =>
      followEvents<StreamEvent>({ url: `${root}/stream`, fetch: fetcher, token, onEvent, onLive, signal }),
  };
}
export type ChatService = ReturnType<typeof createChatService>;
