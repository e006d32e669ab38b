import { z } from 'zod';
import type { Place } from '../../teams/conversations.ts';
import { findMessage } from '../../teams/messages.ts';
import { teamsOf } from '../../teams/teams.ts';
import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { instant } from '../drive/wire.ts';
import { badRequest, forbidden, notFound } from '../messages/faults.ts';
import { membersOf } from '../messages/members.ts';
import { chatIn, graphChatId } from '../messages/place.ts';
import { chatMessageOf } from '../messages/render.ts';
import { collection, entity } from '../odata-reply.ts';
import { newMember, readMember, readTeamsBody, requireMemberType } from '../teams/input.ts';
import { tell } from '../teams/make.ts';
import { type ViewRow, viewRows } from '../teams/views.ts';

/** A message that is on top of a chat for everybody. https://learn.microsoft.com/graph/api/resources/pinnedchatmessageinfo */
interface PinRow extends Row {
  conversationId: string;
  messageId: string;
}
const pins = ({ store }: Tenant): Table<PinRow> =>
  store.table<PinRow>('teams.pinnedMessages', { conversation: ({ conversationId }) => conversationId });

/** @throws GraphFailure 403 for chats of two: whoever else is wanted needs a chat of its own */
function groupChat(call: GraphCall): Place {
  const place = chatIn(call);
  if (place.type !== 'groupChat') throw forbidden('Members of this type of chat cannot be changed.');
  return place;
}

const most = 250;

/** https://learn.microsoft.com/graph/api/chat-post-members */
function addMember(call: GraphCall): GraphReply {
  const place = groupChat(call);
  requireMemberType(call.body);
  const { user } = readMember(call, readTeamsBody(newMember, call.body));
  if (place.memberIds.length >= most) throw badRequest(`A chat has ${most} members at most.`);
  const { chats } = teamsOf(call.tenant).tables;
  const row = chats.get(place.id)!;
  chats.put({ ...row, memberIds: [...new Set([...row.memberIds, user.id])] });
  tell(call.tenant, place.id);
  const [member] = membersOf(call.tenant, place.id, [user.id], [], '0');
  return { status: 201, headers: { location: `/chats/${place.id}/members/${member?.id}` } };
}

/** https://learn.microsoft.com/graph/api/chat-delete-members */
function removeMember(call: GraphCall): GraphReply {
  const place = groupChat(call);
  const { member = '' } = call.params;
  const found = membersOf(call.tenant, place.id, place.memberIds, [], '0').find(({ id }) => id === member);
  if (!found) throw notFound('member', member);
  const { chats } = teamsOf(call.tenant).tables;
  const row = chats.get(place.id)!;
  chats.put({ ...row, memberIds: row.memberIds.filter((id) => id !== found.userId) });
  tell(call.tenant, place.id);
  return { status: 204 };
}

const forUser = z.strictObject({
  user: z.looseObject({ id: z.string().min(1), tenantId: z.string().nullish() }),
  lastMessageReadDateTime: instant.nullish(),
  tenantId: z.string().nullish(),
});

/** How one person sees a chat; nobody sets it for others. */
const viewing =
  (change: (now: string, read: string | undefined) => Partial<ViewRow>) =>
  (call: GraphCall): GraphReply => {
    const { tenant } = call;
    const place = chatIn(call);
    const { user, lastMessageReadDateTime } = readTeamsBody(forUser, call.body);
    if (!place.memberIds.includes(user.id)) throw notFound('user', user.id);
    if (call.token.oid !== undefined && user.id !== call.token.oid)
      throw forbidden('The view of other users is not open to the signed-in user.');
    const id = `${place.id}|${user.id}`;
    const now = tenant.clock.now().toISOString();
    viewRows(tenant).put({ ...viewRows(tenant).get(id), id, ...change(now, lastMessageReadDateTime ?? undefined) });
    return { status: 204 };
  };

const pinOf = (call: GraphCall, place: Place, { id, messageId }: PinRow) => {
  const teams = teamsOf(call.tenant);
  const message = call.query.expand?.includes('message') ? findMessage(teams, place, messageId) : undefined;
  return { id, ...(message ? { message: chatMessageOf(teams, place, message) } : {}) };
};

/** https://learn.microsoft.com/graph/api/chat-list-pinnedmessages */
function listPins(call: GraphCall): GraphReply {
  const place = chatIn(call);
  return collection(
    call,
    pins(call.tenant)
      .by('conversation', place.id)
      .map((pin) => pinOf(call, place, pin)),
  );
}

const pinning = z.strictObject({ 'message@odata.bind': z.string() });

/** https://learn.microsoft.com/graph/api/chat-post-pinnedmessages */
function pin(call: GraphCall): GraphReply {
  const place = chatIn(call);
  const { 'message@odata.bind': address } = readTeamsBody(pinning, call.body);
  const [, messageId = ''] = /\/messages(?:\('|\/)(\d+)(?:'\))?$/.exec(address) ?? [];
  const message = findMessage(teamsOf(call.tenant), place, messageId);
  if (!message || message.hidden || message.deleted) throw notFound('message', messageId);
  const id = Buffer.from(`${graphChatId(teamsOf(call.tenant), place)}##${messageId}`).toString('base64');
  const row = pins(call.tenant).put({ id, conversationId: place.id, messageId });
  return entity(call, { id: row.id }, { status: 201 });
}

function unpin(call: GraphCall): GraphReply {
  const place = chatIn(call);
  const { pin: id = '' } = call.params;
  if (pins(call.tenant).get(id)?.conversationId !== place.id) throw notFound('pinned message', id);
  pins(call.tenant).delete(id);
  return { status: 204 };
}

const action = (name: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path: `chats/{chat}/${name}`,
  options: [],
  handle,
});

/** Who is in chats, and how people see them. https://learn.microsoft.com/graph/api/resources/chat */
export const chatWrites: Area = {
  name: 'chat writes',
  workload: 'teams',
  routes: [
    action('members', addMember),
    { method: 'DELETE', path: 'chats/{chat}/members/{member}', options: [], handle: removeMember },
    action(
      'hideForUser',
      viewing(() => ({ isHidden: true })),
    ),
    action(
      'unhideForUser',
      viewing(() => ({ isHidden: false })),
    ),
    action(
      'markChatReadForUser',
      viewing((now) => ({ readAt: now })),
    ),
    action(
      'markChatUnreadForUser',
      viewing((_now, read) => ({ readAt: read ?? '0001-01-01T00:00:00Z' })),
    ),
    { method: 'GET', path: 'chats/{chat}/pinnedMessages', options: ['$expand'], handle: listPins },
    action('pinnedMessages', pin),
    { method: 'DELETE', path: 'chats/{chat}/pinnedMessages/{pin}', options: [], handle: unpin },
  ],
};
