import type { Chat, Team } from '@aide/contracts/posts';
import type {
  AssociatedTeamInfo,
  Channel,
  Chat as GraphChat,
  Team as GraphTeam,
} from '@microsoft/microsoft-graph-types';
import { LRUCache } from 'lru-cache';
import type { Context } from '../features/feature.ts';
import { graphError } from '../graph/errors.ts';
import type { GraphResponse } from '../graph/graph.ts';

/** How long a person's teams and channels are good for, ms. Whatever is missing in them is looked for anew. */
const lifetime = 10 * 60_000;
const known = new LRUCache<string, Team[]>({ max: 2000, ttl: lifetime });
const keyOf = ({ person }: Pick<Context, 'person'>) => `${person.tenantId}.${person.userId}`;

type Reader = Pick<Context, 'person' | 'graph'>;

/**
 * The teams a person is in and their channels, as far as they may see them: private and shared ones too, also those that other teams share with them;
 * and, of teams they are not in, the channels that are shared with themselves. Two round trips, or none while they are known.
 */
export async function readTeams(ctx: Reader, refresh = false): Promise<{ teams: Team[]; fresh: boolean }> {
  const before = refresh ? undefined : known.get(keyOf(ctx));
  if (before) return { teams: before, fresh: false };
  const found = await teamsAround(ctx);
  const answers = await ctx.graph.batch(
    found.map(({ id }) => ({ method: 'GET', path: `/teams/${encodeURIComponent(id ?? '')}/allChannels` })),
  );
  const teams = found.flatMap((team, i): Team[] => {
    const answer = answers[i]!;
    // A team that is archived or being deleted refuses; the others are still there.
    if (answer.status === 403 || answer.status === 404) return [];
    if (answer.status >= 400) throw graphError(answer);
    const channels = (answer.body as { value?: Channel[] }).value ?? [];
    return [
      {
        id: team.id ?? '',
        displayName: team.displayName ?? '',
        channels: channels.flatMap((channel) => (channel.id ? [channelOf(channel, team.id)] : [])),
        ...(team.isMember ? {} : { isMember: false }),
      },
    ];
  });
  known.set(keyOf(ctx), teams);
  return { teams, fresh: true };
}

type Around = Pick<GraphTeam, 'id' | 'displayName'> & { isMember: boolean };

/** Those one is in, and then those that host a channel which is shared with one. */
async function teamsAround(ctx: Reader): Promise<Around[]> {
  const [joined, associated] = (await ctx.graph.batch([
    { method: 'GET', path: '/me/joinedTeams', query: { $select: 'id,displayName' } },
    { method: 'GET', path: '/me/teamwork/associatedTeams' },
  ])) as [GraphResponse, GraphResponse];
  if (joined.status >= 400) throw graphError(joined);
  const own = (joined.body as { value?: GraphTeam[] }).value ?? [];
  const known = new Set(own.map(({ id }) => id));
  // Not every cloud has it (China has not), and without it one's own teams are still there.
  // https://learn.microsoft.com/graph/api/associatedteaminfo-list
  const others = associated.status >= 400 ? [] : ((associated.body as { value?: AssociatedTeamInfo[] }).value ?? []);
  return [
    ...own.map((team) => ({ ...team, isMember: true })),
    ...others
      // A channel of another organisation is out of reach of a token of this one.
      .filter(({ id, tenantId }) => id && !known.has(id) && (tenantId ?? ctx.person.tenantId) === ctx.person.tenantId)
      .map(({ id, displayName }) => ({ id, displayName, isMember: false })),
  ];
}

export const forgetTeams = (ctx: Pick<Context, 'person'>): void => void known.delete(keyOf(ctx));

/** A channel that another team shares names that team in its address. https://learn.microsoft.com/graph/api/team-list-allchannels */
function channelOf(channel: Channel, teamId: string | undefined) {
  const address = (channel as { '@odata.id'?: string })['@odata.id'];
  const host = /\/teams\/([0-9a-f-]{36})\//i.exec(address ?? '')?.[1];
  const { id, displayName, membershipType, webUrl } = channel;
  return {
    id: id!,
    displayName: displayName ?? '',
    membershipType: membershipType ?? 'standard',
    ...(host && host !== teamId ? { hostTeamId: host } : {}),
    ...(webUrl ? { webUrl } : {}),
  };
}

/** A channel, by the names of its team and its own. */
export interface NamedChannel {
  team: string;
  channel: string;
  /** 'standard': everybody in the team reads it; 'private', 'shared': it has members of its own. */
  membershipType: string;
}

/** What a channel is called, from what is known of it: without a call when its team was read lately. */
export async function channelNames(ctx: Reader, teamId: string, channelId: string): Promise<NamedChannel | undefined> {
  const find = (teams: Team[]) => {
    for (const team of teams) {
      const channel = team.channels.find((c) => c.id === channelId && (c.hostTeamId ?? team.id) === teamId);
      if (channel)
        return { team: team.displayName, channel: channel.displayName, membershipType: channel.membershipType };
    }
    return undefined;
  };
  const { teams, fresh } = await readTeams(ctx);
  return find(teams) ?? (fresh ? undefined : find((await readTeams(ctx, true)).teams));
}

/** The person's chats, those last written in first; one round trip. */
export async function readChats(ctx: Reader, top = 50): Promise<Chat[]> {
  const chats = await ctx.graph.list<GraphChat>('/me/chats', { $expand: 'members', $top: top }, { max: top });
  return chats.flatMap((chat): Chat[] =>
    chat.id
      ? [
          {
            id: chat.id,
            type: chat.chatType ?? 'group',
            ...(chat.topic ? { topic: chat.topic } : {}),
            members: membersOf(chat, ctx.person.userId),
            ...(chat.webUrl ? { webUrl: chat.webUrl } : {}),
          },
        ]
      : [],
  );
}

function membersOf({ members }: GraphChat, mine: string): Chat['members'] {
  return (members ?? []).flatMap((member) => {
    const { userId, displayName } = member as { userId?: string | null; displayName?: string | null };
    return userId && userId !== mine ? [{ id: userId, name: displayName ?? '' }] : [];
  });
}
