import { z } from 'zod';
import { groupChat, oneOnOneChat, renameChat } from '../../teams/chats.ts';
import { conversationView, type Place, placesOf, shownMessages } from '../../teams/conversations.ts';
import { type Teams, teamsOf } from '../../teams/teams.ts';
import type { Area, GraphCall, GraphReply, ODataOption } from '../area.ts';
import { lowerNames, oneOf } from '../calendar/wire.ts';
import { badRequest, forbidden, invalidBody, notFound } from '../messages/faults.ts';
import { type Member, membersOf } from '../messages/members.ts';
import { chatIn, graphChatId } from '../messages/place.ts';
import { chatMessageOf } from '../messages/render.ts';
import { collection, entity } from '../odata-reply.ts';
import { boundUser } from '../teams/input.ts';
import { viewRows } from '../teams/views.ts';
import { counted } from './channels.ts';

type Resource = Record<string, unknown>;
const options: ODataOption[] = ['$select', '$filter', '$orderby', '$top', '$expand', '$skiptoken'];

const chatTypes = { personal: 'oneOnOne', oneOnOne: 'oneOnOne', groupChat: 'group' } as const;

/** Everybody in a group chat is its owner; so are the two of a one-on-one chat. */
const chatMembers = (teams: Teams, place: Place): Member[] =>
  membersOf(teams.tenant, graphChatId(teams, place), place.memberIds, place.memberIds, '0');

/** https://learn.microsoft.com/graph/api/resources/chat */
function chatOf(teams: Teams, place: Place, asks: string | undefined, expand: string[] = []): Resource {
  const id = graphChatId(teams, place);
  const last = shownMessages(teams, place).at(-1);
  const preview = last && chatMessageOf(teams, place, last);
  return {
    id,
    topic: place.type === 'groupChat' && place.title !== '' ? place.title : null,
    createdDateTime: place.createdAt,
    lastUpdatedDateTime: conversationView(teams, place).lastActivityAt,
    chatType: chatTypes[place.type as keyof typeof chatTypes],
    webUrl: `https://teams.microsoft.com/l/chat/${encodeURIComponent(id)}/0?tenantId=${teams.tenant.id}`,
    tenantId: teams.tenant.id,
    onlineMeetingInfo: null,
    viewpoint: viewOf(teams, place, asks) ?? {
      isHidden: false,
      lastMessageReadDateTime: last?.createdAt ?? place.createdAt,
    },
    ...(expand.includes('members') ? { members: chatMembers(teams, place) } : {}),
    ...(expand.includes('lastMessagePreview')
      ? {
          lastMessagePreview: preview
            ? {
                id: preview.id,
                createdDateTime: preview.createdDateTime,
                isDeleted: preview.deletedDateTime !== null,
                messageType: preview.messageType,
                eventDetail: null,
                body: preview.body,
                from: preview.from,
              }
            : null,
        }
      : {}),
  };
}

/** How the person who asks has left the chat; undefined: as it comes. */
function viewOf({ tenant }: Teams, place: Place, asks: string | undefined) {
  const view = viewRows(tenant).get(`${place.id}|${asks}`);
  return view && { isHidden: view.isHidden ?? false, lastMessageReadDateTime: view.readAt ?? place.createdAt };
}

/** 'chats(members())' where something is expanded: the context names it. */
const contextOf = ({ query }: GraphCall, one: boolean) =>
  `chats${query.expand?.length ? `(${query.expand.map((name) => `${name}()`).join(',')})` : ''}${one ? '/$entity' : ''}`;

/** Newest activity first. https://learn.microsoft.com/graph/api/chat-list */
function list(call: GraphCall): GraphReply {
  const person = call.user ?? call.me;
  if (!person || (call.token.oid !== undefined && call.token.oid !== person.id))
    throw forbidden('The chats of other users are not open to the signed-in user.');
  const teams = teamsOf(call.tenant);
  // A filter looks at members also where nobody expands them.
  const { filter } = call.query;
  const items = placesOf(teams, person.id)
    .filter((place) => !place.team)
    .filter((place) => !filter || filter(chatOf(teams, place, person.id, ['members'])))
    .map((place) => chatOf(teams, place, person.id, call.query.expand))
    // The one order that can be asked for, that of the last messages, is the usual one.
    .sort((a, b) => (String(a.lastUpdatedDateTime) < String(b.lastUpdatedDateTime) ? 1 : -1));
  const unordered = { ...call, query: { ...call.query, orderby: undefined, filter: undefined } };
  const reply = collection(unordered, items, { context: contextOf(call, false) });
  const { '@odata.context': context, value, ...rest } = reply.body as Resource & { value: Resource[] };
  return { ...reply, body: { '@odata.context': context, '@odata.count': value.length, ...rest, value } };
}

