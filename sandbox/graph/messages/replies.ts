import { type Place, shownMessages } from '../../teams/conversations.ts';
import type { MessageRow } from '../../teams/tables.ts';
import type { Teams } from '../../teams/teams.ts';
import { chatMessageOf } from './render.ts';

export const newestFirst = (rows: MessageRow[]): MessageRow[] => [...rows].sort((a, b) => Number(b.id) - Number(a.id));

/** A post with its replies, newest first. @param shown the place's messages, for those who render many posts */
export function withReplies(teams: Teams, place: Place, post: MessageRow, shown = shownMessages(teams, place)) {
  const replies = newestFirst(shown.filter((row) => row.rootId === post.id));
  return {
    ...chatMessageOf(teams, place, post),
    'replies@odata.count': replies.length,
    replies: replies.map((reply) => chatMessageOf(teams, place, reply)),
  };
}
