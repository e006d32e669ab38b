/**
 * What the Teams client (the page) and the sandbox's chat service say to each other. Teams' own protocol for this is not
 * public, so this one is the sandbox's. Every call carries a Bearer token of the signed-in person for
 * `https://api.spaces.skype.com` (scope Teams.AccessAsUser.All), asked for by the Teams web client.
 *
 *   GET  /teams/v1/conversations                       → Conversation[]; opens (installs) the personal chat with Aide if it is not there
 *   GET  /teams/v1/conversations/{id}/messages         → Message[], oldest first
 *   POST /teams/v1/conversations/{id}/messages         SendMessage → 201 Message; the bot is told if it is mentioned or the chat is personal
 *   POST /teams/v1/conversations/{id}/invoke           SendInvoke → 200 InvokeResult: what the bot answered, or status 502 when it did not
 *   POST /teams/v1/conversations                       CreateConversation → 201 Conversation (a group chat with Aide in it, or the one chat of two people)
 *   GET  /teams/v1/conversations/{id}/apps             → InstalledApp[]: what is installed in the team or chat
 *   POST /teams/v1/conversations/{id}/tabs             TabContent → 201 PinnedTab; everybody in it is told by the event `conversation`
 *   PUT  /teams/v1/conversations/{id}/tabs/{tab}       TabContent → PinnedTab
 *   DELETE /teams/v1/conversations/{id}/tabs/{tab}     → 204
 *   GET  /teams/v1/conversations/{id}/messages/{message}/hostedContents/{content} → the bytes of an image inside of a message
 *   GET  /teams/v1/stream                              server-sent events: StreamEvent as JSON in `data:`; one connection = one open client
 *   GET  /teams/v1/apps                                → InstalledApp[]
 *   GET  /teams/v1/apps/available                     → InstalledApp[]: what the organisation makes available to the person, installed or not
 *   POST /teams/v1/apps/{teamsAppId}                   → 204; adds the app to the personal scope
 *   DELETE /teams/v1/apps/{teamsAppId}                 → 204; removes it; the chat stays, and its bot is out of it
 *
 * Errors are `{error: {code, message}}`. What is not the person's own is not found (404).
 *
 * A sign-in link of an OAuth card is opened in a window of its own. When it is done, that window posts
 * `{type: 'signin/verifyState', state}` to its opener (same origin); the client passes `{state}` on to the bot as the
 * invoke `signin/verifyState`, and `{state: 'CancelledByUser'}` when the window was closed before.
 */
export const chatServiceResource = 'https://api.spaces.skype.com';
export const chatServiceScope = 'https://api.spaces.skype.com/Teams.AccessAsUser.All';
/** Client ids of Teams itself. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-register-aad */
export const teamsDesktopClientId = '1fec8e78-bce4-4aaf-ab1b-5451cc387264';
export const teamsWebClientId = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

export interface Member {
  /** '29:…' for people, '28:…' for bots. */
  mri: string;
  name: string;
  /** Entra object id, for people. */
  aadObjectId?: string;
  userPrincipalName?: string;
  kind: 'user' | 'bot';
}

export interface Conversation {
  id: string;
  type: 'personal' | 'oneOnOne' | 'groupChat' | 'channel';
  /** Of a chat of two people: the names of both. */
  title: string;
  team?: { id: string; displayName: string };
  /** Channels. */
  membershipType?: 'standard' | 'private' | 'shared';
  members: Member[];
  lastActivityAt: string;
  /** In the order they were added; absent: none. */
  tabs?: PinnedTab[];
}

/** What the app's configuration page has saved: `pages.config.Config` of TeamsJS. */
export interface TabContent {
  teamsAppId: string;
  name: string;
  /** The app's own name for what the tab shows. */
  entityId: string;
  contentUrl: string;
  websiteUrl?: string;
}

/** A tab of a channel or group chat, which a member added for everybody in it. */
export interface PinnedTab extends TabContent {
  id: string;
}

