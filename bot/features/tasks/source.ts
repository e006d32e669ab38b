import type { Source } from '@aide/contracts/tasks';
import { shorten } from '../../chat/cards.ts';
import type { Here } from '../chat.ts';
import type { Context } from '../feature.ts';

/**
 * Where a task came from when it was noted in a conversation: the file that came with the message, the thread of the channel, or
 * the group chat. In the personal chat with Aide there is nothing to go back to.
 * https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
 */
export function sourceOf(ctx: Pick<Context, 'person'>, here: Here | undefined): Source | undefined {
  const [file] = here?.files ?? [];
  if (file && URL.canParse(file.contentUrl) && /^https?:/i.test(file.contentUrl))
    return {
      webUrl: new URL(file.contentUrl).href,
      applicationName: 'OneDrive',
      displayName: shorten(file.name, 200),
      externalId: shorten(file.uniqueId, 255),
    };
  if (!here || here.type === 'personal') return undefined;
  const { conversationId, teamId, threadId } = here;
  const chat = encodeURIComponent(conversationId);
  if (here.type === 'groupChat')
    return {
      webUrl: `https://teams.microsoft.com/l/chat/${chat}/conversations`,
      applicationName: 'Microsoft Teams',
      displayName: 'Chat in Teams',
    };
  const about = new URLSearchParams({
    tenantId: ctx.person.tenantId,
    ...(teamId ? { groupId: teamId } : {}),
    ...(threadId ? { parentMessageId: threadId } : {}),
  });
  return {
    webUrl: threadId
      ? `https://teams.microsoft.com/l/message/${chat}/${encodeURIComponent(threadId)}?${about}`
      : `https://teams.microsoft.com/l/channel/${chat}/General?${about}`,
    applicationName: 'Microsoft Teams',
    displayName: 'Conversation in Teams',
    ...(threadId ? { externalId: threadId } : {}),
  };
}
