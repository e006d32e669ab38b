export interface EmailAddress {
  name?: string;
  address?: string;
}
export interface Recipient {
  emailAddress: EmailAddress;
}

/** What the list reads of Graph's message. */
export interface Message {
  id: string;
  conversationId: string;
  parentFolderId: string;
  subject: string | null;
  bodyPreview: string;
  from?: Recipient;
  toRecipients: Recipient[];
  /** ISO 8601. */
  receivedDateTime: string;
  isRead: boolean;
  isDraft: boolean;
  hasAttachments: boolean;
  importance: 'low' | 'normal' | 'high';
  flag: { flagStatus: 'notFlagged' | 'flagged' | 'complete' };
  categories: string[];
}
export const messageFields =
  'id,conversationId,parentFolderId,subject,bodyPreview,from,toRecipients,receivedDateTime,isRead,isDraft,hasAttachments,importance,flag,categories';

interface ItemBody {
  contentType: 'html' | 'text';
  content: string;
}

/** What the reading pane and the form read. */
export interface FullMessage extends Message {
  sentDateTime: string;
  ccRecipients: Recipient[];
  bccRecipients: Recipient[];
  body: ItemBody;
  /** What this message added to its conversation. */
  uniqueBody?: ItemBody;
}
export const fullFields = `${messageFields},sentDateTime,ccRecipients,bccRecipients,body,uniqueBody`;

/** Graph's attachment; `contentId` and `contentBytes` (base64) are a file's, `item` that of a message inside. */
export interface Attachment {
  '@odata.type':
    | '#microsoft.graph.fileAttachment'
    | '#microsoft.graph.itemAttachment'
    | '#microsoft.graph.referenceAttachment';
  id: string;
  name: string;
  contentType: string | null;
  /** Bytes. */
  size: number;
  isInline: boolean;
  contentId?: string | null;
  contentBytes?: string;
  item?: AttachedItem;
}
/** A message, an event or a contact that is attached. */
export interface AttachedItem {
  '@odata.type'?: string;
  subject?: string | null;
  displayName?: string | null;
  from?: Recipient;
  toRecipients?: Recipient[];
  sentDateTime?: string;
  body?: { contentType?: string; content?: string };
}

/** https://learn.microsoft.com/graph/api/resources/outlookcategory */
export interface Category {
  displayName: string;
  /** 'none', 'preset0' to 'preset24'. */
  color: string;
}

export const nameOf = (person: Recipient | undefined): string =>
  person?.emailAddress.name || person?.emailAddress.address || 'Nobody';

export const subjectOf = ({ subject }: { subject?: string | null }): string => subject?.trim() || '(No subject)';

/** What a conversation is about, whoever answered or forwarded it. */
export const topicOf = (message: { subject?: string | null }): string =>
  subjectOf(message).replace(/^((re|fwd?)\s*:\s*)+(?=\S)/i, '');

/** 'Alex Wilber <AlexW@contoso.com>' */
export function fullName({ emailAddress: { name, address } }: Recipient): string {
  return name && address && name !== address ? `${name} <${address}>` : name || address || '';
}

/** Messages of one list that belong together. */
export interface Conversation {
  key: string;
  /** Newest first. */
  messages: Message[];
}

/** @param messages newest first @param together false: each for itself, as in Drafts */
export function conversationsOf(messages: readonly Message[], together = true): Conversation[] {
  const found = new Map<string, Message[]>();
  for (const message of messages) {
    const key = together ? message.conversationId : message.id;
    const others = found.get(key);
    if (!others) found.set(key, [message]);
    // A page that was read while mail arrived begins with what the one before ended with.
    else if (!others.some(({ id }) => id === message.id)) others.push(message);
  }
  return [...found].map(([key, inside]) => ({ key, messages: inside }));
}

/** Whom a row names: the senders, newest first; for what one wrote oneself whom it went to. */
/** Whose photo stands beside a message in a list: its sender's, or the first of those whom one wrote to. */
export const shownPerson = ({ from, toRecipients }: Message, isOwn: boolean): string | undefined =>
  (isOwn ? toRecipients[0] : from)?.emailAddress.address;

export function whoText({ messages }: Conversation, isOwn: boolean): string {
  const newest = messages[0];
  if (!newest) return '';
  if (isOwn) return newest.toRecipients.map(nameOf).join(', ') || '(No recipients)';
  const names = [...new Set(messages.map(({ from }) => nameOf(from)))];
  // Several people are on first-name terms.
  return names.length === 1 ? (names[0] ?? '') : names.map((name) => name.split(' ')[0]).join(', ');
}