const one = (call: GraphCall): GraphReply =>
  entity(call, chatOf(teamsOf(call.tenant), chatIn(call), call.token.oid, call.query.expand), {
    context: contextOf(call, true),
  });

const newMember = z.looseObject({
  roles: z.array(z.string()).min(1),
  'user@odata.bind': z.string(),
});
const newChat = z.object({
  chatType: oneOf(['oneOnOne', 'group']),
  topic: z.string().max(250).nullish(),
  members: z.array(newMember).min(2).max(250),
});

/**
 * Two people have one chat: asked for again, it is given again. https://learn.microsoft.com/graph/api/chat-post
 * @throws GraphFailure 400 for what does not fit, 403 when the signed-in person is not among the members
 */
function create(call: GraphCall): GraphReply {
  const { success, data } = newChat.safeParse(lowerNames(call.body));
  if (!success) throw invalidBody();
  const members = [...new Set(data.members.map((member) => boundUser(call, member['user@odata.bind'])))];
  if (data.members.some(({ roles }) => !roles.every((role) => role === 'owner' || role === 'guest')))
    throw badRequest("Roles of a chat's members are 'owner' or 'guest'.");
  if (!members.some(({ id }) => id === call.token.oid))
    throw forbidden('The signed-in user has to be a member of a chat that they create.');
  const teams = teamsOf(call.tenant);
  const [first, second, ...more] = members;
  if (!first || !second) throw badRequest('A chat needs two members at least.');
  if (data.chatType === 'oneOnOne' && (more.length > 0 || data.topic))
    throw badRequest('A oneOnOne chat has two members and no topic.');
  const place =
    data.chatType === 'oneOnOne' ? oneOnOneChat(teams, first, second) : groupChat(teams, members, data.topic ?? '');
  return entity(call, chatOf(teams, place, call.token.oid), { status: 201 });
}

/** https://learn.microsoft.com/graph/api/chat-patch: the topic of a group chat */
function rename(call: GraphCall): GraphReply {
  const place = chatIn(call);
  const { success, data } = z.object({ topic: z.string().max(250).nullable() }).safeParse(lowerNames(call.body));
  if (!success) throw invalidBody();
  if (place.type !== 'groupChat') throw badRequest('Only a group chat has a topic.');
  const teams = teamsOf(call.tenant);
  return entity(call, chatOf(teams, renameChat(teams, place.id, data.topic ?? ''), call.token.oid), {
    context: 'chats/$entity',
  });
}

const listMembers = (call: GraphCall): GraphReply => counted(call, chatMembers(teamsOf(call.tenant), chatIn(call)));

function oneMember(call: GraphCall): GraphReply {
  const { member = '' } = call.params;
  const found = chatMembers(teamsOf(call.tenant), chatIn(call)).find(({ id }) => id === member);
  if (!found) throw notFound('member', member);
  return entity(call, found);
}

/** Chats of people. https://learn.microsoft.com/graph/api/resources/chat */
export const chats: Area = {
  name: 'chats',
  workload: 'teams',
  routes: [
    { method: 'GET', path: 'chats', options, handle: list },
    { method: 'POST', path: 'chats', handle: create },
    { method: 'PATCH', path: 'chats/{chat}', handle: rename },
    { method: 'GET', path: '{user}/chats', options, handle: list },
    ...['chats/{chat}', '{user}/chats/{chat}'].flatMap((path): Area['routes'] => [
      { method: 'GET', path, options: ['$select', '$expand'], handle: one },
      {
        method: 'GET',
        path: `${path}/members`,
        options: ['$select', '$filter', '$top', '$skiptoken'],
        handle: listMembers,
      },
      { method: 'GET', path: `${path}/members/{member}`, handle: oneMember },
    ]),
  ],
};
