import type { MessageRef, Target } from '@aide/contracts/posts';
import { names } from '../../chat/names.ts';
import { channelNames } from '../../directory/places.ts';
import { AideError } from '../../errors.ts';
import type { Context } from '../feature.ts';
import { changing } from './scopes.ts';

/** "Marketing › General", "Megan Bowen and Lee Gu", "Launch". */
export function labelOf(to: Target): string {
  if (to.kind === 'people') return names(to.people.map((p) => p.name));
  if (to.kind === 'chat')
    return to.quotes?.from ? `${to.quotes.from} in ${to.name || 'the chat'}` : to.name || 'the chat';
  const place = [to.team, to.channel].filter(Boolean).join(' › ') || 'the channel';
  return to.kind === 'thread' ? `the thread in ${place}` : place;
}

/** Names in a request come from outside; for channels the true ones are known. Also says early that one is not in the channel. */
export async function withNames<T extends Target>(ctx: Context, to: T): Promise<T> {
  if (to.kind !== 'channel' && to.kind !== 'thread') return to;
  const known = await channelNames(ctx, to.teamId, to.channelId);
  if (known) return { ...to, team: known.team, channel: known.channel };
  throw new AideError('not_found', {
    userMessage: 'You are not in this channel, or it is not there any more.',
    remedy: 'Name one of your channels, for instance: post in General.',
  });
}

const part = encodeURIComponent;

export const chatPath = (chatId: string): string => `/chats/${part(chatId)}/messages`;

/** Where a message is sent to. People have to have their chat by now. */
export function messagesPath(to: Exclude<Target, { kind: 'people' }>): string {
  if (to.kind === 'chat') return chatPath(to.chatId);
  const channel = `/teams/${part(to.teamId)}/channels/${part(to.channelId)}/messages`;
  return to.kind === 'thread' ? `${channel}/${part(to.messageId)}/replies` : channel;
}

export function messagePath(message: MessageRef): string {
  if ('chatId' in message) return `/chats/${part(message.chatId)}/messages/${part(message.messageId)}`;
  const channel = `/teams/${part(message.teamId)}/channels/${part(message.channelId)}/messages`;
  return message.threadId && message.threadId !== message.messageId
    ? `${channel}/${part(message.threadId)}/replies/${part(message.messageId)}`
    : `${channel}/${part(message.messageId)}`;
}

/** softDelete of a chat's message exists under its user only. https://learn.microsoft.com/graph/api/chatmessage-softdelete */
export const actionPath = (
  ctx: Pick<Context, 'person'>,
  message: MessageRef,
  action: 'softDelete' | 'undoSoftDelete',
) => `${'chatId' in message ? `/users/${part(ctx.person.userId)}` : ''}${messagePath(message)}/${action}`;

export const scopesFor = (message: MessageRef) => ('chatId' in message ? changing.chat : changing.channel);
export const scopesOf = (to: Target) => (to.kind === 'chat' || to.kind === 'people' ? changing.chat : changing.channel);
