import type { Chat, Target, Team } from '@aide/contracts/posts';
import { distance } from 'fastest-levenshtein';
import { plainWords } from './words.ts';

/** Somewhere one can post, with all the ways to call it. */
export interface Place {
  target: Target;
  label: string;
  /** The channel's own words, and those of its team. */
  own: string[];
  team: string[];
  /** The channel that a team's name alone stands for. */
  isMain: boolean;
}

/** Words between the names: "the Design channel of the Mark 8 team". Names may contain them too, so both sides lose them alike. */
const fillers = new Set(
  'the a an our my channel channels team teams chat chats group conversation of in on at for with called named'.split(
    ' ',
  ),
);
const wordsOf = (text: string) => plainWords(text).filter((word) => !fillers.has(word));

export function channelPlaces(teams: readonly Team[]): Place[] {
  return teams.flatMap((team) =>
    team.channels.map((channel) => ({
      target: {
        kind: 'channel',
        teamId: channel.hostTeamId ?? team.id,
        channelId: channel.id,
        team: team.displayName,
        channel: channel.displayName,
      },
      label: `${team.displayName} › ${channel.displayName}`,
      own: wordsOf(channel.displayName),
      team: wordsOf(team.displayName),
      isMain: channel.displayName === 'General' || team.channels.length === 1,
    })),
  );
}

export function chatPlaces(chats: readonly Chat[]): Place[] {
  return chats.flatMap((chat) => {
    const label = chatLabel(chat);
    if (!label) return [];
    const own = wordsOf(chat.topic ?? '');
    const members = chat.members.flatMap((member) => plainWords(member.name));
    return [
      {
        target: { kind: 'chat', chatId: chat.id, name: label },
        label,
        own: own.length > 0 ? own : members,
        team: members,
        isMain: false,
      },
    ];
  });
}

export const chatLabel = ({ topic, members }: Chat): string =>
  topic ??
  members
    .map((member) => member.name)
    .filter(Boolean)
    .slice(0, 4)
    .join(', ');

const levels = { both: 6, own: 5, team: 4, parts: 3, near: 1, none: 0 };

/**
 * How well a place fits what was written: 6 team and channel, 5 the channel's name, 4 the team's (its main channel is meant), 3 every word begins one of
 * either name, one of them the channel's; 1 written nearly so.
 */
export function levelOf(written: readonly string[], { own, team, isMain }: Place): number {
  const text = written.join(' ');
  const [ownText, teamText] = [own.join(' '), team.join(' ')];
  if (text === '') return levels.none;
  if (text === `${teamText} ${ownText}`.trim() || text === `${ownText} ${teamText}`.trim())
    return team.length > 0 ? levels.both : levels.own;
  if (text === ownText) return levels.own;
  if (text === teamText) return isMain ? levels.team : levels.none;
  const begins = (words: readonly string[]) => (word: string) => words.some((w) => w.startsWith(word));
  if (written.every(begins([...own, ...team])))
    return written.some((word) => begins(own)(word) && !begins(team)(word)) || isMain ? levels.parts : levels.none;
  return Math.min(
    ...[ownText, `${teamText} ${ownText}`, `${ownText} ${teamText}`, ...(isMain ? [teamText] : [])].map((name) =>
      distance(text, name),
    ),
  ) <= (text.length < 5 ? 1 : Math.max(2, Math.floor(text.length / 4)))
    ? levels.near
    : levels.none;
}

export interface Found {
  /** Those that fit equally well; one = it is meant. */
  fitting: Place[];
  /** It was written nearly so: ask. */
  uncertain: boolean;
}

/** The places somebody means. @param home a team whose channels come first among equals: the one it is said in */
export function findPlaces(written: string, places: readonly Place[], home?: string): Found {
  const words = wordsOf(written);
  // "the Team chat": nothing but fillers, so they are the name.
  const wanted = words.length > 0 ? words : plainWords(written);
  const rated = places.map((place) => ({ place, level: levelOf(wanted, place) }));
  const top = Math.max(0, ...rated.map((r) => r.level));
  const fitting = top === 0 ? [] : rated.filter((r) => r.level === top).map((r) => r.place);
  const near = fitting.filter(({ target }) => target.kind === 'channel' && target.teamId === home);
  return { fitting: near.length === 1 ? near : fitting, uncertain: top === levels.near };
}
