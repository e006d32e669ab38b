/** Which permissions open a route. Names as in the permission reference; any one of a list is enough. */
export interface Permission {
  /** With a signed-in person, for what is their own. */
  delegated: string[];
  /** With a signed-in person, for what is somebody else's, where that takes more. Default: the same. */
  others?: string[];
  /** Somebody else's is open only when they shared it with the signed-in person as well. */
  onlyShared?: boolean;
  /** Without a person. Empty: not possible. */
  application: string[];
  /** Where this is written, for what the permission reference leaves out. */
  source?: string;
}

const directory = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const usersAll = ['User.Read.All', 'User.ReadWrite.All', ...directory];
const own = ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All', ...usersAll];
const groups = ['GroupMember.Read.All', 'Group.ReadBasic.All', 'Group.Read.All', 'Group.ReadWrite.All'];

const readUser: Permission = {
  delegated: own,
  others: ['User.ReadBasic.All', ...usersAll],
  application: ['User.ReadBasic.All', ...usersAll],
};
const readUsers: Permission = { ...readUser, delegated: ['User.ReadBasic.All', ...usersAll] };
const memberOf: Permission = {
  delegated: ['User.Read', 'GroupMember.Read.All', 'Group.ReadBasic.All', ...directory],
  application: ['Group.ReadBasic.All', ...directory],
};
const transitiveMemberOf: Permission = {
  delegated: ['User.Read', 'User.Read.All', ...groups.slice(0, 3), ...directory],
  application: ['User.Read.All', ...groups.slice(0, 3), ...directory],
};
const readPhoto: Permission = {
  delegated: ['User.Read', 'User.ReadBasic.All', 'ProfilePhoto.Read.All', 'ProfilePhoto.ReadWrite.All'],
  others: ['User.ReadBasic.All', 'ProfilePhoto.Read.All', 'ProfilePhoto.ReadWrite.All'],
  application: ['User.Read.All', 'User.ReadBasic.All', 'ProfilePhoto.Read.All', 'ProfilePhoto.ReadWrite.All'],
};
const readPhotoBytes: Permission = { ...readPhoto, source: 'https://learn.microsoft.com/graph/api/profilephoto-get' };
const readGroup: Permission = { delegated: [...groups, ...directory], application: [...groups, ...directory] };
const groupMembers: Permission = {
  delegated: [...groups, 'GroupMember.ReadWrite.All', 'Directory.Read.All'],
  application: [...groups, 'GroupMember.ReadWrite.All', 'Directory.Read.All'],
};
const withoutBasic = (list: string[]) => list.filter((scope) => scope !== 'Group.ReadBasic.All');
const groupOwners: Permission = {
  delegated: withoutBasic(groupMembers.delegated),
  application: withoutBasic(groupMembers.application),
};
const team = ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'];
const teamGroups = ['Group.Read.All', 'Group.ReadWrite.All', ...directory];
const channel = ['Channel.ReadBasic.All', 'ChannelSettings.Read.All', 'ChannelSettings.ReadWrite.All'];
const readChannel: Permission = { delegated: [...channel, ...teamGroups], application: [...channel, ...teamGroups] };
const teamMembers = ['TeamMember.Read.All', 'TeamMember.ReadWrite.All'];
const channelMembers = ['ChannelMember.Read.All', 'ChannelMember.ReadWrite.All'];
const place: Permission = {
  delegated: ['Place.Read.All', 'Place.ReadWrite.All'],
  application: ['Place.Read.All', 'Place.ReadWrite.All'],
};
const settings = ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'];
const readSettings: Permission = { delegated: settings, others: [], application: settings };
const writeSettings: Permission = {
  delegated: ['MailboxSettings.ReadWrite'],
  others: [],
  application: ['MailboxSettings.ReadWrite'],
};
/** The settings that have a path of their own. */
export const mailboxSettingNames = [
  'automaticRepliesSetting',
  'dateFormat',
  'delegateMeetingMessageDeliveryOptions',
  'language',
  'timeFormat',
  'timeZone',
  'userPurpose',
  'workingHours',
] as const;
const zones: Permission = {
  delegated: ['User.Read', 'User.ReadBasic.All', 'User.Read.All'],
  application: ['User.ReadBasic.All', 'User.Read.All'],
};

const readCalendar: Permission = {
  delegated: [
    'Calendars.ReadBasic',
    'Calendars.Read',
    'Calendars.ReadWrite',
    'Calendars.Read.Shared',
    'Calendars.ReadWrite.Shared',
  ],
  others: ['Calendars.Read.Shared', 'Calendars.ReadWrite.Shared'],
  onlyShared: true,
  application: ['Calendars.ReadBasic.All', 'Calendars.Read', 'Calendars.ReadWrite'],
};
const readDefaultCalendar: Permission = {
  ...readCalendar,
  source: 'https://learn.microsoft.com/graph/api/calendar-get',
};
const writeCalendar: Permission = {
  delegated: ['Calendars.ReadWrite', 'Calendars.ReadWrite.Shared'],
  others: ['Calendars.ReadWrite.Shared'],
  onlyShared: true,
  application: ['Calendars.ReadWrite'],
};
const writeDefaultCalendar: Permission = {
  ...writeCalendar,
  source: 'https://learn.microsoft.com/graph/api/calendar-update',
};
/** Free/busy is open to everybody in the organisation: nothing needs to be shared for it. */
const freeBusy: Permission = { ...readCalendar, others: undefined, onlyShared: false };

