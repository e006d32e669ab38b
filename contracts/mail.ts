import { z } from 'zod';

/**
 * Id of a message: the immutable one, the one that changes with every move (Exchange's form with '/' and '+' included), or the
 * internet message id '<…@…>'.
 */
export const messageId = z.string().trim().min(1).max(1024);
const id = z.string().min(1).max(1024);
const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();

export const recipient = z.object({ name: z.string().max(256).optional(), address: z.email().max(320) });
export type Recipient = z.infer<typeof recipient>;

/** Exchange's own limit for to, cc and bcc together. */
export const mostRecipients = 500;
const recipients = z.array(recipient).max(mostRecipients).default([]);
const subject = z.string().trim().max(255);
/** Plain text, line breaks and all. */
const text = z.string().max(200_000);

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

const newMail = z.object({
  to: recipients,
  cc: recipients,
  bcc: recipients,
  subject: subject.default(''),
  text: text.default(''),
  importance: z.enum(['low', 'normal', 'high']).default('normal'),
});
const fits = (mail: { to: unknown[]; cc?: unknown[]; bcc?: unknown[] }) =>
  mail.to.length + (mail.cc?.length ?? 0) + (mail.bcc?.length ?? 0) <= mostRecipients;
const tooMany = `at most ${mostRecipients} recipients`;

export const draftInput = newMail.refine(fits, tooMany);
export type DraftInput = z.input<typeof draftInput>;

const answer = z.object({ message: messageId, text: text.default('') });
export const replyInput = answer;
export const forwardInput = answer.extend({ to: recipients });

/** What is sent: a new mail, a draft that is there, or an answer. */
export const sendInput = z
  .discriminatedUnion('kind', [
    newMail.extend({ kind: z.literal('new'), to: z.array(recipient).min(1).max(mostRecipients) }),
    z.object({ kind: z.literal('draft'), message: messageId }),
    answer.extend({ kind: z.literal('reply') }),
    answer.extend({ kind: z.literal('replyAll') }),
    answer.extend({ kind: z.literal('forward'), to: z.array(recipient).min(1).max(mostRecipients) }),
  ])
  .and(z.object({ at: instant.optional().describe('when to send it; absent: after the usual wait') }))
  .refine((mail) => mail.kind !== 'new' || fits(mail), tooMany);
export type SendInput = z.input<typeof sendInput>;

/** A draft as it is there. */
export const draftOutput = z.object({
  message: z.string(),
  subject: z.string(),
  conversationId: z.string(),
  internetMessageId: z.string(),
  /** Whom it is for, in short. */
  to: z.string(),
  webLink: z.string().optional(),
});
export type Draft = z.infer<typeof draftOutput>;

export const sendOutput = draftOutput.extend({
  /** When it is sent; until then undo takes it back. */
  at: instant,
  plan: z.string(),
  /** The draft was the person's own: undo leaves it. */
  wasThere: z.boolean(),
});

export const sendDraftInput = z.object({
  message: messageId,
  internetMessageId: z.string().max(1024).optional().describe('to find it again once it was sent'),
});
export const sendDraftOutput = z.object({
  message: z.string(),
  outcome: z.enum(['sent', 'was sent already', 'is gone']),
  conversationId: z.string().optional(),
});

const one = z.object({ message: messageId });
export const moveInput = one.extend({ folder: id.describe('id or well-known name of the folder') });
export const deleteInput = one;
export const markReadInput = one.extend({ read: z.boolean().default(true) });
export const flagInput = one.extend({
  flag: z.enum(['flagged', 'complete', 'notFlagged']).default('flagged'),
  due: day.optional(),
});
const category = z.string().trim().min(1).max(255);
export const categoriseInput = one
  .extend({ add: z.array(category).max(25).default([]), remove: z.array(category).max(25).default([]) })
  .refine(({ add, remove }) => add.length + remove.length > 0, 'name a category');

/** What of a message can be changed after it was received. */
export const marks = z.object({
  folderId: z.string(),
  isRead: z.boolean(),
  categories: z.array(z.string()),
  flag: z.object({ flagStatus: z.enum(['notFlagged', 'flagged', 'complete']) }).loose(),
});
export type Marks = z.infer<typeof marks>;
export const changeOutput = z.object({
  message: z.string(),
  subject: z.string(),
  conversationId: z.string(),
  before: marks,
  after: marks,
});

export const saveAttachmentsInput = one.extend({
  attachments: z.array(id).min(1).max(50).optional().describe('absent: all that are no pictures in the text'),
  to: z
    .object({ driveId: id.optional().describe('absent: your own OneDrive'), itemId: id.default('root') })
    .default({ itemId: 'root' })
    .describe('the folder'),
});
export const savedFile = z.object({
  attachment: z.string(),
  /** As it was called in the mail. */
  name: z.string(),
  /** link: a file in the cloud, of which there is nothing to save. failed: it can be tried again. */
  state: z.enum(['saved', 'failed', 'link']),
  saved: z
    .object({
      driveId: z.string().optional(),
      itemId: z.string(),
      name: z.string(),
      size: z.number(),
      webUrl: z.string().optional(),
    })
    .optional(),
  /** Why it was not saved, or what is to be known. */
  note: z.string().optional(),
});
export type SavedFile = z.infer<typeof savedFile>;
export const saveAttachmentsOutput = z.object({ conversationId: z.string(), files: z.array(savedFile) });

export const toTaskInput = one.extend({
  title: z.string().trim().min(1).max(255).optional().describe('absent: the subject'),
  due: day.nullable().optional().describe('absent: the first day that the mail names, if one is ahead; null: none'),
  note: z.string().max(50_000).optional().describe('absent: the beginning of the text'),
  listId: id.optional().describe('absent: the list "Tasks"'),
  attachments: z.array(id).max(20).default([]),
});
export const toTaskOutput = z.object({
  conversationId: z.string(),
  listId: z.string(),
  taskId: z.string(),
  title: z.string(),
  due: day.optional(),
});

export const toChannelInput = one.extend({
  to: z.object({ teamId: id, channelId: id }),
  mode: z
    .enum(['summary', 'quote', 'whole'])
    .default('summary')
    .describe('subject, sender and first lines; what this message says; with everything that it quotes'),
  comment: text.max(10_000).optional().describe('your own words above it'),
});
export const toChannelOutput = z.object({
  conversationId: z.string(),
  teamId: z.string(),
  channelId: z.string(),
  postId: z.string(),
  place: z.string(),
  webUrl: z.string().optional(),
  /** The mail as a file in the channel's folder, when it was too long for a post. */
  file: z
    .object({ driveId: z.string(), itemId: z.string(), name: z.string(), webUrl: z.string().optional() })
    .optional(),
});
