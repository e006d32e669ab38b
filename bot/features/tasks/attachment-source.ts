import type { FileSource } from '@aide/contracts/tasks';
import type { DriveItem, Attachment as MailAttachment } from '@microsoft/microsoft-graph-types';
import { beyond } from '../../chat/files/reach.ts';
import { sizeText } from '../../chat/size.ts';
import { AideError } from '../../errors.ts';
import { openContent } from '../../graph/content.ts';
import { downloadFile } from '../../graph/download.ts';
import { itemPath } from '../../graph/drive-path.ts';
import type { Graph } from '../../graph/graph.ts';
import { largestTaskFile } from '../../graph/task-attachment.ts';
import type { Context } from '../feature.ts';
import { readFilesEverywhere, readMail, readOwnFiles } from './scopes.ts';

/** A file that is to be attached, where it lies now. */
export interface Attachable {
  name: string;
  /** Bytes; of what hangs on a mail about as many as it has. */
  size: number;
  contentType?: string;
  webUrl?: string;
  /** Gives its bytes to somebody, and closes it when they are done. `size` is exact. */
  withContent<T>(
    use: (content: { size: number; content: AsyncIterable<Uint8Array> | Uint8Array }) => Promise<T>,
  ): Promise<T>;
}

/**
 * Looks at a file before it is attached.
 * @throws AideError not_found, forbidden, consent_required for the one permission that reads there; invalid_input for what is no file, or
 *   empty; too_large above 25 MB
 */
export async function attachableOf(ctx: Context, source: FileSource): Promise<Attachable> {
  const found = source.kind === 'file' ? await inDrive(ctx, source) : await inMail(ctx, source);
  requireFits(found);
  return found;
}

/** @throws AideError for a size that To Do does not take */
export function requireFits({ name, size }: Pick<Attachable, 'name' | 'size'>): void {
  if (size > largestTaskFile)
    throw new AideError('too_large', {
      userMessage: `“${name}” has ${sizeText(size)}; To Do takes files of at most 25 MB.`,
      remedy: 'Add a link to it to the task’s note instead.',
    });
  if (size === 0) throw unfit(`“${name}” is empty; To Do takes no empty files.`, 'Choose a file with something in it.');
}

type OfKind<K extends FileSource['kind']> = Extract<FileSource, { kind: K }>;

function inDrive(ctx: Context, { driveId, itemId }: OfKind<'file'>): Promise<Attachable> {
  const ref = { ...(driveId === undefined ? {} : { driveId }), itemId };
  const reading = <T>(work: (graph: Graph) => Promise<T>) =>
    (driveId === undefined ? work(ctx.graphWith(readOwnFiles)) : beyond(ctx, readFilesEverywhere, work)).catch(
      (error: unknown) => {
        throw goneOr(error, 'This file is not there any more, or it is not shared with you.');
      },
    );
  return reading(async (graph) => {
    const item = await graph.get<DriveItem>(itemPath(ref), { $select: 'id,name,size,file,folder,webUrl' });
    const name = item.name ?? '';
    if (!item.file)
      throw unfit(`“${name}” is no file that can be attached.`, 'Choose a file, not a folder or a notebook.');
    const { mimeType } = item.file;
    return {
      name,
      size: item.size ?? 0,
      ...(mimeType ? { contentType: mimeType } : {}),
      ...(item.webUrl ? { webUrl: item.webUrl } : {}),
      withContent: async (use) => {
        const { size, content } = await reading((again) => downloadFile(again, ref));
        return use({ size, content });
      },
    };
  });
}

async function inMail(ctx: Context, { message, attachment }: OfKind<'mail'>): Promise<Attachable> {
  const graph = ctx.graphWith(readMail);
  const path = `/me/messages/${encodeURIComponent(message)}/attachments/${encodeURIComponent(attachment)}`;
  try {
    const found = await graph.get<MailAttachment & { '@odata.type'?: string }>(path, {
      $select: 'id,name,size,contentType',
    });
    const name = found.name?.trim() || 'attachment';
    if (found['@odata.type'] !== '#microsoft.graph.fileAttachment')
      throw unfit(
        `“${name}” is an Outlook item or a link, and no file.`,
        'Make a task of the email instead: it links to it.',
      );
    return {
      name,
      size: found.size ?? 0,
      ...(found.contentType ? { contentType: found.contentType } : {}),
      withContent: async (use) => {
        const file = await openContent(graph, `${path}/$value`);
        try {
          requireFits({ name, size: file.size });
          return await use(file);
        } finally {
          file.close();
        }
      },
    };
  } catch (error) {
    throw goneOr(error, 'This email, or its attachment, is not there any more.');
  }
}

const unfit = (userMessage: string, remedy: string) => new AideError('invalid_input', { userMessage, remedy });

const goneOr = (error: unknown, userMessage: string): unknown =>
  error instanceof AideError && error.code === 'not_found'
    ? new AideError(
        'not_found',
        { userMessage, remedy: 'Look for it again; it may have been moved, renamed or deleted.' },
        { cause: error },
      )
    : error;
