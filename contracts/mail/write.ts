import { z } from 'zod';
import { instant, messageId, recipient } from '../mail.ts';

/** Exchange's own limit for to, cc and bcc together. */
export const mostRecipients = 500;
const recipients = z.array(recipient).max(mostRecipients).default([]);
const subject = z.string().trim().max(255);
/** Plain text, line breaks and all. */
export const text = z.string().max(200_000);

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

/** Each forward is an email of its own, and waits like one. */
export const mostForwards = 25;
export const forwardManyInput = z.object({
  messages: z.array(messageId).min(1).max(mostForwards),
  to: z.array(recipient).min(1).max(mostRecipients),
  text: text.default(''),
});
export const forwardManyOutput = z.object({
  /** In the order of the messages; those that were not there any more are left out. */
  forwards: z.array(sendOutput),
});
