import { channelPlaces, chatPlaces, findPlaces, type Place } from '../../chat/match-place.ts';
import { readChats, readTeams } from '../../directory/places.ts';
import type { Context } from '../feature.ts';
import type { Conversation } from './post-to.ts';
import { chatScopes, placeScopes } from './scopes.ts';
import type { Wish } from './wish.ts';

/** Somewhere a file can be posted, with what it is called. */
export interface NamedPlace {
  to: Conversation;
  label: string;
}

/** `sure`: it was written so, or its name begins so. Several: they fit equally well. */
export interface FoundPlaces {
  places: NamedPlace[];
  sure: boolean;
}

/**
 * The channels or chats that are meant by "Marketing General", "the Design channel", "the chat “Launch”". Channels come first:
 * chats are looked through when no channel is called so, or when it was called a chat. At most three round trips, none where the
 * channel was read lately.
 */
export async function findPlace(ctx: Context, words: string, kind: Wish['placeKind']): Promise<FoundPlaces> {
  const none: FoundPlaces = { places: [], sure: false };
  const channels = kind === 'chat' ? none : await findChannels(ctx, words);
  if (channels.sure || kind === 'channel') return channels;
  const chats = await findChats(ctx, words, kind === 'chat');
  if (chats.sure || channels.places.length === 0) return chats;
  return { places: [...channels.places, ...chats.places], sure: false };
}

async function findChannels(ctx: Context, words: string): Promise<FoundPlaces> {
  const reader = { person: ctx.person, graph: ctx.graphWith(placeScopes) };
  const { teams, fresh } = await readTeams(reader);
  const found = foundIn(words, channelPlaces(teams), ctx.here?.teamId);
  if (found.sure || fresh) return found;
  return foundIn(words, channelPlaces((await readTeams(reader, true)).teams), ctx.here?.teamId);
}

/** @param byMembers chats without a name are found by who is in them; "post it to Megan" means her, and no group that she is in */
async function findChats(ctx: Context, words: string, byMembers: boolean): Promise<FoundPlaces> {
  const chats = await readChats({ person: ctx.person, graph: ctx.graphWith(chatScopes) });
  return foundIn(words, chatPlaces(byMembers ? chats : chats.filter(({ topic }) => topic)));
}

function foundIn(words: string, all: readonly Place[], home?: string): FoundPlaces {
  const { fitting, uncertain } = findPlaces(words, all, home);
  return { places: fitting.flatMap(namedOf), sure: fitting.length > 0 && !uncertain };
}

function namedOf({ target, label }: Place): NamedPlace[] {
  if (target.kind === 'chat') return [{ to: { chatId: target.chatId }, label }];
  return target.kind === 'channel' ? [{ to: { teamId: target.teamId, channelId: target.channelId }, label }] : [];
}
