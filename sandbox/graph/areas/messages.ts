import { z } from 'zod';
import { hasBot, type Place, shownMessages } from '../../teams/conversations.ts';
import { deleteMessage, newMessageId, react, restoreMessage, updateMessage } from '../../teams/messages.ts';
import { postAsPerson } from '../../teams/people.ts';
import type { MessageRow } from '../../teams/tables.ts';
import { teamsOf } from '../../teams/teams.ts';
import type { Area, GraphCall, GraphReply, ODataOption, Route } from '../area.ts';
import { deltaTokens } from '../delta/options.ts';
import { deltaReply } from '../delta/reply.ts';
import { badRequest, forbidden, invalidBody } from '../messages/faults.ts';
import { postFeed } from '../messages/feed.ts';
import { withImages } from '../messages/hosted.ts';
import { readMessage } from '../messages/input.ts';
import { countCall } from '../messages/limits.ts';
import { messageIn, placeIn } from '../messages/place.ts';
import { chatMessageOf } from '../messages/render.ts';
import { newestFirst, withReplies } from '../messages/replies.ts';
import { collection, entity } from '../odata-reply.ts';
import { requireActive } from '../teams/state.ts';
import { hostedContentRoutes } from './messages-hosted.ts';
import { quoteRoutes } from './messages-quote.ts';

type Resource = Record<string, unknown>;

/** The place of a call, after it was counted. */
function reach(call: GraphCall): Place {
  const place = placeIn(call);
  countCall(call, place);
  return place;
}

/** Teams says how many messages are on the page, unasked. */
function paged(call: GraphCall, items: Resource[]): GraphReply {
  const reply = collection(call, items);
  const { '@odata.context': context, value, ...rest } = reply.body as Resource & { value: Resource[] };
  return { ...reply, body: { '@odata.context': context, '@odata.count': value.length, ...rest, value } };
}

/** A channel's posts without their replies. https://learn.microsoft.com/graph/api/channel-list-messages */
function listPosts(call: GraphCall): GraphReply {
  const place = reach(call);
  const teams = teamsOf(call.tenant);
  const rows = shownMessages(teams, place);
  const roots = newestFirst(rows.filter((row) => row.rootId === undefined));
  const isExpanded = call.query.expand?.includes('replies');
  return paged(
    call,
    roots.map((root) => (isExpanded ? withReplies(teams, place, root, rows) : chatMessageOf(teams, place, root))),
  );
}

/** https://learn.microsoft.com/graph/api/chatmessage-list-replies */
function listReplies(call: GraphCall): GraphReply {
  const place = reach(call);
  const teams = teamsOf(call.tenant);
  const root = messageIn(call, place);
  const replies = shownMessages(teams, place).filter((row) => row.rootId === root.id);
  return paged(
    call,
    newestFirst(replies).map((row) => chatMessageOf(teams, place, row)),
  );
}

/**
 * Newest first, by creation unless asked otherwise; there is no other direction, and a filter needs the order that goes
 * with it. https://learn.microsoft.com/graph/api/chat-list-messages
 */
function listChat(call: GraphCall): GraphReply {
  const { filterText = '', filterPaths = [], orderby = [] } = call.query;
  const [order] = orderby;
  if (orderby.length > 1) throw badRequest('QueryOptions to order by is not supported. Only one date is.');
  if (/createdDateTime\s+g[te]/i.test(filterText))
    throw badRequest("The operator 'gt' is not supported for 'createdDateTime'.");
  // "Otherwise, the $filter query option is ignored."
  const isOrdered = filterPaths.every((path) => path === order?.path[0]);
  const asked = isOrdered ? call : { ...call, query: { ...call.query, filter: undefined } };
  const place = reach(call);
  const teams = teamsOf(call.tenant);
  const rows = newestFirst(shownMessages(teams, place));
  return paged(
    asked,
    rows.map((row) => chatMessageOf(teams, place, row)),
  );
}

function read(call: GraphCall): GraphReply {
  const place = reach(call);
  return entity(call, chatMessageOf(teamsOf(call.tenant), place, messageIn(call, place)));
}

/** The person who posts. App-only calls do not come here: no application permission is in the table. */
function author(call: GraphCall) {
  if (!call.me) throw forbidden('Messages are sent on behalf of a signed-in user only.');
  return call.me;
}

/** https://learn.microsoft.com/graph/api/chatmessage-post, https://learn.microsoft.com/graph/api/chatmessage-post-replies */
function send(call: GraphCall): GraphReply {
  const place = reach(call);
  const teams = teamsOf(call.tenant);
  const root = call.params.message === undefined ? undefined : messageIn(call, place);
  if (root?.deleted) throw badRequest('A deleted message cannot be replied to.');
  if (place.team) requireActive(call.tenant, place.team.groupId, call.tenant.tables.channels.get(place.id));
  if (place.type === 'personal' && !hasBot(teams, place, teams.app.botId))
    throw forbidden('The app is not installed in this chat.');
  const { content, images } = readMessage(call.body);
  const id = newMessageId(teams);
  const thread = root ? { rootId: root.id, replyToId: root.id } : {};
  const message = { ...thread, ...withImages(teams, place, { id, rootId: root?.id }, content, images) };
  const row = postAsPerson(teams, place, author(call), message, { id });
  return entity(call, chatMessageOf(teams, place, row), { status: 201 });
}

