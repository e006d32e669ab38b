import { type Mail, mail, recipient } from '@aide/contracts/mail';
import { z } from 'zod';

/** Which email is meant, as it was said. */
export const which = z.object({
  /** Who wrote it. */
  from: z.string().optional(),
  /** Words of its subject or text. */
  about: z.string().optional(),
  /** "the last one": the newest of those that fit; otherwise one asks. */
  latest: z.boolean().default(false),
  unread: z.boolean().default(false),
  flagged: z.boolean().default(false),
  withAttachments: z.boolean().default(false),
  /** All that fit, and not one of them; `count`: the newest so many. */
  all: z.boolean().optional(),
  count: z.number().int().min(1).max(100).optional(),
  /** When it came. ISO 8601, UTC. */
  since: z.string().optional(),
  until: z.string().optional(),
});
export type Which = z.output<typeof which>;

/** What is to be done. What belongs to one email begins with which one. */
export const what = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('read') }),
  z.object({ kind: z.literal('new') }),
  z.object({ kind: z.enum(['reply', 'replyAll', 'forward']) }),
  z.object({ kind: z.literal('save'), folder: z.string().optional() }),
  z.object({ kind: z.literal('task'), due: z.string().optional() }),
  z.object({
    kind: z.literal('channel'),
    place: z.string().optional(),
    to: z.object({ teamId: z.string(), channelId: z.string() }).optional(),
    mode: z.enum(['summary', 'quote', 'whole']),
  }),
  z.object({
    kind: z.literal('flag'),
    flag: z.enum(['flagged', 'complete', 'notFlagged']),
    due: z.string().optional(),
  }),
  z.object({ kind: z.literal('categorise'), add: z.array(z.string()), remove: z.array(z.string()) }),
  z.object({ kind: z.literal('move'), folder: z.string() }),
  z.object({ kind: z.literal('delete') }),
  z.object({ kind: z.literal('markRead'), read: z.boolean() }),
]);
export type What = z.output<typeof what>;

/** Somebody a mail is for, as they were named; `who` when it is settled. */
export const addressee = z.object({ name: z.string(), who: recipient.optional() });
export type Addressee = z.output<typeof addressee>;

/** What somebody wants to do with mail: kept as a draft, so that nothing typed is lost while Aide asks. */
export const wish = z.object({
  what,
  which: which.optional(),
  /** Who wrote it, when the name is settled: an address, or words to search by for those nobody knows. */
  sender: z.object({ address: z.string().optional(), words: z.string().optional() }).optional(),
  mail: mail.optional(),
  /** All those that are meant, when it is several. */
  mails: z.array(mail).optional(),
  to: z.array(addressee).default([]),
  cc: z.array(addressee).default([]),
  subject: z.string().optional(),
  text: z.string().optional(),
  /** ISO 8601: when to send it. */
  at: z.string().optional(),
  /** Only a draft is wanted. */
  isDraft: z.boolean().default(false),
  sentence: z.string(),
});
export type Wish = z.output<typeof wish>;

/** A wish that waits for the choice of an email. */
export const choiceDraft = z.object({ wish, mails: z.array(mail) });
/** A page of a list as it was shown. */
export const view = z.object({
  title: z.string(),
  folder: z.string().optional(),
  search: z.string().optional(),
  sender: z.object({ name: z.string(), address: z.string().optional() }).optional(),
  unread: z.boolean().default(false),
  flagged: z.boolean().default(false),
  withAttachments: z.boolean().default(false),
  since: z.string().optional(),
  until: z.string().optional(),
  sentence: z.string(),
});
export type View = z.output<typeof view>;
export const pageDraft = z.object({ view, shown: z.array(mail) });

export const wishFor = (sentence: string, more: Partial<Wish> & Pick<Wish, 'what'>): Wish => ({
  to: [],
  cc: [],
  isDraft: false,
  sentence,
  ...more,
});

/** What is kept of an email in a draft: to say which it is, not what is in it. */
export const short = (from: Mail): Mail => ({ ...from, preview: from.preview.slice(0, 200) });
