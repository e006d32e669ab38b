import type { Colleague } from '@aide/contracts/people';
import type { Chat, Target, Team } from '@aide/contracts/posts';

/** One can write there. */
export interface PlaceOption {
  key: string;
  label: string;
  target: Target;
  /** What is said besides its name: 'private', 'shared'. */
  mark?: 'private' | 'shared';
}

export interface PlaceGroup {
  title: string;
  options: PlaceOption[];
}

/** "Marketing › General", "Megan Bowen and Lee Gu", "Launch". */
export function labelOf(to: Target): string {
  if (to.kind === 'people') return to.people.map((person) => person.name).join(', ');
  if (to.kind === 'chat') return to.name ?? 'the chat';
  const place = [to.team, to.channel].filter(Boolean).join(' › ') || 'the channel';
  return to.kind === 'thread' ? `Reply in ${place}` : place;
}

export const keyOf = (to: Target): string => {
  if (to.kind === 'people') return `people ${to.people.map((person) => person.id).join(' ')}`;
  return to.kind === 'chat' ? `chat ${to.chatId}` : `${to.kind} ${to.teamId} ${to.channelId}`;
};

const marks: Record<string, PlaceOption['mark']> = { private: 'private', shared: 'shared' };

const optionOf = (target: Target, mark?: PlaceOption['mark']): PlaceOption => ({
  key: keyOf(target),
  label: labelOf(target),
  target,
  ...(mark ? { mark } : {}),
});

const channelsOf = ({ id, displayName, channels }: Team): PlaceGroup => ({
  title: displayName,
  options: channels.map((channel) =>
    optionOf(
      {
        kind: 'channel',
        // A channel that another team shares is reached through that team.
        teamId: channel.hostTeamId ?? id,
        channelId: channel.id,
        team: displayName,
        channel: channel.displayName,
      },
      marks[channel.membershipType],
    ),
  ),
});

const chatName = ({ topic, members }: Chat): string =>
  topic ||
  members
    .map((member) => member.name)
    .filter(Boolean)
    .join(', ') ||
  'Chat';

/** Longer names are cut, as the contract takes them. */
const longest = 256;

/**
 * Where one can write, of what fits the words: teams with their channels, chats, and people to write to.
 * @param words '' = everything
 */
export function placesFor(words: string, teams: Team[], chats: Chat[], people: Colleague[]): PlaceGroup[] {
  const wanted = plain(words).split(' ').filter(Boolean);
  const fits = ({ label }: PlaceOption) => {
    const parts = plain(label).split(' ');
    return wanted.every((word) => parts.some((part) => part.startsWith(word)));
  };
  const chatOptions = chats.map((chat) =>
    optionOf({ kind: 'chat', chatId: chat.id, name: chatName(chat).slice(0, longest) }),
  );
  const personOptions = people.flatMap(({ id, displayName }) =>
    id ? [optionOf({ kind: 'people', people: [{ id, name: displayName }] })] : [],
  );
  return [
    ...teams.map(channelsOf).map((group) => ({ ...group, options: group.options.filter(fits) })),
    { title: 'Chats', options: chatOptions.filter(fits) },
    { title: 'Write to', options: personOptions },
  ].filter(({ options }) => options.length > 0);
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
