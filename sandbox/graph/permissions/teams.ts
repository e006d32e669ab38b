import { directory, usersAll } from './common.ts';
import { messagePermissions } from './messages.ts';
import type { Permission } from './permission.ts';

const team = ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'];
const teamGroups = ['Group.Read.All', 'Group.ReadWrite.All', ...directory];
const channel = ['Channel.ReadBasic.All', 'ChannelSettings.Read.All', 'ChannelSettings.ReadWrite.All'];
const readChannel: Permission = { delegated: [...channel, ...teamGroups], application: [...channel, ...teamGroups] };
const teamMembers = ['TeamMember.Read.All', 'TeamMember.ReadWrite.All'];
const channelMembers = ['ChannelMember.Read.All', 'ChannelMember.ReadWrite.All'];
const files = [
  'Files.Read',
  'Files.ReadWrite',
  'Files.Read.All',
  'Files.ReadWrite.All',
  'Sites.Read.All',
  'Sites.ReadWrite.All',
];
const readChat = ['Chat.ReadBasic', 'Chat.Read', 'Chat.ReadWrite'];
const readChatAll = ['Chat.ReadBasic.All', 'Chat.Read.All', 'Chat.ReadWrite.All'];
const readChats: Permission = { delegated: readChat, application: ['Chat.ReadBasic.All', 'Chat.ReadWrite.All'] };
const readOneChat: Permission = { delegated: readChat, application: ['Chat.ReadBasic.All', 'Chat.Read.All'] };
const chatMembers: Permission = {
  delegated: [...readChat, 'ChatMember.Read', 'ChatMember.ReadWrite'],
  application: [...readChatAll, 'ChatMember.Read.All', 'ChatMember.ReadWrite.All'],
};
const tags: Permission = {
  delegated: ['TeamworkTag.Read', 'TeamworkTag.ReadWrite'],
  application: ['TeamworkTag.Read.All', 'TeamworkTag.ReadWrite.All'],
};
const readPresence: Permission = {
  delegated: ['Presence.Read', 'Presence.Read.All'],
  others: ['Presence.Read.All'],
  application: ['Presence.Read.All', 'Presence.ReadWrite.All'],
};
const writePresence: Permission = {
  delegated: ['Presence.ReadWrite'],
  others: [],
  application: ['Presence.ReadWrite.All'],
};

/** Teams, their channels, tags and messages; chats; presence. */
export const teamsPermissions: Record<string, Permission> = {
  'GET {user}/joinedTeams': { delegated: [...team, ...usersAll], application: team },
  // With a signed-in person their own only: https://learn.microsoft.com/graph/api/associatedteaminfo-list
  'GET {user}/teamwork/associatedTeams': { delegated: team, others: [], application: team },
  'GET teams/{team}': { delegated: [...team, ...teamGroups], application: [...team, ...teamGroups] },
  'GET groups/{group}/team': { delegated: teamGroups.slice(0, 2), application: teamGroups.slice(0, 2) },
  'GET teams/{team}/members': { delegated: teamMembers, application: teamMembers },
  'GET teams/{team}/members/{member}': { delegated: teamMembers, application: teamMembers },
  'GET teams/{team}/primaryChannel': { delegated: channel, application: channel },
  'GET teams/{team}/channels': readChannel,
  'GET teams/{team}/allChannels': { delegated: channel, application: channel },
  'GET teams/{team}/incomingChannels': { delegated: channel, application: channel },
  'GET teams/{team}/channels/{channel}': readChannel,
  'GET teams/{team}/channels/{channel}/filesFolder': {
    delegated: [...files, 'Group.Read.All', 'Group.ReadWrite.All'],
    application: files.slice(2),
  },
  'GET teams/{team}/channels/{channel}/members': { delegated: channelMembers, application: channelMembers },
  'GET teams/{team}/channels/{channel}/members/{member}': { delegated: channelMembers, application: channelMembers },
  'GET teams/{team}/tags': tags,
  'GET teams/{team}/tags/{tag}': tags,
  'GET teams/{team}/tags/{tag}/members': tags,
  'GET teams/{team}/tags/{tag}/members/{tagMember}': tags,
  'GET chats': { delegated: readChat, application: [] },
  'GET {user}/chats': readChats,
  'POST chats': { delegated: ['Chat.Create', 'Chat.ReadWrite'], application: [] },
  'GET chats/{chat}': readOneChat,
  'GET {user}/chats/{chat}': readOneChat,
  'PATCH chats/{chat}': { delegated: ['Chat.ReadWrite'], application: ['Chat.ReadWrite.All'] },
  'GET chats/{chat}/members': chatMembers,
  'GET chats/{chat}/members/{member}': chatMembers,
  'GET {user}/chats/{chat}/members': chatMembers,
  'GET {user}/chats/{chat}/members/{member}': chatMembers,
  ...messagePermissions,
  'GET {user}/presence': readPresence,
  'GET communications/presences/{presence}': {
    ...readPresence,
    delegated: ['Presence.Read.All'],
    source: 'https://learn.microsoft.com/graph/api/presence-get',
  },
  'POST communications/getPresencesByUserId': {
    delegated: ['Presence.Read.All'],
    application: ['Presence.Read.All', 'Presence.ReadWrite.All'],
    source: 'https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid',
  },
  'POST {user}/presence/setPresence': writePresence,
  'POST {user}/presence/clearPresence': writePresence,
  'POST {user}/presence/setUserPreferredPresence': writePresence,
  'POST {user}/presence/clearUserPreferredPresence': writePresence,
  'POST {user}/presence/setStatusMessage': writePresence,
};
