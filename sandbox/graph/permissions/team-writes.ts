import type { Permission } from './permission.ts';

const wide = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];
const wideRead = ['Group.Read.All', ...wide, 'Directory.Read.All'];
/** With a signed-in person and without the same. */
const both = (...scopes: string[]): Permission => ({ delegated: scopes, application: scopes });
/** What ends in .All where no person is signed in. */
const own = (...scopes: string[]): Permission => ({
  delegated: scopes,
  application: scopes.map((scope) => (scope.endsWith('.All') ? scope : `${scope}.All`)),
});

const team = 'teams/{team}';
const channel = `${team}/channels/{channel}`;

const createTeam = both('Team.Create', ...wide);
const changeTeam = both('TeamSettings.ReadWrite.All', ...wide);
const changeChannel = both('ChannelSettings.ReadWrite.All', ...wide);
const archiveChannel = both('ChannelSettings.ReadWrite.All');
const email: Permission = { delegated: ['ChannelSettings.ReadWrite.All'], application: [] };
const channelMembers = both('ChannelMember.ReadWrite.All');
const readChannelMembers = both('ChannelMember.Read.All', 'ChannelMember.ReadWrite.All');
const teamMembers = both('TeamMember.ReadWriteNonOwnerRole.All', 'TeamMember.ReadWrite.All');
const writeTags: Permission = { delegated: ['TeamworkTag.ReadWrite'], application: ['TeamworkTag.ReadWrite.All'] };
const documented = (permission: Permission, page: string): Permission => ({
  ...permission,
  source: `https://learn.microsoft.com/graph/api/${page}`,
});

/** The permissions that tell which apps are in a kind of place, and those that change it. */
function appsOf(root: string, kind: 'Team' | 'Chat' | 'User', readMore: string[] = [], writeMore: string[] = []) {
  const write = [`ReadWriteSelfFor${kind}`, `ReadWriteFor${kind}`, `ManageSelectedFor${kind}`];
  const scopes = (names: string[]) => names.map((name) => `TeamsAppInstallation.${name}`);
  const reads = own(...scopes([`ReadFor${kind}`, ...write]));
  const writes = own(...scopes(write));
  const others = kind === 'User' ? { others: [] } : {};
  const read = {
    ...others,
    delegated: [...reads.delegated, ...readMore],
    application: [...reads.application, ...readMore],
  };
  const change = {
    ...others,
    delegated: [...writes.delegated, ...writeMore],
    application: [...writes.application, ...writeMore],
  };
  return {
    [`GET ${root}/installedApps`]: read,
    [`POST ${root}/installedApps`]: change,
    [`GET ${root}/installedApps/{installation}`]: read,
    [`DELETE ${root}/installedApps/{installation}`]: change,
    [`POST ${root}/installedApps/{installation}/upgrade`]: change,
  };
}

/** @param kind what tabs hang on: their own permissions are named after it */
function tabsOf(root: string, kind: 'Team' | 'Chat', readMore: string[] = [], writeMore: string[] = []) {
  const more = [`TeamsTab.ReadWriteSelfFor${kind}`, `TeamsTab.ReadWriteFor${kind}`];
  const entry = (least: string[], further: string[]): Permission => ({
    delegated: [...least, ...more, ...further],
    application: [...least, ...more.map((scope) => `${scope}.All`), ...further],
  });
  // https://learn.microsoft.com/graph/api/chat-patch-tabs
  const ofAll = (permission: Permission): Permission =>
    kind === 'Team' ? permission : { ...permission, application: permission.application.slice(0, -1) };
  const read = entry(['TeamsTab.Read.All', 'TeamsTab.ReadWrite.All'], readMore);
  const change = ofAll(entry(['TeamsTab.ReadWrite.All'], writeMore));
  return {
    [`GET ${root}/tabs`]: read,
    [`POST ${root}/tabs`]: entry(['TeamsTab.Create', 'TeamsTab.ReadWrite.All'], writeMore),
    [`GET ${root}/tabs/{tab}`]: read,
    [`PATCH ${root}/tabs/{tab}`]: change,
    [`DELETE ${root}/tabs/{tab}`]: change,
  };
}

const access = [
  'userId={userId}',
  'userId={userId},tenantId={tenantId}',
  'tenantId={tenantId},userPrincipalName={userPrincipalName}',
  'userId={userId},tenantId={tenantId},userPrincipalName={userPrincipalName}',
].map((args) => [
  `GET ${channel}/doesUserHaveAccess(${args})`,
  documented(readChannelMembers, 'channel-doesuserhaveaccess'),
]);

const view: Permission = { delegated: ['Chat.ReadWrite'], application: [] };
const readPins: Permission = {
  delegated: ['Chat.Read', 'Chat.ReadWrite'],
  application: ['Chat.Read.All', 'Chat.ReadWrite.All'],
};
const writePins: Permission = { delegated: ['Chat.ReadWrite'], application: ['Chat.ReadWrite.All'] };

