import { attachment, type Task, taskRef } from '@aide/contracts/tasks';
import { z } from 'zod';
import { doOrAsk } from '../../chat/do-or-ask.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { detachAction } from './actions/detach.ts';
import { attachmentsNamed } from './attachments.ts';
import { filesReply } from './cards/files.ts';
import { getQuery } from './queries.ts';
import { refOf } from './task.ts';

/** The files as they were shown: what is taken away is looked up in them. */
export const filesDraft = z.object({ task: taskRef, files: z.array(attachment), sentence: z.string() });

/** The files at a task, each with a button that takes it away. */
export async function showFiles(ctx: Context, chosen: Task, sentence: string): Promise<Reply> {
  const { task } = await getQuery.run(ctx, refOf(chosen));
  const draft = await ctx.drafts.put({ task: refOf(task), files: task.attachments ?? [], sentence });
  return filesReply(task, draft);
}

/** Takes the file that is meant; shows them all when that is not clear. */
export async function detachNamed(
  ctx: Context,
  chosen: Task,
  said: string | undefined,
  go: { sentence: string; id?: string },
): Promise<Reply> {
  const { task } = await getQuery.run(ctx, refOf(chosen));
  const fitting = attachmentsNamed(task.attachments ?? [], said);
  if (fitting.length !== 1) return showFiles(ctx, chosen, go.sentence);
  return doOrAsk(ctx, detachAction, { ...refOf(task), attachmentId: fitting[0]!.id }, { ...go, label: 'Take it away' });
}