/** Forwarding only reads one's own calendar: https://learn.microsoft.com/graph/api/event-forward */
const forward: Permission = {
  ...readCalendar,
  delegated: readCalendar.delegated.slice(1),
  application: readCalendar.application.slice(1),
};

/** The same events are found by three paths. */
const eventsUnder = (path: string): Record<string, Permission> => ({
  [`GET ${path}`]: readCalendar,
  [`POST ${path}`]: writeCalendar,
  [`GET ${path}/{event}`]: readCalendar,
  [`PATCH ${path}/{event}`]: writeCalendar,
  [`DELETE ${path}/{event}`]: writeCalendar,
  [`GET ${path}/{event}/instances`]: readCalendar,
  [`POST ${path}/{event}/accept`]: writeCalendar,
  [`POST ${path}/{event}/tentativelyAccept`]: writeCalendar,
  [`POST ${path}/{event}/decline`]: writeCalendar,
  [`POST ${path}/{event}/cancel`]: writeCalendar,
  [`POST ${path}/{event}/forward`]: forward,
  [`POST ${path}/{event}/dismissReminder`]: writeCalendar,
  [`POST ${path}/{event}/snoozeReminder`]: writeCalendar,
});

/** Every route of every area. https://learn.microsoft.com/graph/permissions-reference */
export const permissions: Record<string, Permission> = {
  'GET {user}': readUser,
  'GET users': readUsers,
  'GET {user}/manager': { delegated: usersAll, application: usersAll },
  'GET {user}/directReports': { delegated: ['User.Read', ...usersAll], others: usersAll, application: usersAll },
  'GET {user}/memberOf': memberOf,
  'GET {user}/transitiveMemberOf': transitiveMemberOf,
  'GET {user}/photo': readPhoto,
  'GET {user}/photo/$value': readPhotoBytes,
  'GET {user}/photos/{size}/$value': readPhotoBytes,
  'GET {user}/people': {
    delegated: ['People.Read', 'People.Read.All'],
    others: ['People.Read.All'],
    application: ['People.Read.All'],
  },
  'GET {user}/mailboxSettings': readSettings,
  'PATCH {user}/mailboxSettings': writeSettings,
  ...Object.fromEntries(mailboxSettingNames.map((name) => [`GET {user}/mailboxSettings/${name}`, readSettings])),
  'GET {user}/outlook/supportedTimeZones': zones,
  'GET {user}/joinedTeams': { delegated: [...team, ...usersAll], application: team },

  'GET groups': readGroup,
  'GET groups/{group}': readGroup,
  'GET groups/{group}/members': groupMembers,
  'GET groups/{group}/owners': groupOwners,
  'GET teams/{team}': { delegated: [...team, ...teamGroups], application: [...team, ...teamGroups] },
  'GET teams/{team}/members': { delegated: teamMembers, application: teamMembers },
  'GET teams/{team}/members/{member}': { delegated: teamMembers, application: teamMembers },
  'GET teams/{team}/primaryChannel': { delegated: channel, application: channel },
  'GET teams/{team}/channels': readChannel,
  'GET teams/{team}/channels/{channel}': readChannel,
  'GET teams/{team}/channels/{channel}/members': { delegated: channelMembers, application: channelMembers },
  'GET teams/{team}/channels/{channel}/members/{member}': { delegated: channelMembers, application: channelMembers },
  'GET places/{place}': place,
  'GET places/microsoft.graph.room': place,
  'GET places/microsoft.graph.roomList': place,
  'GET places/{place}/microsoft.graph.roomList/rooms': place,
  'GET organization': {
    delegated: ['User.Read', 'User.Read.All', 'Organization.Read.All', 'Organization.ReadWrite.All', ...directory],
    application: ['User.Read.All', 'Organization.Read.All', 'Organization.ReadWrite.All', ...directory],
  },
  'GET organization/{organization}': { delegated: ['User.Read.All'], application: ['User.Read.All'] },

  'GET {user}/calendar': readDefaultCalendar,
  'PATCH {user}/calendar': writeDefaultCalendar,
  'GET {user}/calendars': readCalendar,
  'POST {user}/calendars': writeCalendar,
  'GET {user}/calendars/{calendar}': readDefaultCalendar,
  'PATCH {user}/calendars/{calendar}': writeDefaultCalendar,
  'DELETE {user}/calendars/{calendar}': writeCalendar,
  'GET {user}/calendarView': readCalendar,
  'GET {user}/calendar/calendarView': readCalendar,
  'GET {user}/calendars/{calendar}/calendarView': readCalendar,
  ...eventsUnder('{user}/events'),
  ...eventsUnder('{user}/calendar/events'),
  ...eventsUnder('{user}/calendars/{calendar}/events'),
  'POST {user}/calendar/getSchedule': freeBusy,
};

/** The entry of a route; the names in `{…}` do not matter. */
export function permissionFor(method: string, path: string): Permission | undefined {
  return byShape.get(shape(`${method} ${path}`));
}

const shape = (key: string) => key.replace(/\{(?!user\})[^}]*\}/g, '{}').toLowerCase();
const byShape = new Map(Object.entries(permissions).map(([key, permission]) => [shape(key), permission]));
