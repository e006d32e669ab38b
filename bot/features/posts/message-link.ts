import type { MessageRef, Target } from '@aide/contracts/posts';

/**
 * A message by the link that Teams copies: `…/l/message/<channel or chat>/<message>?groupId=…&parentMessageId=…`. The host differs with the cloud,
 * so it is the path that counts; nothing is fetched from there.
 * https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
 */
export function messageOfLink(link: string): MessageRef | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  const found = /^\/l\/message\/([^/]+)\/(\d{6,20})\/?$/.exec(url.pathname);
  if (!/^https?:$/.test(url.protocol) || !found) return undefined;
  const place = decoded(found[1]!);
  const messageId = found[2]!;
  if (!place) return undefined;
  const teamId = url.searchParams.get('groupId');
  const threadId = url.searchParams.get('parentMessageId');
  if (teamId)
    return { teamId, channelId: place, messageId, ...(threadId && threadId !== messageId ? { threadId } : {}) };
  return /@thread\.v2$|@unq\.gbl\.spaces$/.test(place) ? { chatId: place, messageId } : undefined;
}

/** Where a reply to this message goes: to its thread; in chats there are none. */
export const answerTo = (message: MessageRef): Target =>
  'chatId' in message
    ? { kind: 'chat', chatId: message.chatId }
    : {
        kind: 'thread',
        teamId: message.teamId,
        channelId: message.channelId,
        messageId: message.threadId ?? message.messageId,
      };

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
