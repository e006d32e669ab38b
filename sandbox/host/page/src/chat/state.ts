import type { Conversation, InstalledApp, Member, Message, StreamEvent } from '../../../../teams/protocol.ts';

/** A message that is on its way, or did not arrive. */
export interface Outgoing {
  clientMessageId: string;
  text: string;
  replyToId?: string;
  value?: unknown;
  /** The names are for the screen. */
  files?: { driveItemId: string; name: string }[];
  /** Absent while it is being sent. */
  error?: string;
}

/** How far the sign-in that an OAuth card asks for has come, in this client. */
export type SignInState =
  | { step: 'trying' }
  | { step: 'done' }
  /** The button is shown; `reason` says why it did not go by itself. */
  | { step: 'button'; reason?: string }
  | { step: 'popup' }
  | { step: 'checking' };

/** Everything the chat shows. Replaced, never changed in place. */
export interface ChatState {
  status: 'loading' | 'ready' | 'failed';
  error?: string;
  /** The event stream stands. */
  live: boolean;
  conversations: Conversation[];
  apps: InstalledApp[];
  messages: Record<string, Message[] | undefined>;
  outbox: Record<string, Outgoing[] | undefined>;
  typing: Record<string, Member[] | undefined>;
  unread: Record<string, number | undefined>;
  /** The first message that was unread when the conversation was last opened. */
  newFrom: Record<string, string | undefined>;
  signIns: Record<string, SignInState | undefined>;
  /** Conversation on the screen. */
  open?: string;
}

export const emptyState: ChatState = {
  status: 'loading',
  live: false,
  conversations: [],
  apps: [],
  messages: {},
  outbox: {},
  typing: {},
  unread: {},
  newFrom: {},
  signIns: {},
};

/** The state after an event of the stream. `me` is the Entra object id, `visible` whether the person can see the page. */
export function receive(state: ChatState, event: StreamEvent, me: string, visible: boolean): ChatState {
  switch (event.type) {
    case 'conversation':
      return { ...state, conversations: withItem(state.conversations, event.conversation) };
    case 'typing':
      return withTyping(state, event.conversationId, (now) => [
        ...now.filter((member) => member.mri !== event.from.mri),
        event.from,
      ]);
    case 'messageUpdate':
      return withMessages(state, event.message.conversationId, (now) => merge(now, [event.message]));
    case 'messageDelete':
      return withMessages(state, event.conversationId, (now) =>
        now.map((m) => (m.id === event.id ? { ...m, deleted: true, text: '', attachments: [] } : m)),
      );
    case 'message': {
      const { message } = event;
      const id = message.conversationId;
      const known = state.messages[id]?.some((m) => m.id === message.id);
      const mine = message.from.aadObjectId === me;
      const seen = mine || (state.open === id && visible);
      const next = withTyping(
        withMessages(state, id, (now) => merge(now, [message])),
        id,
        (now) => now.filter((member) => member.mri !== message.from.mri),
      );
      return {
        ...next,
        conversations: next.conversations.map((c) => (c.id === id ? { ...c, lastActivityAt: message.createdAt } : c)),
        unread: seen || known ? next.unread : { ...next.unread, [id]: (next.unread[id] ?? 0) + 1 },
        newFrom: seen || known || next.newFrom[id] ? next.newFrom : { ...next.newFrom, [id]: message.id },
      };
    }
  }
}

/** Messages of both, by id; what came later replaces, order is by time and then by id. */
export function merge(now: Message[], more: Message[]): Message[] {
  const byId = new Map(now.map((message) => [message.id, message]));
  for (const message of more) byId.set(message.id, message);
  return [...byId.values()].sort(
    (a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

export const withMessages = (state: ChatState, id: string, change: (now: Message[]) => Message[]): ChatState => ({
  ...state,
  messages: { ...state.messages, [id]: change(state.messages[id] ?? []) },
});

export const withTyping = (state: ChatState, id: string, change: (now: Member[]) => Member[]): ChatState => {
  const typing = change(state.typing[id] ?? []);
  return typing.length === 0 && !state.typing[id]?.length
    ? state
    : { ...state, typing: { ...state.typing, [id]: typing } };
};

export const withOutbox = (state: ChatState, id: string, change: (now: Outgoing[]) => Outgoing[]): ChatState => ({
  ...state,
  outbox: { ...state.outbox, [id]: change(state.outbox[id] ?? []) },
});

const withItem = (items: Conversation[], item: Conversation) =>
  items.some((c) => c.id === item.id) ? items.map((c) => (c.id === item.id ? item : c)) : [...items, item];
