import { anyTarget, type Content, importance, mention, messageRef } from '@aide/contracts/posts';
import { z } from 'zod';

/** Somebody to be mentioned, as it was written; `who` when it is settled. */
export const wantedMention = z.object({
  kind: z.enum(['person', 'everyone', 'channel', 'team', 'tag']),
  /** How the name may be meant, the longest first: "@Megan Bowen Please" → Megan Bowen Please, Megan Bowen, Megan. */
  names: z.array(z.string().max(200)).max(4),
  /** It stands in the text with an @ before; otherwise it was asked for besides. */
  inText: z.boolean(),
  who: mention.optional(),
  /** Not a mention after all. */
  isText: z.boolean().optional(),
});
export type WantedMention = z.infer<typeof wantedMention>;

/** Where somebody wants to write, before it is found. */
export const wantedPlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('channel'), words: z.string() }),
  z.object({ kind: z.literal('chat'), words: z.string() }),
  z.object({ kind: z.literal('people'), names: z.array(z.string()) }),
  /** What this person wrote last in a chat: the one it is said in, or the one with them. */
  z.object({ kind: z.literal('answer'), name: z.string(), chatId: z.string().optional() }),
  /** A message whose link was given: the answer goes to its thread, or quotes it. */
  z.object({ kind: z.literal('link'), message: messageRef }),
  /** A reply, and nobody knows to what. */
  z.object({ kind: z.literal('message') }),
]);
export type WantedPlace = z.infer<typeof wantedPlace>;

/** What somebody wants to say: kept as a draft, so that nothing typed is lost while Aide asks. */
export const wish = z.object({
  place: wantedPlace.optional(),
  to: anyTarget.optional(),
  text: z.string(),
  subject: z.string().optional(),
  importance,
  mentions: z.array(wantedMention),
  /** ISO 8601. */
  at: z.string().optional(),
  /** A day without a time: to be asked. yyyy-MM-dd */
  day: z.string().optional(),
  /** The plan that this is to take the place of. */
  replaces: z.string().optional(),
  /** The message that this is to change. */
  edits: z.object({ message: messageRef, place: z.string(), operation: z.string().optional() }).optional(),
  /** What was said, shortened, to be said again. */
  sentence: z.string(),
});
export type Wish = z.infer<typeof wish>;

export const contentOf = ({ text, subject, importance, mentions }: Wish): Content => ({
  ...(subject ? { subject } : {}),
  text,
  importance,
  mentions: mentions.flatMap(({ who }) => (who ? [who] : [])),
});
