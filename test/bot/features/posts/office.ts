import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel, ChatMessage, Team } from '@microsoft/microsoft-graph-types';
import type { Here, Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { posts } from '../../../../bot/features/posts/index.ts';
import { grantedScopes, optionalScopes } from '../../../../bot/features/posts/scopes.ts';
import { partsOf } from '../../../support/cards.ts';
import { type Office as AnyOffice, createOffice as createAnyOffice } from '../office.ts';

/** A channel as actions take it. */
export type ChannelTo = { kind: 'channel'; teamId: string; channelId: string };

/** The feature at work, and eyes that see what others see. */
export interface Office extends AnyOffice {
  /** All of the first page of a collection. */
  read<T>(name: string, path: string): Promise<T[]>;
  teamsOf(name: string): Promise<(Team & { channels: Channel[] })[]>;
  /** Of a person's channels one by its name and its team's. */
  channel(name: string, team: string, channel: string): Promise<ChannelTo>;
  /** Messages of a channel that hold these words and were not taken back. @param as whoever looks */
  said(to: ChannelTo, words: string, as?: string): Promise<ChatMessage[]>;
  /** The newest messages of a channel, as this person sees them. */
  messages(name: string, to: { teamId: string; channelId: string }): Promise<ChatMessage[]>;
  chatMessages(name: string, chatId: string): Promise<ChatMessage[]>;
  /** Consent as it is in an organisation whose administrator allows no more than needed. */
  withoutOptional(): void;
  withAll(): void;
  click(ctx: Context, reply: Reply, title: RegExp, inputs?: Record<string, unknown>): Promise<Reply>;
}

const graphScopes = [
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
  'ChannelMessage.Read.All',
  'ChannelMessage.Send',
  'ChatMessage.Send',
  'Chat.ReadWrite',
  'Chat.Create',
  'TeamworkTag.ReadWrite',
  'Channel.Create',
];

export async function createOffice(): Promise<Office> {
  const office = await createAnyOffice(posts, graphScopes);
  /** Reads as another client does: it waits when it is asked to. */
  const value = async <T>(name: string, path: string): Promise<T[]> => {
    const scopes = graphScopes.map((scope) => `https://graph.microsoft.com/${scope}`);
    const authorization = `Bearer ${await office.sandbox.tokenFor(name, scopes)}`;
    for (;;) {
      const answer = await fetch(`${office.sandbox.url}/v1.0${path}`, { headers: { authorization } });
      if (answer.status === 429) await sleep(Number(answer.headers.get('retry-after')) * 1000);
      else {
        assert(answer.ok, `GET ${path}: ${answer.status}`);
        return ((await answer.json()) as { value: T[] }).value;
      }
    }
  };
  const own: Office = {
    ...office,
    read: value,
    async teamsOf(name) {
      const teams = await value<Team>(name, '/me/joinedTeams');
      return Promise.all(
        teams.map(async (team) => ({ ...team, channels: await value<Channel>(name, `/teams/${team.id}/channels`) })),
      );
    },
    async channel(name, teamName, channelName) {
      const team = (await own.teamsOf(name)).find((t) => t.displayName === teamName);
      const channel = team?.channels.find((c) => c.displayName === channelName);
      assert(team?.id && channel?.id, `${name} has no ${teamName} › ${channelName}`);
      return { kind: 'channel', teamId: team.id, channelId: channel.id };
    },
    said: async (to, words, as = 'Alex Wilber') =>
      (await own.messages(as, to)).filter((m) => !m.deletedDateTime && m.body?.content?.includes(words)),
    messages: (name, { teamId, channelId }) =>
      value(name, `/teams/${teamId}/channels/${encodeURIComponent(channelId)}/messages?$top=50`),
    chatMessages: (name, chatId) => value(name, `/chats/${encodeURIComponent(chatId)}/messages?$top=50`),
    withoutOptional: () =>
      office.consent(
        Object.keys(posts.reasons).filter((scope) => ![...optionalScopes, ...grantedScopes].includes(scope)),
      ),
    withAll: () => office.consent(Object.keys(posts.reasons)),
    async click(ctx, reply, title, inputs = {}) {
      const found = actionsOf(reply).find((a) => title.test(a.title));
      assert(found, `no ${title} among ${actionsOf(reply).map((a) => a.title)}`);
      if (found.verb === 'operation.undo') {
        const operation = await ctx.operations.undo(String(found.data.id));
        return { text: operation.receipt?.summary ?? '' };
      }
      if (found.verb === 'operation.confirm') {
        const operation = await ctx.operations.confirm(String(found.data.id));
        return { text: operation.receipt?.summary ?? '' };
      }
      return office.press(ctx, found.verb, { ...found.data, ...inputs });
    },
  };
  return own;
}

interface Button {
  title: string;
  verb: string;
  data: Record<string, unknown>;
}

export const actionsOf = (reply: Reply): Button[] =>
  partsOf(reply.card)
    .filter((p) => String(p.type).startsWith('Action.'))
    .map((p) => ({
      title: String(p.title),
      verb: String(p.verb ?? ''),
      data: (p.data as Record<string, unknown> | undefined) ?? {},
    }));

export const textOf = (reply: Reply): string => JSON.stringify(reply.card ?? reply.text);

export const inChannel = (to: { teamId: string; channelId: string }, threadId?: string): Here => ({
  type: 'channel',
  conversationId: to.channelId,
  teamId: to.teamId,
  ...(threadId ? { threadId } : {}),
  files: [],
});