export interface Message {
  id: string;
  conversationId: string;
  from: Member;
  createdAt: string;
  updatedAt?: string;
  deleted?: boolean;
  text: string;
  /** 'html' is what Graph and Teams' own editor write; it came through the sandbox's sanitiser. */
  textFormat: 'plain' | 'markdown' | 'xml' | 'html';
  subject?: string;
  /** Absent: normal. */
  importance?: 'high' | 'urgent';
  /** Who is named by `<at id="…">` in an HTML text; `userId` (Entra object id) where that is a person. */
  mentions?: { id: number; text: string; userId?: string }[];
  /** One for each person and emoji. */
  reactions?: { type: string; userId: string }[];
  /**
   * Adaptive Cards ('application/vnd.microsoft.card.adaptive'), OAuth cards ('application/vnd.microsoft.card.oauth'), hero
   * cards, files ('reference', with contentUrl), quoted messages ('messageReference') … With an `id`, an HTML text says
   * where they stand: `<attachment id="…">`.
   */
  attachments: { contentType: string; content?: unknown; contentUrl?: string; name?: string; id?: string }[];
  suggestedActions?: { actions: { type: string; title: string; value: unknown }[] };
  /** Channels: the root message of the thread. */
  replyToId?: string;
}

export interface SendMessage {
  /** Plain text; '<at>Aide</at>' marks the mention of the bot. */
  text: string;
  /** Action.Submit: the card's data, and which message the card is in. Text may be empty then. */
  value?: unknown;
  replyToId?: string;
  /** Files of OneDrive or SharePoint; text may be empty then. In a personal chat the bot gets them, too. */
  files?: { driveItemId: string }[];
  /** Chosen by the client; sent twice, it is one message. */
  clientMessageId?: string;
}

/**
 * Action.Execute ('adaptiveCard/action'), 'signin/tokenExchange', 'signin/verifyState', 'signin/failure', 'task/fetch' …
 * For 'fileConsent/invoke' the value is `{action: 'accept' | 'decline'}`, and replyToId the message with the card: the
 * service adds what Teams adds, the card's context and where to upload the file to.
 */
export interface SendInvoke {
  name: string;
  value: unknown;
  /** The message whose card it came from. */
  replyToId?: string;
}
export interface InvokeResult {
  status: number;
  body?: unknown;
}

export interface CreateConversation {
  type: 'groupChat' | 'oneOnOne';
  title?: string;
  /** Entra object ids, besides oneself; exactly one for 'oneOnOne'. */
  memberIds: string[];
}

/** A tab of an app's personal scope. */
export interface AppTab {
  /** Of the manifest; 'home' in '…/l/entity/<teamsAppId>/home'. */
  entityId: string;
  name: string;
  contentUrl: string;
}

export interface InstalledApp {
  teamsAppId: string;
  displayName: string;
  version: string;
  botId: string;
  /** SSO: what the client asks a token for. */
  webApplicationInfo?: { id: string; resource: string };
  commands: { title: string; description: string }[];
  accentColor: string;
  /** Its colour icon: `data:image/png;base64,…` */
  icon: string;
  /** Its bot takes files in the personal chat. */
  supportsFiles: boolean;
  tabs: AppTab[];
  /** For channels and group chats: its page says what an added tab shows. */
  configurableTab?: { configurationUrl: string; canUpdateConfiguration: boolean; scopes: ('team' | 'groupChat')[] };
  /** Hosts whose pages it may show: 'aide.contoso.com', '*.contoso.com'. */
  validDomains: string[];
}

export type StreamEvent =
  | { type: 'message'; message: Message }
  | { type: 'messageUpdate'; message: Message }
  | { type: 'messageDelete'; conversationId: string; id: string }
  | { type: 'typing'; conversationId: string; from: Member }
  | { type: 'conversation'; conversation: Conversation };
