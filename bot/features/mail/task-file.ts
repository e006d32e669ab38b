import type { Attachment } from '@aide/contracts/mail';
import { openContent } from '../../graph/content.ts';
import { uncertain } from '../../graph/errors.ts';
import { sourceOf } from '../../graph/upload-source.ts';
import type { Context } from '../feature.ts';
import { attachmentPath } from './message.ts';
import { savingName } from './save-file.ts';
import { sizeText } from './size.ts';

/** Bytes that a file of a task may have. https://learn.microsoft.com/graph/todo-attachments */
export const mostBytes = 25 * 1024 * 1024;
/** Up to here one request does it. */
const mostAtOnce = 3 * 1024 * 1024;
/** A range is at most 4 MB, and a multiple of 320 KiB is safe everywhere. */
const slice = 12 * 320 * 1024;

/**
 * Copies an attachment of a mail to a task.
 * @returns why it was not copied; undefined when it was
 */
export async function attachToTask(
  ctx: Context,
  message: string,
  attachment: Attachment,
  task: string,
): Promise<string | undefined> {
  if (attachment.kind === 'reference') return `${attachment.name} is a link; open it from the email.`;
  const file = await openContent(ctx.graph, attachmentPath(message, attachment.id, '$value'));
  try {
    const { size } = file;
    if (size > mostBytes) return `${attachment.name} has ${sizeText(size)}: To Do takes at most 25 MB.`;
    if (size === 0) return `${attachment.name} is empty: To Do takes no empty files.`;
    const name = attachment.kind === 'item' ? await savingName(ctx, message, attachment) : attachment.name;
    const source = sourceOf(file.content);
    if (size <= mostAtOnce) {
      await ctx.graph.post(`${task}/attachments`, {
        '@odata.type': '#microsoft.graph.taskFileAttachment',
        name,
        contentType: attachment.contentType ?? 'application/octet-stream',
        contentBytes: (await source.read(0, size)).toString('base64'),
      });
      return undefined;
    }
    const { uploadUrl } = await ctx.graph.post<{ uploadUrl: string }>(`${task}/attachments/createUploadSession`, {
      attachmentInfo: { attachmentType: 'file', name, size },
    });
    for (let from = 0; from < size; from += slice) {
      const to = Math.min(from + slice, size);
      await ctx.graph.call({
        method: 'PUT',
        // Unlike the sessions of files and mail these are addresses of Graph itself, and take the token.
        path: `${pathIn(ctx, uploadUrl)}/content`,
        headers: { 'Content-Type': 'application/octet-stream', 'Content-Range': `bytes ${from}-${to - 1}/${size}` },
        body: await source.read(from, to),
      });
    }
    return undefined;
  } finally {
    file.close();
  }
}

/** @throws AideError uncertain for an address that is not Graph's: our token has no business there */
function pathIn(ctx: Context, url: string): string {
  const base = ctx.graph.urlOf('/');
  if (!url.startsWith(base)) throw uncertain('To Do: an upload session at another host');
  return `/${url.slice(base.length)}`;
}
