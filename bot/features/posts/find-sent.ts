import type { Target } from '@aide/contracts/posts';
import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import type { ChatMessageBody } from '../../graph/chat-message.ts';
import { findMessage } from '../../graph/find-message.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Person } from '../feature.ts';
import { messagesPath } from './target.ts';

/** The message of this person that says the same and came at this time or later. */
export const findSent = (
  graph: Graph,
  { userId }: Person,
  to: Exclude<Target, { kind: 'people' }>,
  wanted: ChatMessageBody,
  startedAt: string,
): Promise<ChatMessage | undefined> => findMessage(graph, messagesPath(to), wanted, { userId, startedAt });
