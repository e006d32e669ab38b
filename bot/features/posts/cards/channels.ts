import type { Team } from '@aide/contracts/posts';
import { card, execute } from '../../../chat/cards.ts';
import { bold, line, small } from '../../../chat/parts.ts';
import type { Reply } from '../../chat.ts';

const page = 6;
const mostChannels = 12;

export function channelsReply(teams: readonly Team[], draft: string, from: number): Reply {
  const shown = teams.slice(from, from + page);
  const rest = teams.length - from - shown.length;
  const title = teams.length === 0 ? 'You are in no team' : teams.length === 1 ? '1 team' : `${teams.length} teams`;
  return {
    text: title,
    card: card({
      title,
      body: shown.flatMap(({ displayName, channels, isMember }) => [
        bold(line(isMember === false ? `${displayName} (only what is shared with you)` : displayName)),
        small(
          [
            ...channels
              .slice(0, mostChannels)
              .map((c) => `${line(c.displayName)}${c.membershipType === 'standard' ? '' : ` (${c.membershipType})`}`),
            ...(channels.length > mostChannels ? [`and ${channels.length - mostChannels} more`] : []),
          ].join(' · '),
        ),
      ]),
      ...(teams.length > 0 ? { note: 'To post there: post in General: your text' } : {}),
      actions:
        rest > 0 ? [execute(`${Math.min(rest, page)} more`, 'posts.channels', { draft, from: from + page })] : [],
    }),
  };
}
