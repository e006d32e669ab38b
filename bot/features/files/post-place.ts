import type { Channel, Team } from '@microsoft/microsoft-graph-types';
import { plainWords } from '../../chat/words.ts';
import type { Graph } from '../../graph/graph.ts';

export interface ChannelPlace {
  teamId: string;
  channelId: string;
  /** "Marketing › General" */
  label: string;
}

const fillers = new Set(['the', 'a', 'an', 'our', 'my', 'channel', 'team', 'of', 'in', 's']);

/** Channels that are meant by "Marketing General", "the Design channel", "Marketing"; those that fit best. Two round trips. */
export async function findChannels(graph: Graph, written: string): Promise<ChannelPlace[]> {
  const said = plainWords(written).filter((word) => !fillers.has(word));
  const teams = await graph.list<Team>('/me/joinedTeams', { $select: 'id,displayName' });
  const answers = await graph.batch(
    teams.map(({ id }) => ({
      method: 'GET',
      path: `/teams/${encodeURIComponent(id ?? '')}/channels`,
      query: { $select: 'id,displayName' },
    })),
  );
  const rated = teams.flatMap((team, i) =>
    ((answers[i]?.body as { value?: Channel[] } | undefined)?.value ?? []).map((channel) => {
      const place = {
        teamId: team.id ?? '',
        channelId: channel.id ?? '',
        label: `${team.displayName} › ${channel.displayName}`,
      };
      return { place, fit: fitOf(said, plainWords(team.displayName ?? ''), plainWords(channel.displayName ?? '')) };
    }),
  );
  const best = Math.max(0, ...rated.map(({ fit }) => fit));
  return best === 0 ? [] : rated.filter(({ fit }) => fit === best).map(({ place }) => place);
}

/** 4: team and channel; 3: the channel's name; 2: the team's (its General is meant); 1: every word is in one of them. */
function fitOf(said: string[], team: string[], channel: string[]): number {
  const text = said.join(' ');
  if (text === '') return 0;
  if (text === [...team, ...channel].join(' ') || text === [...channel, ...team].join(' ')) return 4;
  if (text === channel.join(' ')) return 3;
  if (text === team.join(' ')) return channel.join(' ') === 'general' ? 2 : 0;
  const both = [...team, ...channel];
  return said.every((word) => both.some((one) => one.startsWith(word))) &&
    said.some((word) => channel.some((one) => one.startsWith(word)))
    ? 1
    : 0;
}
