import type { Receipt } from '@aide/contracts/operations';
import { content, postAsFileInput, postAsFileOutput, type Sent } from '@aide/contracts/posts';
import type { DriveItem } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { AideError } from '../../errors.ts';
import type { Action, Context, Memory } from '../feature.ts';
import { kilobytes } from './measure.ts';
import { fileScopes } from './scopes.ts';
import { recoverSent, remainsOf, send, undoOf } from './send.ts';
import { takeBack } from './take-back.ts';
import { labelOf, withNames } from './target.ts';

type Input = z.output<typeof postAsFileInput>;
type Output = z.output<typeof postAsFileOutput>;
const fileSchema = postAsFileOutput.shape.file.extend({ id: z.string() });
type File = z.output<typeof fileSchema>;
const kept = z.object({ file: fileSchema, sending: z.unknown().optional() });

/** How much of the text the post itself says. */
const summaryLength = 600;

/** A text that is too long for a post: a file in the channel's folder, and a post that begins it and links to it. */
export const postAsFileAction: Action<typeof postAsFileInput, Output> = {
  name: 'posts.postAsFile',
  title: 'Post a long text as a file',
  scopes: fileScopes,
  input: postAsFileInput,
  output: postAsFileOutput,

  async propose(ctx, input) {
    const to = await withNames(ctx, input.to);
    const undo = await undoOf(ctx, to);
    return {
      title: `Put the text into the folder of ${labelOf(to)} and post a link to it`,
      facts: [
        { title: 'File', value: nameOf(input, 'file') },
        { title: 'Size', value: kilobytes(Buffer.byteLength(input.text)) },
        { title: 'The post says', value: summaryOf(input.text) },
      ],
      warnings: [],
      undo,
      remains: undo === 'none' ? remainsOf(undo) : `${remainsOf(undo)} The file goes to the recycle bin.`,
    };
  },

  async perform(ctx, input, operation, memory) {
    const before = kept.safeParse(memory.kept);
    const file = before.success ? before.data.file : await upload(ctx, input, operation);
    await memory.keep({ file });
    return withFile(await send(ctx, input.to, contentOf(input, file), sendingMemory(memory, file)), file);
  },

  async recover(ctx, input, _operation, memory) {
    const before = kept.safeParse(memory.kept);
    // The name of the file is made of the operation: uploaded again it is the same one.
    if (!before.success) return 'repeat';
    const { file, sending } = before.data;
    const found = await recoverSent(ctx, input.to, contentOf(input, file), { kept: sending, keep: memory.keep });
    return found !== 'repeat' && 'done' in found ? { done: withFile(found.done, file) } : found;
  },

  async undo(ctx, _input, { result: { message, file, place } }) {
    await takeBack(ctx, message);
    try {
      await ctx.graph.delete(`/drives/${encodeURIComponent(file.driveId)}/items/${encodeURIComponent(file.itemId)}`);
    } catch (error) {
      if (!(error instanceof AideError && error.code === 'not_found')) throw error;
    }
    return { summary: `Taken back from ${place}; the file is in the recycle bin` };
  },
};

/** The post's own memory, inside of this operation's. */
const sendingMemory = (memory: Memory, file: File): Memory => ({
  get kept() {
    const read = kept.safeParse(memory.kept);
    return read.success ? read.data.sending : undefined;
  },
  keep: (sending) => memory.keep({ file, sending }),
});

const withFile = (receipt: Receipt<Sent>, { id: _, ...file }: File): Receipt<Output> => ({
  ...receipt,
  summary: `${receipt.summary}, with the text as a file`,
  links: [...receipt.links, { title: 'Open the file', url: file.webUrl }],
  result: { ...receipt.result, file },
});

/**
 * Puts the text into the channel's folder. 200,000 characters have at most 600,000 bytes, so one PUT does it.
 * https://learn.microsoft.com/graph/api/channel-get-filesfolder, https://learn.microsoft.com/graph/api/driveitem-put-content
 */
async function upload(ctx: Context, input: Input, operation: string): Promise<File> {
  const { teamId, channelId } = input.to;
  const folder = await ctx.graph.get<DriveItem>(
    `/teams/${encodeURIComponent(teamId)}/channels/${encodeURIComponent(channelId)}/filesFolder`,
  );
  const driveId = folder.parentReference?.driveId;
  if (!driveId || !folder.id) throw notReady();
  const name = nameOf(input, operation);
  const path = `/drives/${encodeURIComponent(driveId)}/items/${encodeURIComponent(folder.id)}:/${encodeURIComponent(name)}:/content`;
  const { body: item } = await ctx.graph.call<DriveItem>({
    method: 'PUT',
    path,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: Buffer.from(input.text, 'utf8'),
  });
  return { driveId, itemId: item.id!, name: item.name ?? name, webUrl: item.webUrl!, id: guidOf(item) };
}

/** Teams knows a file by the GUID in its eTag: "{GUID},1". https://learn.microsoft.com/graph/api/chatmessage-post#example-4-send-a-message-with-file-attachment-in-it */
const guidOf = ({ eTag, id }: DriveItem): string =>
  /\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?/i.exec(eTag ?? '')?.[1] ?? id!;

/** The name of this operation's file and of no other, without what SharePoint refuses in names. */
function nameOf({ subject, text }: Pick<Input, 'subject' | 'text'>, operation: string): string {
  const title = (subject ?? text.split('\n', 1)[0] ?? '')
    .replace(/["*:<>?/\\|#%~&{}]|\p{Cc}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60)
    .replace(/^[. ]+|[. ]+$/g, '');
  return `${title || 'Post'} (${operation.replace(/[^a-z0-9]/gi, '').slice(-8)}).md`;
}

const summaryOf = (text: string) =>
  text.length > summaryLength ? `${text.slice(0, summaryLength).replace(/\s+\S*$/u, '')} …` : text;

const contentOf = ({ text, subject, importance, mentions }: Input, { id, name, webUrl }: File) =>
  content.parse({
    ...(subject ? { subject } : {}),
    text: summaryOf(text),
    importance,
    mentions,
    files: [{ id, name, contentUrl: webUrl }],
  });

const notReady = () =>
  new AideError('not_found', {
    userMessage: 'This channel has no folder yet.',
    remedy: 'Open the tab "Files" of the channel once in Teams, then try again.',
  });
