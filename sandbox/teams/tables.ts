import type { Row, Store, Table } from '../tenant/store.ts';
import type { Message, PinnedTab } from './protocol.ts';

/**
 * A chat: with the app ('personal'), of two people ('oneOnOne') or of several. Channels are not here: they are the tenant's
 * own `channels`.
 */
export interface ChatRow extends Row {
  type: 'personal' | 'oneOnOne' | 'groupChat';
  /** Empty: nobody gave it one, and clients show who is in it. */
  title: string;
  /** Entra object ids. */
  memberIds: string[];
  createdAt: string;
}

/** An app in a person's personal scope, a team or a group chat. Kept after removal, so that Teams does not add it again. */
export interface InstallRow extends Row {
  /** id = installId(…) */
  teamsAppId: string;
  botId: string;
  scope: 'personal' | 'team' | 'groupChat';
  /** Person, team (= group) or chat. */
  targetId: string;
  state: 'installed' | 'removed';
  changedAt: string;
}

export const installId = (scope: InstallRow['scope'], targetId: string, teamsAppId: string) =>
  `${scope}|${targetId}|${teamsAppId}`;

export interface Author {
  kind: 'user' | 'bot';
  /** Entra object id, or bot id. */
  id: string;
}

/** Somebody or something that a message names, as Graph writes it: {user}, {application}, {conversation} or {tag}. */
export type Mentioned = Record<string, unknown>;

/** One message, whoever sent it and by whichever way: the client, the Bot Connector or Graph. */
export interface MessageRow extends Row {
  /** id: milliseconds since 1970 as text, unique in the tenant, as Teams has it. */
  conversationId: string;
  /** Channels: the first message of the thread. */
  rootId?: string;
  replyToId?: string;
  from: Author;
  createdAt: string;
  /** Last edited. */
  updatedAt?: string;
  /** Last changed in any way, reactions and deletion included; absent = never. */
  changedAt?: string;
  /** It keeps what it said, for those who take the deletion back; nobody is shown it. */
  deleted?: boolean;
  /** Action.Submit: goes to the bot and is not shown. */
  hidden?: boolean;
  text: string;
  textFormat: Message['textFormat'];
  attachments: Message['attachments'];
  suggestedActions?: Message['suggestedActions'];
  clientMessageId?: string;
  subject?: string;
  /** Absent: normal. */
  importance?: 'high' | 'urgent';
  /** Who is named by `<at id="…">` in an HTML text. */
  mentions?: { id: number; mentionText: string; mentioned: Mentioned }[];
  /** `type` is a Unicode emoji. */
  reactions?: { type: string; userId: string; at: string }[];
}

/** An image inside of a message. */
export interface HostedContentRow extends Row {
  messageId: string;
  contentType: string;
  base64: string;
}

/** A tab that somebody added to a channel or group chat. */
export interface TabRow extends Row, PinnedTab {
  conversationId: string;
  addedAt: string;
}

export interface AttachmentRow extends Row {
  botId: string;
  name: string;
  type: string;
  originalBase64: string;
  thumbnailBase64?: string;
}

/** What the token service keeps of one person's sign-in at one OAuth connection of one bot. */
export interface TokenRow extends Row {
  botId: string;
  connectionName: string;
  channelId: string;
  /** The person's id in the channel: the MRI. */
  channelUserId: string;
  accessToken: string;
  /** Milliseconds since 1970, wall time. */
  expiresAt: number;
  refreshToken: string;
}

/** A sign-in link that was handed out and not used yet. */
export interface SigninRow extends Row {
  botId: string;
  connectionName: string;
  channelId: string;
  channelUserId: string;
  finalRedirect?: string;
  /** PKCE. */
  codeVerifier: string;
  expiresAt: number;
}

/** A finished sign-in that waits for its magic code. id = keyed by bot, person and code. */
export interface CodeRow extends Row {
  token: TokenRow;
  expiresAt: number;
}

export interface TeamsTables {
  chats: Table<ChatRow>;
  installs: Table<InstallRow>;
  tabs: Table<TabRow>;
  messages: Table<MessageRow>;
  hostedContents: Table<HostedContentRow>;
  attachments: Table<AttachmentRow>;
  tokens: Table<TokenRow>;
  signins: Table<SigninRow>;
  codes: Table<CodeRow>;
}

export function openTeamsTables(store: Store): TeamsTables {
  return {
    chats: store.table<ChatRow>('teams.chats', { member: (c) => c.memberIds }),
    installs: store.table<InstallRow>('teams.installs', { target: (i) => `${i.scope}|${i.targetId}` }),
    tabs: store.table<TabRow>('teams.tabs', { conversation: (t) => t.conversationId }),
    messages: store.table<MessageRow>('teams.messages', {
      conversation: (m) => m.conversationId,
      client: (m) => (m.clientMessageId === undefined ? undefined : `${m.from.id}|${m.clientMessageId}`),
    }),
    hostedContents: store.table<HostedContentRow>('teams.hostedContents', { message: (h) => h.messageId }),
    attachments: store.table<AttachmentRow>('teams.attachments'),
    tokens: store.table<TokenRow>('teams.tokens', { person: (t) => `${t.botId}|${t.channelId}|${t.channelUserId}` }),
    signins: store.table<SigninRow>('teams.signins'),
    codes: store.table<CodeRow>('teams.codes'),
  };
}
