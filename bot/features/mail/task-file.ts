import type { Attachment } from '@aide/contracts/mail';
import { sizeText } from '../../chat/size.ts';
import { openContent } from '../../graph/content.ts';
import { attachToTask, largestTaskFile } from '../../graph/task-attachment.ts';
import type { Context } from '../feature.ts';
import { attachmentPath } from './message.ts';
import { savingName } from './save-file.ts';

/**
 * Copies an attachment of a mail to a task.
 * @returns why it was not copied; undefined when it was
 */
export async function copyToTask(
  ctx: Context,
  message: string,
  attachment: Attachment,
  task: string,
): Promise<string | undefined> {
  if (attachment.kind === 'reference') return `${attachment.name} is a link; open it from the email.`;
  const file = await openContent(ctx.graph, attachmentPath(message, attachment.id, '$value'));
  try {
    const { size, content } = file;
    if (size > largestTaskFile) return `${attachment.name} has ${sizeText(size)}: To Do takes at most 25 MB.`;
    if (size === 0) return `${attachment.name} is empty: To Do takes no empty files.`;
    const name = attachment.kind === 'item' ? await savingName(ctx, message, attachment) : attachment.name;
    await attachToTask(ctx.graph, task, { name, contentType: attachment.contentType, size, content });
    return undefined;
  } finally {
    file.close();
  }
}
