import type { Attachment } from '@aide/contracts/mail';
import type { SavedFile } from '@aide/contracts/mail/outside';
import type { DriveItem, ItemAttachment } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../errors.ts';
import { openContent } from '../../graph/content.ts';
import { childPath } from '../../graph/drive-path.ts';
import { noAnswer } from '../../graph/errors.ts';
import { numberedName, validFileName } from '../../graph/file-name.ts';
import type { Graph } from '../../graph/graph.ts';
import { uploadFile } from '../../graph/upload.ts';
import type { Context } from '../feature.ts';
import { attachmentPath, isGone, preferring } from './message.ts';

type Saved = NonNullable<SavedFile['saved']>;
interface Pending {
  name: string;
  /** Bytes. */
  size: number;
}

/** Names that are tried before one gives up. */
const mostNames = 50;

/** What the file of an attachment is called: its name as OneDrive takes it; a message, event or contact gets the extension of its format. */
export async function savingName(ctx: Context, message: string, { id, name, kind }: Attachment): Promise<string> {
  if (kind !== 'item') return validFileName(name);
  const { item } = await ctx.graph.get<ItemAttachment & { item?: { '@odata.type'?: string } }>(
    attachmentPath(message, id),
    { $expand: 'microsoft.graph.itemAttachment/item' },
    preferring,
  );
  const extension = extensions[item?.['@odata.type'] ?? ''] ?? '.eml';
  return validFileName(
    `${name.slice(0, 150).replace(/\.(?:eml|msg|ics|vcf)$/i, '')}${extension}`,
    `message${extension}`,
  );
}

/** What `$value` of an item gives. https://learn.microsoft.com/graph/api/attachment-get#response-1 */
const extensions: Record<string, string> = {
  '#microsoft.graph.event': '.ics',
  '#microsoft.graph.contact': '.vcf',
};

/**
 * Puts an attachment into a folder under the first name that is free. Which one is kept before the upload begins, so that after a crash a file
 * under that name is known to be this one.
 */
export async function saveFile(
  graph: Graph,
  job: {
    ctx: Pick<Context, 'graph'>;
    message: string;
    attachment: string;
    to: { driveId?: string; itemId: string };
    name: string;
    state: { pending?: Pending & { attachment: string } };
    /** Keeps what is begun. */
    begin(pending: Pending): Promise<void>;
    /** Told after each slice. @param sent bytes that are there */
    onProgress(sent: number): void;
  },
): Promise<Saved> {
  const { ctx, message, attachment, to, name, state, begin, onProgress } = job;
  const target = (file: string) => ({ driveId: to.driveId, folderId: to.itemId, name: file });
  const begun = state.pending?.attachment === attachment ? state.pending : undefined;
  const left = begun && (await childOf(graph, target(begun.name)));
  if (left && left.size === begun.size) return savedOf(left, to.driveId);
  for (let n = 1; n <= mostNames; n++) {
    const file = numberedName(name, n);
    if (await childOf(graph, target(file))) continue;
    const content = await openContent(ctx.graph, attachmentPath(message, attachment, '$value'));
    try {
      const pending = { name: file, size: content.size };
      await begin(pending);
      const options = {
        size: content.size,
        // An empty one goes in a single request; its name was free a moment ago.
        conflictBehavior: content.size > 0 ? ('fail' as const) : ('replace' as const),
        bySession: true,
        onProgress,
      };
      return savedOf(await uploadFile(graph, target(file), content.content, options), to.driveId);
    } catch (error) {
      // Somebody was faster with this name: on to the next one.
      if (error instanceof AideError && error.code === 'conflict') continue;
      // The attachment's bytes broke off on their way here.
      throw error instanceof TypeError ? noAnswer(error, false) : error;
    } finally {
      content.close();
    }
  }
  throw new AideError('conflict', {
    userMessage: `There are too many files called "${name}".`,
    remedy: 'Choose another folder.',
  });
}

const fields = { $select: 'id,name,size,webUrl,createdDateTime' };

async function childOf(graph: Graph, target: Parameters<typeof childPath>[0]): Promise<DriveItem | undefined> {
  try {
    return await graph.get<DriveItem>(childPath(target), fields);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

const savedOf = (item: DriveItem, driveId: string | undefined): Saved => ({
  ...(driveId ? { driveId } : {}),
  itemId: item.id ?? '',
  name: item.name ?? '',
  size: item.size ?? 0,
  ...(item.webUrl ? { webUrl: item.webUrl } : {}),
});
