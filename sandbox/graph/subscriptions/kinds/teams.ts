import { findPlace, type Place } from '../../../teams/conversations.ts';
import type { MessageRow } from '../../../teams/tables.ts';
import { type Teams, teamsOf } from '../../../teams/teams.ts';
import type { ChannelRow } from '../../../tenant/model.ts';
import type { Row } from '../../../tenant/store.ts';
import type { Feed } from '../../delta/feed.ts';
import { channelIn, chatIn, graphChatId, teamIn } from '../../messages/place.ts';
import { presenceOf, presencesOf } from '../../messages/presence.ts';
import { chatMessageOf } from '../../messages/render.ts';
import { channelOf } from '../../shapes.ts';
import type { Following, Kind } from './kind.ts';

const threeDays = 4_320;
const chats = { delegated: ['Chat.Read', 'Chat.ReadWrite'], application: ['Chat.Read.All', 'Chat.ReadWrite.All'] };
const channelPosts = ['ChannelMessage.Read.All'];

/** teams('…')/channels('…')/messages('…')/replies('…'), or chats('…')/messages('…') */
function placeOfMessage(teams: Teams, id: string): string {
  const row = teams.tables.messages.get(id);
  const place = row && findPlace(teams, row.conversationId);
  if (!place?.team) return `chats('${place ? graphChatId(teams, place) : ''}')/messages('${id}')`;
  const channel = `teams('${place.team.groupId}')/channels('${place.id}')`;
  return row?.rootId === undefined
    ? `${channel}/messages('${id}')`
    : `${channel}/messages('${row.rootId}')/replies('${id}')`;
}

/** Messages in one place or in many; replies among them. What is taken back is deleted. */
const messages = (
  path: string,
  permissions: Pick<Kind, 'delegated' | 'application'>,
  isInside: (following: Following, place: Place) => boolean,
  open?: Kind['open'],
): Kind => ({
  path,
  ...permissions,
  service: 'teams',
  type: 'chatMessage',
  name: 'chatMessage',
  changeTypes: ['created', 'updated', 'deleted'],
  longest: threeDays,
  rich: 'whole',
  ...(open && { open }),
  feed(following): Feed<MessageRow> {
    const teams = teamsOf(following.tenant);
    const table = teams.tables.messages;
    return {
      name: 'teams.messages',
      table,
      rows: () => table.all(),
      items(row) {
        const place = row.hidden || row.deleted ? undefined : findPlace(teams, row.conversationId);
        if (!place || !isInside(following, place)) return [];
        return [{ id: row.id, body: () => chatMessageOf(teams, place, row) }];
      },
    };
  },
  locate: ({ tenant }, id) => placeOfMessage(teamsOf(tenant), id),
});

const channels = (path: string, permissions: Pick<Kind, 'delegated' | 'application'>, open?: Kind['open']): Kind => ({
  path,
  ...permissions,
  service: 'teams',
  type: 'channel',
  name: 'channel',
  changeTypes: ['created', 'updated', 'deleted'],
  longest: threeDays,
  rich: 'whole',
  ...(open && { open }),
  feed({ tenant, target }): Feed<ChannelRow> {
    const table = tenant.tables.channels;
    const { team } = target.params;
    return {
      name: 'channels',
      table,
      rows: () => table.all(),
      items: (row) =>
        team === undefined || row.teamId === team ? [{ id: row.id, body: () => channelOf(tenant, row) }] : [],
    };
  },
  locate({ tenant, target }, id) {
    const team = target.params.team ?? tenant.tables.channels.get(id)?.teamId ?? '';
    return `teams('${team}')/channels('${id}')`;
  },
});

const presence = (path: string, isFollowed: (following: Following, id: string) => boolean): Kind => ({
  path,
  service: 'presence',
  type: 'presence',
  name: 'presence',
  delegated: ['Presence.Read.All'],
  application: [],
  changeTypes: ['updated'],
  longest: 60,
  rich: 'whole',
  feed(following): Feed<Row> {
    const { tenant } = following;
    const table = presencesOf(tenant);
    return {
      name: 'teams.presences',
      table,
      rows: () => table.all(),
      items(row) {
        const user = isFollowed(following, row.id) ? tenant.tables.users.get(row.id) : undefined;
        return user ? [{ id: row.id, body: () => presenceOf(tenant, user) }] : [];
      },
    };
  },
  locate: (_, id) => `communications/presences('${id}')`,
});

const isChat = (place: Place) => place.team === undefined;
const channelRights = ['Channel.ReadBasic.All', 'ChannelSettings.Read.All'];

/** https://learn.microsoft.com/graph/teams-change-notification-in-microsoft-teams-overview */
export const teamsKinds: Kind[] = [
  messages(
    'chats/{chat}/messages',
    chats,
    ({ tenant, target }, place) => isChat(place) && graphChatId(teamsOf(tenant), place) === target.params.chat,
    (call) => ({ chat: graphChatId(teamsOf(call.tenant), chatIn(call)) }),
  ),
  messages('chats/getAllMessages', { ...chats, delegated: [] }, (_, place) => isChat(place)),
  messages(
    '{user}/chats/getAllMessages',
    chats,
    ({ target }, place) => isChat(place) && place.memberIds.includes(target.userId ?? ''),
  ),
  messages(
    'teams/{team}/channels/{channel}/messages',
    { delegated: [...channelPosts, 'Group.Read.All', 'Group.ReadWrite.All'], application: channelPosts },
    ({ target }, place) => place.team?.groupId === target.params.team && place.id === target.params.channel,
    (call) => ({ channel: channelIn(call).id }),
  ),
  messages('teams/getAllMessages', { delegated: [], application: channelPosts }, (_, place) => !isChat(place)),
  channels('teams/{team}/channels', { delegated: channelRights, application: channelRights }, (call) => ({
    team: teamIn(call).id,
  })),
  channels('teams/getAllChannels', { delegated: [], application: channelRights }),
  presence('communications/presences/{presence}', ({ target }, id) => id === target.params.presence),
  // The filter, which names them, is asked of every item.
  presence('communications/presences', () => true),
];
