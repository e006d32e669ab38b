import { z } from 'zod';
import { day, id } from '../mail.ts';
import { oneMail } from './change.ts';
import { text } from './write.ts';

export const saveAttachmentsInput = oneMail.extend({
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

export const toTaskInput = oneMail.extend({
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

export const toChannelInput = oneMail.extend({
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