/** Teams, channels, tags, apps and tabs, to make and to change. */
export const teamWritePermissions: Record<string, Permission> = {
  'GET teams': both('Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'),
  'POST teams': createTeam,
  'PUT groups/{group}/team': both(...wide),
  [`PATCH ${team}`]: changeTeam,
  [`POST ${team}/archive`]: changeTeam,
  [`POST ${team}/unarchive`]: changeTeam,
  [`POST ${team}/clone`]: createTeam,
  [`GET ${team}/operations/{operation}`]: documented(
    both('Team.Create', 'Channel.Create', 'TeamSettings.ReadWrite.All', 'ChannelSettings.ReadWrite.All', ...wide),
    'teamsasyncoperation-get',
  ),
  [`POST ${team}/members`]: teamMembers,
  [`POST ${team}/members/add`]: teamMembers,
  [`POST ${team}/members/remove`]: both('TeamMember.ReadWrite.All'),
  [`PATCH ${team}/members/{member}`]: teamMembers,
  [`DELETE ${team}/members/{member}`]: teamMembers,
  [`POST ${team}/channels`]: both('Channel.Create', ...wide),
  [`PATCH ${channel}`]: changeChannel,
  [`DELETE ${channel}`]: both('Channel.Delete.All', ...wide),
  [`POST ${channel}/archive`]: archiveChannel,
  [`POST ${channel}/unarchive`]: archiveChannel,
  [`POST ${channel}/provisionEmail`]: email,
  [`POST ${channel}/removeEmail`]: email,
  [`POST ${channel}/members`]: channelMembers,
  [`PATCH ${channel}/members/{member}`]: both('ChannelMember.ReadWrite.All', ...wide),
  [`DELETE ${channel}/members/{member}`]: channelMembers,
  [`GET ${channel}/allMembers`]: readChannelMembers,
  ...Object.fromEntries(access),
  [`GET ${channel}/sharedWithTeams`]: readChannelMembers,
  [`GET ${channel}/sharedWithTeams/{sharedTeam}`]: readChannelMembers,
  [`GET ${team}/channels/getAllMessages`]: { delegated: [], application: ['ChannelMessage.Read.All'] },
  'GET {user}/chats/getAllMessages': { delegated: [], application: ['Chat.Read.All', 'Chat.ReadWrite.All'] },
  [`POST ${team}/tags`]: writeTags,
  [`PATCH ${team}/tags/{tag}`]: writeTags,
  [`DELETE ${team}/tags/{tag}`]: writeTags,
  // The reference leaves the signed-in person out: https://learn.microsoft.com/graph/api/teamworktagmember-post
  [`POST ${team}/tags/{tag}/members`]: documented(writeTags, 'teamworktagmember-post'),
  [`DELETE ${team}/tags/{tag}/members/{tagMember}`]: writeTags,
  'POST chats/{chat}/members': {
    delegated: ['ChatMember.ReadWrite', 'Chat.ReadWrite'],
    application: ['ChatMember.ReadWrite.All', 'Chat.ReadWrite.All'],
  },
  'DELETE chats/{chat}/members/{member}': {
    delegated: ['ChatMember.ReadWrite'],
    application: ['ChatMember.ReadWrite.All'],
  },
  'POST chats/{chat}/hideForUser': view,
  'POST chats/{chat}/unhideForUser': view,
  'POST chats/{chat}/markChatReadForUser': view,
  'POST chats/{chat}/markChatUnreadForUser': view,
  'GET chats/{chat}/pinnedMessages': readPins,
  'POST chats/{chat}/pinnedMessages': writePins,
  'DELETE chats/{chat}/pinnedMessages/{pin}': documented(writePins, 'chat-delete-pinnedmessages'),
  ...appsOf(team, 'Team', wideRead, wide),
  ...appsOf('chats/{chat}', 'Chat'),
  ...appsOf('{user}/teamwork', 'User'),
  'GET {user}/teamwork/installedApps/{installation}/chat': {
    ...own(
      'TeamsAppInstallation.ReadForUser',
      'TeamsAppInstallation.ReadWriteSelfForUser',
      'TeamsAppInstallation.ReadWriteForUser',
    ),
    others: [],
  },
  'GET appCatalogs/teamsApps': {
    delegated: [
      'AppCatalog.Submit',
      'AppCatalog.Read.All',
      'AppCatalog.ReadWrite.All',
      'Directory.Read.All',
      'Directory.ReadWrite.All',
    ],
    application: ['AppCatalog.Read.All', 'AppCatalog.ReadWrite.All'],
  },
  ...tabsOf(channel, 'Team', wideRead, wide),
  ...tabsOf('chats/{chat}', 'Chat'),
};
