import type { DriveItem } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../errors.ts';
import { openContent } from '../../graph/content.ts';
import { validFileName } from '../../graph/file-name.ts';
import type { Graph } from '../../graph/graph.ts';
import { uploadFile } from '../../graph/upload.ts';
import type { Context } from '../feature.ts';
import { messagePath } from './message.ts';

export interface ChannelFile {
  driveId: string;
  itemId: string;
  name: string;
  webUrl?: string;
  /** By which Teams knows it. */
  id: string;
}

/** The name of this operation's file, and of no other: uploaded again it is the same one. */
export const emlName = (subject: string, operation: string): string =>
  validFileName(`${subject.slice(0, 80)} (${operation.replace(/[^a-z0-9]/gi, '').slice(-8)}).eml`);

/**
 * Puts a mail into the folder of a channel, as it travels (MIME), so that every mail client opens it.
 * https://learn.microsoft.com/graph/outlook-get-mime-message, https://learn.microsoft.com/graph/api/channel-get-filesfolder
 */
export async function putIntoChannel(
  ctx: Context,
  graph: Graph,
  { teamId, channelId }: { teamId: string; channelId: string },
  { message, name }: { message: string; name: string },
): Promise<ChannelFile> {
  const folder = await graph.get<DriveItem>(
    `/teams/${encodeURIComponent(teamId)}/channels/${encodeURIComponent(channelId)}/filesFolder`,
  );
  const driveId = folder.parentReference?.driveId;
  if (!driveId || !folder.id) throw notReady();
  const target = { driveId, folderId: folder.id, name };
  const mime = await openContent(ctx.graph, messagePath(message, '$value'));
  try {
    const options = { size: mime.size, conflictBehavior: 'replace' as const };
    return fileOf(await uploadFile(graph, target, mime.content, options), driveId);
  } finally {
    mime.close();
  }
}

const fileOf = (item: DriveItem, driveId: string): ChannelFile => ({
  driveId,
  itemId: item.id ?? '',
  name: item.name ?? '',
  ...(item.webUrl ? { webUrl: item.webUrl } : {}),
  id: guidOf(item),
});

/** Teams knows a file by the GUID in its eTag: "{GUID},1". https://learn.microsoft.com/graph/api/chatmessage-post#example-4-send-a-message-with-file-attachment-in-it */
const guidOf = ({ eTag, id }: DriveItem): string =>
  /\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?/i.exec(eTag ?? '')?.[1] ?? id ?? '';

const notReady = () =>
  new AideError('not_found', {
    userMessage: 'This channel has no folder yet.',
    remedy: 'Open the tab "Files" of the channel once in Teams, then try again.',
  });
