import { z } from 'zod';
import type { Here, ReceivedFile } from '../features/chat.ts';
import type { IncomingActivity, Place } from './activity.ts';

/**
 * Where something was said or pressed, as Graph names it. The id of the personal chat with a bot is the Bot Connector's own
 * ('a:1…'): Graph does not know it.
 */
export function hereOf(activity: IncomingActivity, place: Place): Here {
  const { type, id } = place.conversation;
  const [conversationId = id, threadId] = id.split(';messageid=');
  const teamId = activity.channelData?.team?.aadGroupId ?? undefined;
  return {
    type,
    conversationId,
    ...(type === 'channel' && teamId ? { teamId } : {}),
    ...(type === 'channel' && threadId ? { threadId } : {}),
    files: type === 'personal' ? filesOf(activity) : [],
  };
}

/** The conversation alone: for what was kept before Aide noted where it was said. */
export const hereOfPlace = ({ conversation: { type, id } }: Place): Here => ({
  type,
  conversationId: id.replace(/;messageid=.*$/, ''),
  files: [],
});

/** The team's id in Teams ('19:…@thread.tacv2'), which every client sends; Graph knows the group's id. */
export const teamThreadOf = (activity: IncomingActivity): string | undefined =>
  activity.channelData?.team?.id ?? undefined;

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#receive-files-in-personal-chat */
const downloadType = 'application/vnd.microsoft.teams.file.download.info';
/** More than Teams lets anybody attach to one message. */
const mostFiles = 20;
const downloadInfo = z.looseObject({
  contentUrl: z.url().max(4096),
  name: z.string().min(1).max(400),
  // The download address in it carries its own permission and ends after minutes: the file is read through Graph instead.
  content: z.looseObject({ uniqueId: z.string().min(1).max(256) }),
});

function filesOf(activity: IncomingActivity): ReceivedFile[] {
  return (activity.attachments ?? [])
    .filter(({ contentType }) => contentType === downloadType)
    .slice(0, mostFiles)
    .flatMap((attachment) => {
      const read = downloadInfo.safeParse(attachment);
      if (!read.success) return [];
      const { name, contentUrl, content } = read.data;
      return { name, contentUrl, uniqueId: content.uniqueId };
    });
}

/** As it is kept with a wish that waits. */
export const here = z.object({
  type: z.enum(['personal', 'groupChat', 'channel']),
  conversationId: z.string(),
  teamId: z.string().optional(),
  threadId: z.string().optional(),
  files: z.array(z.object({ name: z.string(), uniqueId: z.string(), contentUrl: z.string() })),
}) satisfies z.ZodType<Here>;
