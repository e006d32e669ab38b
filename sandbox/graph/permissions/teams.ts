import { directory, usersAll } from './common.ts';
import type { Permission } from './permission.ts';

const team = ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'];
const teamGroups = ['Group.Read.All', 'Group.ReadWrite.All', ...directory];
const channel = ['Channel.ReadBasic.All', 'ChannelSettings.Read.All', 'ChannelSettings.ReadWrite.All'];
const readChannel: Permission = { delegated: [...channel, ...teamGroups], application: [...channel, ...teamGroups] };
const teamMembers = ['TeamMember.Read.All', 'TeamMember.ReadWrite.All'];
const channelMembers = ['ChannelMember.Read.All', 'ChannelMember.ReadWrite.All'];

/** Teams, their channels and chats. */
export const teamsPermissions: Record<string, Permission> = {
  'GET {user}/joinedTeams': { delegated: [...team, ...usersAll], application: team },
  'GET teams/{team}': { delegated: [...team, ...teamGroups], application: [...team, ...teamGroups] },
  'GET teams/{team}/members': { delegated: teamMembers, application: teamMembers },
  'GET teams/{team}/members/{member}': { delegated: teamMembers, application: teamMembers },
  'GET teams/{team}/primaryChannel': { delegated: channel, application: channel },
  'GET teams/{team}/channels': readChannel,
  'GET teams/{team}/channels/{channel}': readChannel,
  'GET teams/{team}/channels/{channel}/members': { delegated: channelMembers, application: channelMembers },
  'GET teams/{team}/channels/{channel}/members/{member}': { delegated: channelMembers, application: channelMembers },
};
