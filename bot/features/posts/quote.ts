import type { MessageRef, Quoted, Target } from '@aide/contracts/posts';
import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import { levelOf } from '../../directory/match.ts';
import { readableOf } from '../../graph/chat-message.ts';
import type { Context } from '../feature.ts';
import { answerTo } from './message-link.ts';
import { quoteScopes } from './scopes.ts';
import { chatPath, messagePath } from './target.ts';

/** Messages looked through for the one that is answered, newest first. */
const most = 50;
/** Characters of it that are shown. */
const shown = 200;

/** A message of somebody else that can be answered. */
export interface Answerable extends Quoted {
  from: string;
  userId: string;
}

/** What others wrote in a chat lately, newest first. Asks for Chat.Read where it is missing. */
export async function answerable(ctx: Context, chatId: string): Promise<Answerable[]> {
  const messages = await ctx.graphWith(quoteScopes).list<ChatMessage>(chatPath(chatId), { $top: most }, { max: most });
  return messages.flatMap((message) => {
    const { from, text } = quotedOf(message);
    const user = message.from?.user;
    const isOthers = message.messageType === 'message' && !message.deletedDateTime && user?.id !== ctx.person.userId;
    return isOthers && user?.id && from ? [{ messageId: message.id!, from, text, userId: user.id }] : [];
  });
}

/** The newest message of each author whom a name fits best. */
export function authoredBy(name: string, messages: readonly Answerable[]): Answerable[] {
  const newest = [...new Map([...messages].reverse().map((m) => [m.userId, m])).values()].reverse();
  const rated = newest.map((message) => ({
    message,
    level: levelOf(name, { displayName: message.from, ...parts(message) }),
  }));
  const top = Math.max(0, ...rated.map((r) => r.level));
  return top === 0 ? [] : rated.filter((r) => r.level === top).map((r) => r.message);
}

/** Chats tell the whole name only. */
function parts({ from }: Answerable) {
  const [givenName, ...rest] = from.split(' ');
  return { address: '', givenName, surname: rest.at(-1) };
}

const quotedOf = ({ from, body }: ChatMessage): { from?: string; text: string } => ({
  ...(from?.user?.displayName ? { from: from.user.displayName } : {}),
  text: Array.from(readableOf(body?.content ?? ''))
    .slice(0, shown)
    .join(''),
});

/**
 * Where a reply to a linked message goes. In a chat it quotes the message; what that says is shown where it may be read, and is not
 * asked for.
 */
export async function replyTo(ctx: Context, message: MessageRef): Promise<Target> {
  const to = answerTo(message);
  if (!('chatId' in message) || to.kind !== 'chat') return to;
  const { messageId } = message;
  if (!(await ctx.consented(quoteScopes))) return { ...to, quotes: { messageId } };
  const found = await ctx.graphWith(quoteScopes).get<ChatMessage>(messagePath(message));
  return { ...to, quotes: { messageId, ...quotedOf(found) } };
}
