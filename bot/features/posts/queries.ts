import {
  chatsInput,
  chatsOutput,
  content,
  plannedInput,
  plannedOutput,
  previewInput,
  previewOutput,
  tagsInput,
  tagsOutput,
  teamsInput,
  teamsOutput,
} from '@aide/contracts/posts';
import type { z } from 'zod';
import { readChats, readTeams } from '../../directory/places.ts';
import { chatMessage, messageLimit, sizeOf } from '../../graph/chat-message.ts';
import type { Query } from '../feature.ts';
import { plannedOf } from './plan.ts';
import { notified } from './propose.ts';
import { placeScopes } from './scopes.ts';
import { requireImportance } from './send.ts';
import { readTags } from './settle-mentions.ts';
import { labelOf, withNames } from './target.ts';

export const teamsQuery: Query<typeof teamsInput, z.output<typeof teamsOutput>> = {
  name: 'posts.teams',
  title: 'Teams and their channels',
  scopes: placeScopes,
  input: teamsInput,
  output: teamsOutput,
  run: async (ctx, { refresh }) => ({ teams: (await readTeams(ctx, refresh)).teams }),
};

export const chatsQuery: Query<typeof chatsInput, z.output<typeof chatsOutput>> = {
  name: 'posts.chats',
  title: 'Recent chats',
  scopes: placeScopes,
  input: chatsInput,
  output: chatsOutput,
  run: async (ctx, { top }) => ({ chats: await readChats(ctx, top) }),
};

/** Exactly what would be sent, and how large it is; also of what is too large. */
export const previewQuery: Query<typeof previewInput, z.output<typeof previewOutput>> = {
  name: 'posts.preview',
  title: 'See how a post will look',
  scopes: placeScopes,
  input: previewInput,
  output: previewOutput,
  async run(ctx, input) {
    const said = content.parse(input);
    requireImportance(input.to, said);
    const message = chatMessage(said);
    const bytes = sizeOf(message);
    return {
      place: labelOf(await withNames(ctx, input.to)),
      ...(said.subject ? { subject: said.subject } : {}),
      importance: said.importance,
      html: message.body.content,
      notified: notified(said),
      bytes,
      limit: messageLimit,
      fits: bytes <= messageLimit,
    };
  },
};

export const plannedQuery: Query<typeof plannedInput, z.output<typeof plannedOutput>> = {
  name: 'posts.planned',
  title: 'Planned posts',
  scopes: placeScopes,
  input: plannedInput,
  output: plannedOutput,
  async run(ctx) {
    const plans = (await ctx.plans.list()).flatMap((plan) => plannedOf(plan) ?? []);
    return { plans, timeZone: (await ctx.profile()).timeZone, now: (await ctx.now()).toUTC().toISO()! };
  },
};

/** Tags of a team, for mentions. Asks for TeamworkTag.Read where it is missing. */
export const tagsQuery: Query<typeof tagsInput, z.output<typeof tagsOutput>> = {
  name: 'posts.tags',
  title: 'Tags of a team',
  scopes: placeScopes,
  input: tagsInput,
  output: tagsOutput,
  async run(ctx, { teamId }) {
    const tags = (await readTags(ctx, teamId)).flatMap(({ id, displayName, memberCount }) =>
      id && displayName ? [{ id, displayName, ...(typeof memberCount === 'number' ? { memberCount } : {}) }] : [],
    );
    return { tags };
  },
};