/** @throws GraphFailure 403 for a message of somebody else */
function own(call: GraphCall, place: Place): MessageRow {
  const row = messageIn(call, place);
  if (row.from.kind !== 'user' || row.from.id !== author(call).id)
    throw forbidden('Only the author of a message may change it.');
  return row;
}

/** https://learn.microsoft.com/graph/api/chatmessage-update: with a signed-in person, what they wrote */
function update(call: GraphCall): GraphReply {
  const place = reach(call);
  const teams = teamsOf(call.tenant);
  const row = own(call, place);
  if (row.deleted) throw badRequest('A deleted message cannot be changed.');
  const { content, images } = readMessage(call.body, row);
  updateMessage(teams, place, row, withImages(teams, place, row, content, images));
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/chatmessage-softdelete; done twice, it is done. */
function softDelete(call: GraphCall): GraphReply {
  const place = reach(call);
  const row = own(call, place);
  if (!row.deleted) deleteMessage(teamsOf(call.tenant), place, row);
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/chatmessage-undosoftdelete */
function undoSoftDelete(call: GraphCall): GraphReply {
  const place = reach(call);
  const row = own(call, place);
  if (row.deleted) restoreMessage(teamsOf(call.tenant), place, row);
  return { status: 204 };
}

const reaction = z.object({ reactionType: z.string().min(1).max(32) });

/** https://learn.microsoft.com/graph/api/chatmessage-setreaction */
const reacting =
  (set: boolean) =>
  (call: GraphCall): GraphReply => {
    const place = reach(call);
    const row = messageIn(call, place);
    const { success, data } = reaction.safeParse(call.body);
    if (!success) throw invalidBody();
    react(teamsOf(call.tenant), place, row, author(call).id, data.reactionType, set);
    return { status: 204 };
  };

/** What is new or changed in a channel since a token. https://learn.microsoft.com/graph/api/chatmessage-delta */
function delta(call: GraphCall): GraphReply {
  reach(call);
  return deltaReply(call, postFeed, { pageSize: 20, maxPageSize: 50 });
}
const deltaOptions: ODataOption[] = ['$top', '$filter', '$expand', ...deltaTokens];

const channel = 'teams/{team}/channels/{channel}/messages';
const chat = 'chats/{chat}/messages';
const mine = '{user}/chats/{chat}/messages';
const post = `${channel}/{message}`;
const reply = `${post}/replies/{reply}`;
const ofChat = `${mine}/{message}`;

const route = (key: string, handle: Route['handle'], options?: ODataOption[]): Route => {
  const [method = '', path = ''] = key.split(' ');
  return { method: method as Route['method'], path, handle, ...(options ? { options } : {}) };
};

/** What can be done with one message, wherever it is. */
const actions = (path: string): Route[] => [
  route(`POST ${path}/softDelete`, softDelete),
  route(`POST ${path}/undoSoftDelete`, undoSoftDelete),
  route(`POST ${path}/setReaction`, reacting(true)),
  route(`POST ${path}/unsetReaction`, reacting(false)),
];

const chatList: ODataOption[] = ['$top', '$filter', '$orderby', '$skiptoken'];

/** Messages of channels and chats. https://learn.microsoft.com/graph/api/resources/chatmessage */
export const messages: Area = {
  name: 'messages',
  workload: 'teams',
  routes: [
    route(`GET ${channel}`, listPosts, ['$top', '$expand', '$skiptoken']),
    route(`POST ${channel}`, send),
    route(`GET ${channel}/delta`, delta, deltaOptions),
    route(`GET ${post}`, read, []),
    route(`PATCH ${post}`, update),
    route(`GET ${post}/replies`, listReplies, ['$top', '$skiptoken']),
    route(`POST ${post}/replies`, send),
    route(`GET ${reply}`, read, []),
    route(`PATCH ${reply}`, update),
    ...[chat, mine].flatMap((path) => [
      route(`GET ${path}`, listChat, chatList),
      route(`GET ${path}/{message}`, read, []),
    ]),
    route(`POST ${chat}`, send),
    ...quoteRoutes(chat),
    route(`PATCH ${chat}/{message}`, update),
    ...[post, reply, ofChat].flatMap(actions),
    route(`POST ${chat}/{message}/setReaction`, reacting(true)),
    route(`POST ${chat}/{message}/unsetReaction`, reacting(false)),
    ...[post, reply, `${chat}/{message}`, ofChat].flatMap(hostedContentRoutes),
  ],
};
