import type { ChannelRow, UserRow } from '../tenant/model.ts';
import { TeamsFailure } from './failure.ts';
import type { Conversation, Member } from './protocol.ts';
import { type ChatRow, installId, type MessageRow } from './tables.ts';
import { tabsOf } from './tabs.ts';
import type { Teams } from './teams.ts';

/** A chat or a channel, seen alike. `id` is without the thread. */
export interface Place {
  id: string;
  type: Conversation['type'];
  title: string;
  memberIds: string[];
  createdAt: string;
  /** Channels: the team, whose id in Teams is the id of its General channel. */
  team?: { id: string; groupId: string; displayName: string };
  membershipType?: ChannelRow['membershipType'];
}

/** '19:…@thread.tacv2;messageid=1700000000000' names a thread of a channel. */
export function splitThread(conversationId: string): { id: string; rootId?: string } {
  const [id = '', rootId] = conversationId.split(';messageid=');
  return rootId ? { id, rootId } : { id };
}

export function findPlace(teams: Teams, conversationId: string): Place | undefined {
  const { id } = splitThread(conversationId);
  const chat = teams.tables.chats.get(id);
  if (chat) return ofChat(chat);
  const channel = teams.tenant.tables.channels.get(id);
  return channel && ofChannel(teams, channel);
}

const ofChat = ({ id, type, title, memberIds, createdAt }: ChatRow): Place => ({
  id,
  type,
  title,
  memberIds,
  createdAt,
});

function ofChannel(teams: Teams, channel: ChannelRow): Place | undefined {
  const group = teams.tenant.tables.groups.get(channel.teamId);
  if (!group) return undefined;
  const siblings = teams.tenant.tables.channels.by('team', group.id);
  const general = siblings.find((c) => c.displayName === 'General') ?? siblings[0] ?? channel;
  return {
    id: channel.id,
    type: 'channel',
    title: channel.displayName,
    memberIds: channel.membershipType === 'standard' ? group.memberIds : (channel.memberIds ?? []),
    createdAt: '2024-01-15T08:00:00Z',
    team: { id: general.id, groupId: group.id, displayName: group.displayName },
    membershipType: channel.membershipType,
  };
}

export const channelsOfTeam = (teams: Teams, groupId: string): Place[] =>
  teams.tenant.tables.channels.by('team', groupId).flatMap((c) => ofChannel(teams, c) ?? []);

/** What a bot is told of: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
export const channelsWithBot = (teams: Teams, groupId: string): Place[] =>
  channelsOfTeam(teams, groupId).filter((place) => place.membershipType === 'standard');

/** Every conversation a person sees: chats first, then the channels of their teams, and those that are shared with them. */
export function placesOf(teams: Teams, userId: string): Place[] {
  const { groups, channels } = teams.tenant.tables;
  const chats = teams.tables.chats.by('member', userId).map(ofChat);
  const own = groups.by('member', userId).filter((g) => g.isTeam);
  const inTeams = own.flatMap((g) => channelsOfTeam(teams, g.id));
  const known = new Set(inTeams.map((place) => place.id));
  const elsewhere = channels.by('member', userId).filter((c) => !known.has(c.id));
  return [...chats, ...inTeams, ...elsewhere.flatMap((c) => ofChannel(teams, c) ?? [])].filter((place) =>
    place.memberIds.includes(userId),
  );
}

/**
 * Is the app there now? Only then does its bot hear and speak. An app that is added to a team is not in the team's private
 * and shared channels: https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels
 */
export function hasBot(teams: Teams, place: Place, botId: string): boolean {
  if (botId !== teams.app.botId || place.type === 'oneOnOne') return false;
  if (place.membershipType !== undefined && place.membershipType !== 'standard') return false;
  const install = teams.tables.installs.get(installIdFor(teams, place));
  return install?.state === 'installed';
}

export const installIdFor = (teams: Teams, place: Place) =>
  place.team
    ? installId('team', place.team.groupId, teams.app.teamsAppId)
    : place.type === 'personal'
      ? installId('personal', place.memberIds[0] ?? '', teams.app.teamsAppId)
      : installId('groupChat', place.id, teams.app.teamsAppId);

/** The conversation as a person's client may see it. @throws 404 when it is not theirs: it does not exist for them */
export function placeForPerson(teams: Teams, conversationId: string, user: UserRow): Place {
  const place = findPlace(teams, conversationId);
  if (!place?.memberIds.includes(user.id))
    throw new TeamsFailure(404, 'ConversationNotFound', 'Conversation not found.');
  return place;
}

/** @throws 404 when there is none, 403 when the bot is not in it */
export function placeForBot(teams: Teams, conversationId: string, botId: string): Place {
  const place = findPlace(teams, conversationId);
  if (!place) throw new TeamsFailure(404, 'ConversationNotFound', 'Conversation not found.');
  if (!hasBot(teams, place, botId))
    throw new TeamsFailure(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
  return place;
}

export function memberOfUser(teams: Teams, user: UserRow): Member {
  return {
    mri: teams.identities.userMri(teams.app.botId, user.id),
    name: user.displayName,
    aadObjectId: user.id,
    userPrincipalName: user.userPrincipalName,
    kind: 'user',
  };
}

export const memberOfBot = (teams: Teams): Member => ({
  mri: teams.identities.botMri(teams.app.botId),
  name: teams.app.displayName,
  kind: 'bot',
});

export const usersOf = (teams: Teams, place: Place): UserRow[] =>
  place.memberIds.flatMap((id) => teams.tenant.tables.users.get(id) ?? []);

/** What clients show where nobody gave a name: who is in it. */
const titleOf = (teams: Teams, place: Place): string =>
  usersOf(teams, place)
    .map((user) => (place.type === 'oneOnOne' ? user.displayName : user.givenName))
    .join(', ');

/** Oldest first: by id, which is the time it was sent. */
export const shownMessages = (teams: Teams, place: Place): MessageRow[] =>
  teams.tables.messages
    .by('conversation', place.id)
    .filter((m) => !m.hidden)
    .sort((a, b) => Number(a.id) - Number(b.id));

export function conversationView(teams: Teams, place: Place): Conversation {
  const last = shownMessages(teams, place).at(-1);
  // An app that was taken out of the team takes its tabs along; put back, they are there again.
  const tabs = hasBot(teams, place, teams.app.botId) ? tabsOf(teams, place.id) : [];
  return {
    id: place.id,
    type: place.type,
    title: place.title || titleOf(teams, place),
    ...(place.team
      ? {
          team: { id: place.team.groupId, displayName: place.team.displayName },
          membershipType: place.membershipType,
        }
      : {}),
    members: [
      ...usersOf(teams, place).map((u) => memberOfUser(teams, u)),
      ...(hasBot(teams, place, teams.app.botId) ? [memberOfBot(teams)] : []),
    ],
    lastActivityAt: last?.createdAt ?? place.createdAt,
    ...(tabs.length > 0 ? { tabs } : {}),
  };
}
