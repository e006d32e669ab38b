import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import { type ChatMessageBody, plainOf } from './chat-message.ts';
import type { Graph } from './graph.ts';

/** Messages looked through, newest first. */
const most = 100;
/** Clocks differ a little (ms). */
const tolerance = 15_000;

/**
 * The message of this person that says the same and came at this time or later: posting has no key by which it could be found.
 * @param path of the collection it was posted to: '/teams/…/channels/…/messages'
 */
export async function findMessage(
  graph: Graph,
  path: string,
  wanted: Pick<ChatMessageBody, 'subject' | 'body' | 'attachments'>,
  { userId, startedAt }: { userId: string; startedAt: string },
): Promise<ChatMessage | undefined> {
  const since = Date.parse(startedAt) - tolerance;
  const messages = await graph.list<ChatMessage>(path, { $top: 50 }, { max: most });
  // Files keep the id they were sent with: it is the file's own.
  const files = (wanted.attachments ?? []).filter(({ contentType }) => contentType === 'reference');
  const same = (message: ChatMessage) =>
    message.from?.user?.id === userId &&
    !message.deletedDateTime &&
    Date.parse(message.createdDateTime ?? '') >= since &&
    (message.subject ?? '') === (wanted.subject ?? '') &&
    files.every(({ id }) => message.attachments?.some((one) => one.id === id)) &&
    plainOf(message.body?.content ?? '') === plainOf(wanted.body.content);
  // Of several the first: it is what this operation began with.
  return messages.filter(same).sort((a, b) => (a.createdDateTime! < b.createdDateTime! ? -1 : 1))[0];
}
