import type { postInput } from '@aide/contracts/files';
import type { Chat } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { names } from '../../chat/names.ts';
import { chatWith } from '../../directory/chat-with.ts';
import { channelNames, forgetTeams } from '../../directory/places.ts';
import { AideError } from '../../errors.ts';
import type { Context } from '../feature.ts';
import { beginChat } from './scopes.ts';

/** Where a file can be posted: a channel, a chat that is there, or people, whose chat is found or begun. */
export type To = z.output<typeof postInput>['to'];
/** What there is to post into. */
export type Conversation = Exclude<To, { people: unknown }>;

const part = encodeURIComponent;
export const pathOf = (to: Conversation): string =>
  'chatId' in to ? `/chats/${part(to.chatId)}` : `/teams/${part(to.teamId)}/channels/${part(to.channelId)}`;

/** A channel is read by a team; its chat is read by those in it. */
export const kindOf = (to: To): 'channel' | 'chat' => ('teamId' in to ? 'channel' : 'chat');

export interface PostPlace {
  /** "Marketing › General", "Launch", "the chat with Megan Bowen". */
  label: string;
  /** Who gets access, in words. */
  who: string;
  /** Entra object ids of people, or of the team's group. */
  readers: string[];
  /** Those in it whom Aide cannot give access by their id: people of other organisations. */
  outside: string[];
}

interface Member {
  userId?: string | null;
  displayName?: string | null;
  tenantId?: string | null;
}

/**
 * Where it is posted, and who reads there besides the person. At most one round trip, none for a channel that is known.
 * @throws AideError not_found for a channel or chat that the person is not in
 */
export async function readPlace(ctx: Context, to: To): Promise<PostPlace> {
  if ('people' in to) {
    const others = to.people.filter(({ id }) => id !== ctx.person.userId);
    const who = names(others.map(({ name }) => name));
    if (others.length === 0) throw alone();
    return { label: `the chat with ${who}`, who, readers: others.map(({ id }) => id), outside: [] };
  }
  if ('chatId' in to) return chatPlace(ctx, to.chatId);
  const known = await channelNames(ctx, to.teamId, to.channelId);
  if (!known) throw notThere('channel');
  return {
    label: `${known.team} › ${known.channel}`,
    who: 'everybody in the team',
    // A private or shared channel has members of its own, whom Aide cannot list.
    readers: known.membershipType === 'standard' ? [to.teamId] : [],
    outside: [],
  };
}

async function chatPlace(ctx: Context, chatId: string): Promise<PostPlace> {
  const chat = await ctx.graph.get<Chat>(pathOf({ chatId }), { $expand: 'members' }).catch((error: unknown) => {
    throw error instanceof AideError && /^(not_found|forbidden)$/.test(error.code) ? notThere('chat', error) : error;
  });
  const members = ((chat.members ?? []) as Member[]).filter(({ userId }) => userId !== ctx.person.userId);
  const isOurs = ({ tenantId }: Member) => !tenantId || tenantId.toLowerCase() === ctx.person.tenantId.toLowerCase();
  const nameOf = ({ displayName }: Member) => displayName || 'somebody';
  const who = names(members.filter(isOurs).map(nameOf));
  return {
    label: chat.topic || (who ? `the chat with ${who}` : 'the chat'),
    who: who || 'those in the chat',
    readers: members.filter(isOurs).flatMap(({ userId }) => userId ?? []),
    outside: members.filter((member) => !isOurs(member)).map(nameOf),
  };
}

/** Whom the post reaches without the file. */
export function unreached({ readers, outside }: PostPlace, kind: 'channel' | 'chat'): string[] {
  const who = kind === 'channel' ? 'who is in this channel' : 'who else is in this chat';
  return [
    ...(readers.length === 0 && outside.length === 0
      ? [`Aide cannot tell ${who}, so it gives no access: share the file with them as well.`]
      : []),
    ...(outside.length > 0
      ? [
          `${names(outside)} ${outside.length === 1 ? 'belongs to another organisation and gets' : 'belong to another organisation and get'} no access by this: share the file with them as well.`,
        ]
      : []),
  ];
}

/** The conversation that is posted into; a chat that is not there yet is begun, once. */
export async function conversationFor(ctx: Context, to: To): Promise<{ at: Conversation; webUrl?: string }> {
  if (!('people' in to)) return { at: to };
  const { chatId, webUrl } = await chatWith({ person: ctx.person, graph: ctx.graphWith(beginChat) }, to.people);
  return { at: { chatId }, ...(webUrl ? { webUrl } : {}) };
}

/** What is known of teams is old when a channel turns out to be gone. */
export function forgetGone(ctx: Context, error: unknown): void {
  if (error instanceof AideError && error.code === 'not_found') forgetTeams(ctx);
}

const notThere = (what: 'channel' | 'chat', cause?: AideError) =>
  new AideError(
    'not_found',
    {
      userMessage: `You are not in this ${what}, or it is not there any more.`,
      remedy: `Name one of your ${what}s.`,
    },
    { ...cause?.details, cause },
  );

const alone = () =>
  new AideError('invalid_input', {
    userMessage: 'You would post it to yourself.',
    remedy: 'Name somebody else: it is in your files already.',
  });
