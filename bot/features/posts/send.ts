import type { Receipt } from '@aide/contracts/operations';
import type { Content, MessageRef, Sent, Target } from '@aide/contracts/posts';
import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { chatWith } from '../../directory/chat-with.ts';
import { forgetTeams } from '../../directory/places.ts';
import { AideError } from '../../errors.ts';
import type { ChatMessageBody } from '../../graph/chat-message.ts';
import { channelPace } from '../../graph/pacer.ts';
import type { Context, Memory, Recovered } from '../feature.ts';
import { findSent } from './find-sent.ts';
import { messageFor } from './measure.ts';
import { labelOf, messagesPath, scopesOf, withNames } from './target.ts';

/** What is known of a message before it is sent, so that it can be looked for. */
const attempt = z.object({ startedAt: z.string(), chatId: z.string().optional(), webUrl: z.string().optional() });

type Ready = Exclude<Target, { kind: 'people' }>;

/** Sends a message as the person: 1 round trip where place and chat are known. Graph has no key for it, so that it must not be sent twice. */
export async function send(ctx: Context, target: Target, content: Content, memory: Memory): Promise<Receipt<Sent>> {
  const message = messageFor(content);
  const to = await withNames(ctx, target);
  requireImportance(to, content);
  const chat = to.kind === 'people' ? await chatWith(ctx, to.people) : undefined;
  const ready: Ready = to.kind === 'people' ? { kind: 'chat', chatId: chat!.chatId, name: labelOf(to) } : to;
  const startedAt = (await ctx.now()).toUTC().toISO()!;
  // Found out beforehand: once it is sent, nothing may fail any more.
  const undo = await undoOf(ctx, to);
  await memory.keep({ startedAt, ...chat } satisfies z.input<typeof attempt>);
  if (ready.kind !== 'chat') await channelPace(`${ready.teamId}/${ready.channelId}`);
  try {
    const sent = await ctx.graph.post<ChatMessage>(...requestOf(ready, message), { repeatable: false });
    return receiptOf(ready, content, sent, undo, chat?.webUrl);
  } catch (error) {
    if (error instanceof AideError && error.code === 'not_found') forgetTeams(ctx);
    throw error;
  }
}

/** An answer in a chat takes along what it answers. https://learn.microsoft.com/graph/api/chatmessage-replywithquote */
const requestOf = (to: Ready, message: ChatMessageBody): [path: string, body: unknown] =>
  to.kind === 'chat' && to.quotes
    ? [`${messagesPath(to)}/replyWithQuote`, { messageIds: [to.quotes.messageId], replyMessage: message }]
    : [messagesPath(to), message];

/**
 * After a crash: looks whether the message is there, where reading is consented to. Without, it stays unknown, because once more could be twice.
 */
export async function recoverSent(
  ctx: Context,
  target: Target,
  content: Content,
  memory: Memory,
): Promise<Recovered<Sent>> {
  const begun = attempt.safeParse(memory.kept);
  // Not begun: what comes before the memory writes nothing that a repetition would double.
  if (!begun.success) return 'repeat';
  const { chatId, startedAt, webUrl } = begun.data;
  if (target.kind === 'people' && !chatId) return 'repeat';
  const ready: Ready = target.kind === 'people' ? { kind: 'chat', chatId: chatId!, name: labelOf(target) } : target;
  const scopes = scopesOf(target).read;
  if (!(await ctx.consented(scopes)))
    return {
      unknown: `Your organisation has not allowed Aide to read messages (${scopes.join(', ')}), so it cannot look.`,
    };
  const found = await findSent(ctx.graphWith(scopes), ctx.person, ready, messageFor(content), startedAt);
  if (!found) return 'repeat';
  return { done: receiptOf(await withNames(ctx, ready), content, found, await undoOf(ctx, target), webUrl) };
}

/** Taking back needs another permission than sending; in chats the person can give it when they want to. */
export async function undoOf(ctx: Context, to: Target): Promise<'compensating' | 'none'> {
  const scopes = scopesOf(to);
  return to.kind === 'chat' || to.kind === 'people' || (await ctx.consented(scopes.write)) ? 'compensating' : 'none';
}

/** What remains after undo, or why there is none. */
export const remainsOf = (undo: 'compensating' | 'none'): string =>
  undo === 'compensating'
    ? '"This message has been deleted" remains where it was, and who has read it, has read it.'
    : 'Taking a post back needs ChannelMessage.ReadWrite, which only your administrator can allow. You can delete it in Teams yourself.';

/** @throws AideError invalid_input: Teams has urgent messages, which notify again and again, in chats only */
export function requireImportance(to: Target, { importance }: Content): void {
  if (importance === 'urgent' && (to.kind === 'channel' || to.kind === 'thread'))
    throw new AideError('invalid_input', {
      userMessage: 'Only messages in chats can be urgent.',
      remedy: 'Mark the post as important (high) instead.',
    });
}

const doneWords = (to: Ready): string =>
  to.kind === 'chat' ? (to.quotes ? 'Replied to' : 'Sent to') : to.kind === 'thread' ? 'Replied in' : 'Posted in';

function receiptOf(
  to: Ready,
  content: Content,
  sent: ChatMessage,
  undo: 'compensating' | 'none',
  chatUrl?: string,
): Receipt<Sent> {
  const place = labelOf(to);
  const webUrl = sent.webUrl ?? chatUrl;
  const message: MessageRef =
    to.kind === 'chat'
      ? { chatId: to.chatId, messageId: sent.id! }
      : {
          teamId: to.teamId,
          channelId: to.channelId,
          messageId: sent.id!,
          ...(to.kind === 'thread' ? { threadId: to.messageId } : {}),
        };
  return {
    summary: `${doneWords(to)} ${place}`,
    warnings: [],
    links: webUrl ? [{ title: 'Open in Teams', url: webUrl }] : [],
    undo,
    result: {
      message,
      place,
      content,
      ...(webUrl ? { webUrl } : {}),
      ...(sent.createdDateTime ? { createdDateTime: sent.createdDateTime } : {}),
    },
  };
}
