import type { MessageRow } from '../../teams/tables.ts';
import { teamsOf } from '../../teams/teams.ts';
import type { GraphCall } from '../area.ts';
import type { Feed } from '../delta/feed.ts';
import { badRequest } from './faults.ts';
import { placeIn } from './place.ts';
import { chatMessageOf, modifiedAt } from './render.ts';
import { withReplies } from './replies.ts';

/** @throws GraphFailure 400: https://learn.microsoft.com/graph/api/chatmessage-delta#query-parameters */
function requireTracked({ query: { filterText, expand = [] } }: GraphCall): void {
  if (filterText !== undefined && !/^\s*lastModifiedDateTime\s+gt\s+\S+\s*$/i.test(filterText))
    throw badRequest("A filter other than 'lastModifiedDateTime gt' is not supported by delta.");
  if (expand.some((name) => name !== 'replies')) throw badRequest('Only replies can be expanded.');
}

/**
 * The posts of the channel that the path names, oldest first, without their replies unless these are expanded: then a reply is a
 * change of its post. Who takes a message back leaves an empty one, so nothing is ever gone.
 * @see https://learn.microsoft.com/graph/api/chatmessage-delta
 */
export function postFeed(call: GraphCall): Feed<MessageRow> {
  requireTracked(call);
  const teams = teamsOf(call.tenant);
  const place = placeIn(call);
  const { filter, expand = [] } = call.query;
  const { messages } = teams.tables;
  const isExpanded = expand.includes('replies');
  const isPost = (row: MessageRow) => !row.hidden && row.rootId === undefined;
  return {
    name: 'teams.messages',
    table: messages,
    rows: () =>
      messages
        .by('conversation', place.id)
        .filter(isPost)
        .sort((a, b) => Number(a.id) - Number(b.id)),
    items(row) {
      const post = row.rootId !== undefined && isExpanded ? messages.get(row.rootId) : row;
      if (!post || post.conversationId !== place.id || !isPost(post)) return [];
      if (filter && !filter({ lastModifiedDateTime: modifiedAt(row) })) return [];
      const body = () => ({
        '@odata.type': '#microsoft.graph.chatMessage',
        ...(isExpanded ? withReplies(teams, place, post) : chatMessageOf(teams, place, post)),
      });
      return [{ id: post.id, body }];
    },
  };
}
