import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { EmailAddress, EventRow, ItemBody } from '../calendar/model.ts';
import type { Content } from '../drive/model.ts';

export type Importance = 'low' | 'normal' | 'high';
export type FlagStatus = 'notFlagged' | 'flagged' | 'complete';

export interface FollowupFlag {
  flagStatus: FlagStatus;
  startDateTime?: { dateTime: string; timeZone: string };
  dueDateTime?: { dateTime: string; timeZone: string };
  completedDateTime?: { dateTime: string; timeZone: string };
}

/** One message in one mailbox. What is sent is one in the sender's mailbox and one in that of everybody who gets it. */
export interface MailRow extends Row {
  /** id: the immutable one. This one is new after each move, as Outlook's own are. */
  movingId: string;
  mailboxId: string;
  folderId: string;
  subject: string;
  body: ItemBody;
  from: EmailAddress | null;
  sender: EmailAddress | null;
  to: EmailAddress[];
  cc: EmailAddress[];
  bcc: EmailAddress[];
  replyTo: EmailAddress[];
  importance: Importance;
  inferenceClassification: 'focused' | 'other';
  isRead: boolean;
  isDraft: boolean;
  isReadReceiptRequested: boolean;
  isDeliveryReceiptRequested: boolean;
  categories: string[];
  flag: FollowupFlag;
  headers: { name: string; value: string }[];
  /** Internet message id, with its angle brackets; the same in every copy. */
  internetMessageId: string;
  /** What a reply answers: its place in the thread. */
  inReplyTo?: { internetMessageId: string; references: string[] };
  /** The thread, the same in every mailbox; the conversationId that clients see is made of it. */
  thread: string;
  /** Base64: 22 bytes for the first message, 5 more for each answer. https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxomsg/ */
  conversationIndex: string;
  receivedDateTime: string;
  sentDateTime: string;
  createdDateTime: string;
  lastModifiedDateTime: string;
  /** Counts changes; changeKey and ETag follow from it. */
  version: number;
  /** How often it was moved: movingId follows from it. */
  moves: number;
  meeting?: MeetingMessage;
}

/** What makes a message one about a meeting. Times in milliseconds since 1970. */
export interface MeetingMessage {
  meetingMessageType:
    | 'meetingRequest'
    | 'meetingCancelled'
    | 'meetingAccepted'
    | 'meetingTenativelyAccepted'
    | 'meetingDeclined';
  /** By which the event is found in the mailbox that the message is in. */
  iCalUId: string;
  /** The event as it was when the message was sent. */
  event: Pick<EventRow, 'isAllDay' | 'start' | 'end' | 'locations' | 'series' | 'occurrence' | 'originalStartTimeZone'>;
  /** Of a request: https://learn.microsoft.com/graph/api/resources/eventmessagerequest */
  request?: {
    type: 'newMeetingRequest' | 'fullUpdate' | 'informationalUpdate';
    responseRequested: boolean;
    allowNewTimeProposals: boolean;
    previous?: Pick<EventRow, 'isAllDay' | 'start' | 'end' | 'locations'>;
  };
  /** Of an answer: https://learn.microsoft.com/graph/api/resources/eventmessageresponse */
  responseType?: 'accepted' | 'tentativelyAccepted' | 'declined';
  proposedNewTime?: { start: number; end: number };
}

export interface FolderRow extends Row {
  mailboxId: string;
  /** 'inbox', 'sentitems' …: names that stand for the id in a path. */
  wellKnownName: string | null;
  displayName: string;
  parentFolderId: string;
  isHidden: boolean;
  version: number;
  /** It holds no messages of its own, but shows what it finds elsewhere. */
  search?: SavedSearch;
}

/** https://learn.microsoft.com/graph/api/resources/mailsearchfolder */
export interface SavedSearch {
  /** As $filter of messages. */
  filterQuery: string;
  sourceFolderIds: string[];
  includeNestedFolders: boolean;
}

export type AttachmentKind = 'file' | 'item' | 'reference';

export interface MailAttachmentRow extends Row {
  /** Immutable id of the message; of an event its id, or the name of the meeting that it is everywhere. */
  messageId: string;
  kind: AttachmentKind;
  name: string;
  contentType: string | null;
  /** Bytes of the content. */
  size: number;
  isInline: boolean;
  contentId: string | null;
  lastModifiedDateTime: string;
  /** file: where the bytes are. */
  content?: Content;
  /** item: the message, event or contact inside, in Graph's shape. */
  item?: Record<string, unknown>;
}

export interface CategoryRow extends Row {
  mailboxId: string;
  displayName: string;
  color: string;
}

export interface MailTables {
  messages: Table<MailRow>;
  folders: Table<FolderRow>;
  attachments: Table<MailAttachmentRow>;
  categories: Table<CategoryRow>;
}

const opened = new WeakMap<Tenant['store'], MailTables>();

export function mailTables({ store }: Tenant): MailTables {
  const known = opened.get(store);
  if (known) return known;
  const tables: MailTables = {
    messages: store.table<MailRow>('mail.messages', {
      mailbox: (m) => m.mailboxId,
      folder: (m) => m.folderId,
      unreadIn: (m) => (m.isRead ? undefined : m.folderId),
      movingId: (m) => m.movingId,
      internet: (m) => m.internetMessageId,
    }),
    folders: store.table<FolderRow>('mail.folders', {
      mailbox: (f) => f.mailboxId,
      parent: (f) => f.parentFolderId,
    }),
    attachments: store.table<MailAttachmentRow>('mail.attachments', { message: (a) => a.messageId }),
    categories: store.table<CategoryRow>('mail.categories', { mailbox: (c) => c.mailboxId }),
  };
  opened.set(store, tables);
  return tables;
}

/** Outlook counts seconds. */
export const mailTime = (tenant: Tenant): string => `${tenant.clock.now().toISOString().slice(0, 19)}Z`;
