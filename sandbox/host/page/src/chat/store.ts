import type { InvokeResult, Message, SendInvoke, StreamEvent } from '../../../../teams/protocol.ts';
import type { ChatService } from '../api/chat-service.ts';
import { readable } from '../api/http.ts';
import type { Tokens } from '../session/tokens.ts';
import { oauthCardType, type SignInServices, signInSilently, verifyState } from './sign-in.ts';
import {
  type ChatState,
  emptyState,
  merge,
  type Outgoing,
  receive,
  type SignInState,
  withMessages,
  withOutbox,
  withTyping,
} from './state.ts';

export interface ChatStoreOptions {
  service: ChatService;
  tokens: Tokens;
  /** Entra object id of the person. */
  me: string;
  /** Whether the person can see the page now. */
  visible?: () => boolean;
}

/** Teams shows "is typing" this long after the last sign of it. Milliseconds. */
const typingLasts = 10_000;

/** The chat of one person: state to show, and what can be done. */
export function createChatStore({ service, tokens, me, visible = pageIsVisible }: ChatStoreOptions) {
  let state = emptyState;
  const listeners = new Set<() => void>();
  const typingTimers = new Map<string, ReturnType<typeof setTimeout>>();
  const set = (next: ChatState) => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };

  async function load() {
    try {
      const [conversations, apps] = await Promise.all([service.conversations(), service.apps()]);
      set({ ...state, status: 'ready', error: undefined, conversations, apps });
      await Promise.all(Object.keys(state.messages).map(loadMessages));
    } catch (error) {
      set({ ...state, status: state.status === 'ready' ? 'ready' : 'failed', error: readable(error) });
    }
  }

  async function loadMessages(id: string) {
    const messages = await service.messages(id);
    set(withMessages(state, id, (now) => merge(now, messages)));
    // A card that came while this client was away is answered when nothing followed it.
    const last = messages.filter((m) => m.from.kind === 'bot' && !m.deleted).at(-1);
    for (const message of messages) if (message === last) signIn(message);
  }

  function take(event: StreamEvent) {
    set(receive(state, event, me, visible()));
    if (event.type === 'message') signIn(event.message);
    if (event.type === 'typing') {
      const key = `${event.conversationId} ${event.from.mri}`;
      clearTimeout(typingTimers.get(key));
      typingTimers.set(
        key,
        setTimeout(() => {
          typingTimers.delete(key);
          set(withTyping(state, event.conversationId, (now) => now.filter((m) => m.mri !== event.from.mri)));
        }, typingLasts),
      );
    }
  }

  const setSignIn = (id: string, step: SignInState) => set({ ...state, signIns: { ...state.signIns, [id]: step } });

  const invoke = (conversationId: string, value: SendInvoke) => service.invoke(conversationId, value);

  /** What a sign-in in this conversation works with. `replyToId` is the message that asked for it. */
  const signInServices = (conversationId: string, message: Message): SignInServices => ({
    app: state.apps.find((app) => message.from.mri === `28:${app.botId}`),
    token: tokens,
    invoke: (value): Promise<InvokeResult> => invoke(conversationId, { ...value, replyToId: message.id }),
  });

  /** Each OAuth card is tried once, and outside channels only: Teams sends no token exchange there. */
  async function signIn(message: Message) {
    const card = message.attachments.find((a) => a.contentType === oauthCardType);
    if (!card || state.signIns[message.id]) return;
    const conversation = state.conversations.find((c) => c.id === message.conversationId);
    if (conversation?.type === 'channel') return setSignIn(message.id, { step: 'button' });
    setSignIn(message.id, { step: 'trying' });
    const outcome = await signInSilently(card.content, signInServices(message.conversationId, message));
    setSignIn(message.id, outcome.signedIn ? { step: 'done' } : { step: 'button', reason: outcome.reason });
  }

  async function deliver(id: string, outgoing: Outgoing) {
    const { error: _, ...message } = outgoing;
    const isThis = (o: Outgoing) => o.clientMessageId === outgoing.clientMessageId;
    set(withOutbox(state, id, (now) => [...now.filter((o) => !isThis(o)), message]));
    try {
      const sent = await service.send(id, message);
      set(
        withMessages(
          withOutbox(state, id, (now) => now.filter((o) => !isThis(o))),
          id,
          (now) => (now.some((m) => m.id === sent.id) ? now : merge(now, [sent])),
        ),
      );
      return true;
    } catch (error) {
      set(withOutbox(state, id, (now) => now.map((o) => (isThis(o) ? { ...o, error: readable(error) } : o))));
      return false;
    }
  }

  return {
    get: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /**
     * Reads everything and follows the stream until the signal. Whenever the stream stands everything on the screen is read again: what
     * came before it did, after the first reading as after a break, is told by nobody.
     */
    async start(signal: AbortSignal) {
      await load();
      void service.follow(
        take,
        (live) => {
          if (live) void load();
          set({ ...state, live });
        },
        signal,
      );
    },
    reload: load,
    /** Puts a conversation on the screen and counts it as read. */
    async open(id: string | undefined) {
      set({ ...state, open: id, unread: id ? { ...state.unread, [id]: 0 } : state.unread });
      if (id && !state.messages[id]) await loadMessages(id).catch((error) => set({ ...state, error: readable(error) }));
    },
    /** The person has seen what is new here. */
    seen(id: string) {
      if (state.unread[id]) set({ ...state, unread: { ...state.unread, [id]: 0 } });
    },
    /** The "last read" line goes when the conversation is left. */
    leave(id: string) {
      set({
        ...state,
        open: state.open === id ? undefined : state.open,
        newFrom: { ...state.newFrom, [id]: undefined },
      });
    },
    send: (id: string, message: Omit<Outgoing, 'clientMessageId' | 'error'>) =>
      deliver(id, { ...message, clientMessageId: crypto.randomUUID() }),
    retry: (id: string, outgoing: Outgoing) => deliver(id, outgoing),
    discard(id: string, outgoing: Outgoing) {
      set(withOutbox(state, id, (now) => now.filter((o) => o.clientMessageId !== outgoing.clientMessageId)));
    },
    invoke,
    hostedContent: service.hostedContent,
    /** Opens a chat with one other person, or one with several; what is there already is not made again. */
    async create(memberIds: string[], title?: string) {
      const type = memberIds.length === 1 ? 'oneOnOne' : 'groupChat';
      const made = await service.create({ type, memberIds, ...(title ? { title } : {}) });
      set(receive(state, { type: 'conversation', conversation: made }, me, visible()));
      return made;
    },
    signInServices,
    setSignIn,
    /** The popup of a sign-in ended with a code, or was closed ('CancelledByUser'). */
    async finishSignIn(message: Message, code: string) {
      setSignIn(message.id, { step: 'checking' });
      const outcome = await verifyState(code, signInServices(message.conversationId, message));
      setSignIn(message.id, outcome.signedIn ? { step: 'done' } : { step: 'button', reason: outcome.reason });
    },
  };
}
export type ChatStore = ReturnType<typeof createChatStore>;

// The store also runs where there is no document: in tests.
const pageIsVisible = () =>
  (globalThis as { document?: { visibilityState: string } }).document?.visibilityState !== 'hidden';
