import { z } from 'zod';

/**
 * Id of a message: the immutable one, the one that changes with every move (Exchange's form with '/' and '+' included), or the
 * internet message id '<…@…>'.
 */
export const messageId = z.string().trim().min(1).max(1024);
/** An id of Graph's. */
export const id = z.string().min(1).max(1024);
export const instant = z.iso.datetime({ offset: true });
export const day = z.iso.date();

export const recipient = z.object({ name: z.string().max(256).optional(), address: z.email().max(320) });
export type Recipient = z.infer<typeof recipient>;

/** A message in short. */
export const mail = z.object({
  /** The immutable one. */
  id: z.string(),
  conversationId: z.string(),
  internetMessageId: z.string(),
  subject: z.string(),
  from: recipient.partial().optional(),
  /** ISO 8601, UTC. */
  receivedAt: z.string(),
  /** The first words, as plain text. */
  preview: z.string(),
  isRead: z.boolean(),
  isDraft: z.boolean(),
  isFlagged: z.boolean(),
  importance: z.enum(['low', 'normal', 'high']),
  categories: z.array(z.string()),
  hasAttachments: z.boolean(),
  folderId: z.string(),
  webLink: z.string().optional(),
});
export type Mail = z.infer<typeof mail>;

export const attachment = z.object({
  id: z.string(),
  name: z.string(),
  /** file: bytes; item: a message, event or contact; reference: a link to a file in the cloud. */
  kind: z.enum(['file', 'item', 'reference']),
  contentType: z.string().optional(),
  /** Bytes as Exchange counts them, a little more than the content has. */
  size: z.number().int().min(0),
});
export type Attachment = z.infer<typeof attachment>;

/** A time that a text names. */
export const namedTime = z.object({
  /** The words it was read from. */
  words: z.string(),
  start: instant,
  end: instant,
  kind: z.enum(['instant', 'range', 'part', 'day', 'days']),
});
export type NamedTime = z.infer<typeof namedTime>;

export const wholeMail = mail.extend({
  to: z.array(recipient.partial()),
  cc: z.array(recipient.partial()),
  /** Plain text, as Exchange makes it of HTML. */
  text: z.string(),
  /** The text was longer than is given. */
  isCut: z.boolean(),
  /** What this message itself says, without what it quotes. */
  ownText: z.string(),
  attachments: z.array(attachment),
  /** Dates and times in what this message itself says, in the person's zone, as meant when it came. */
  times: z.array(namedTime),
  timeZone: z.string(),
  /** What the time is for the server. ISO 8601, UTC. */
  now: z.string(),
});
export type WholeMail = z.infer<typeof wholeMail>;

const page = {
  skip: z.number().int().min(0).max(10_000).default(0),
  top: z.number().int().min(1).max(50).default(10),
};

export const folderNames = ['inbox', 'drafts', 'sentitems', 'deleteditems', 'junkemail', 'archive'] as const;

export const listInput = z.object({
  folder: id
    .default('inbox')
    .describe('well-known name or id; "all": everywhere but Deleted Items, Junk Email and drafts'),
  unread: z.boolean().default(false),
  flagged: z.boolean().default(false),
  withAttachments: z.boolean().default(false),
  from: z.email().max(320).optional(),
  since: instant.optional(),
  until: instant.optional(),
  ...page,
});
export const listOutput = z.object({ mails: z.array(mail), more: z.boolean(), timeZone: z.string() });

export const searchInput = z.object({
  text: z.string().trim().max(200).default('').describe('words; each has to be found'),
  from: z.string().trim().max(320).optional().describe('a name or an address'),
  since: day.optional().describe('UTC'),
  until: day.optional().describe('UTC; this day excluded'),
  ...page,
});

export const getInput = z.object({ message: messageId });
export const getOutput = wholeMail;

export const threadInput = z.object({ message: messageId });
export const threadOutput = z.object({
  subject: z.string(),
  conversationId: z.string(),
  /** Oldest first; each with what it added, without what it quotes. */
  parts: z.array(
    mail.extend({
      to: z.array(recipient.partial()),
      cc: z.array(recipient.partial()),
      text: z.string(),
      isCut: z.boolean(),
      isMine: z.boolean(),
    }),
  ),
  /** There are older ones that are not given. */
  more: z.boolean(),
  timeZone: z.string(),
});

export const participantsInput = z.object({ message: messageId });
export const participantsOutput = z.object({
  subject: z.string(),
  /** Everybody in the thread but the person: who wrote or was written to is required, who only got copies optional. */
  participants: z.array(recipient.extend({ role: z.enum(['required', 'optional']), wrote: z.boolean() })),
});

export const doneInput = z.object({ message: messageId });
export const doneOutput = z.object({
  operations: z.array(
    z.object({
      operation: z.string(),
      action: z.string(),
      state: z.enum(['proposed', 'attempting', 'done', 'failed', 'unknown', 'undone']),
      at: z.string(),
      summary: z.string(),
      links: z.array(z.object({ title: z.string(), url: z.string() })),
      canUndo: z.boolean(),
    }),
  ),
});

export const foldersInput = z.object({});
export const foldersOutput = z.object({
  folders: z.array(z.object({ id: z.string(), name: z.string(), path: z.string() })),
});
