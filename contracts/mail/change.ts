import { z } from 'zod';
import { day, id, messageId } from '../mail.ts';

export const oneMail = z.object({ message: messageId });
export const moveInput = oneMail.extend({ folder: id.describe('id or well-known name of the folder') });
export const deleteInput = oneMail;
export const markReadInput = oneMail.extend({ read: z.boolean().default(true) });
export const flagInput = oneMail.extend({
  flag: z.enum(['flagged', 'complete', 'notFlagged']).default('flagged'),
  due: day.optional(),
});
const category = z.string().trim().min(1).max(255);
export const categoriseInput = oneMail
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

/** What can be done with several messages at once. */
export const changeOfMany = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delete') }),
  z.object({ kind: z.literal('move'), folder: id.describe('id or well-known name of the folder') }),
  z.object({ kind: z.literal('markRead'), read: z.boolean().default(true) }),
  z.object({ kind: z.literal('flag'), flag: z.enum(['flagged', 'complete', 'notFlagged']).default('flagged') }),
]);
export type ChangeOfMany = z.output<typeof changeOfMany>;

/** The most messages of one operation. */
export const mostMessages = 100;
const several = z.array(messageId).min(1).max(mostMessages);
export const changeManyInput = z.object({ messages: several, change: changeOfMany });
export const changeManyOutput = z.object({
  messages: z.array(z.object({ message: z.string(), subject: z.string(), before: marks, after: marks })),
  conversationIds: z.array(z.string()),
});
