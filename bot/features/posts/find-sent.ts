import type { Target } from '@aide/contracts/posts';
import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import { type ChatMessageBody, plainOf } from '../../graph/chat-message.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Person } from '../feature.ts';
import { messagesPath } from './target.ts';

/** Messages looked through, newest first. */
const most = 100;
/** Clocks differ a little (ms). */
const tolerance = 15_000;

/** The message of this person that says the same and came at this time or later. */
export async function findSent(
  graph: Graph,
  person: Person,
  to: Exclude<Target, { kind: 'people' }>,
  wanted: ChatMessageBody,
  startedAt: string,
): Promise<ChatMessage | undefined> {
  const since = Date.parse(startedAt) - tolerance;
  const messages = await graph.list<ChatMessage>(messagesPath(to), { $top: 50 }, { max: most });
  const same = (message: ChatMessage) =>
    message.from?.user?.id === person.userId &&
    !message.deletedDateTime &&
    Date.parse(message.createdDateTime ?? '') >= since &&
    (message.subject ?? '') === (wanted.subject ?? '') &&
    plainOf(message.body?.content ?? '') === plainOf(wanted.body.content);
  // Of several the first: it is what this operation began with.
  return messages.filter(same).sort((a, b) => (a.createdDateTime! < b.createdDateTime! ? -1 : 1))[0];
}
