import { attachmentsUnder, extensionsUnder, readable } from './common.ts';
import type { Permission } from './permission.ts';

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
const readDelta: Permission = { ...readCalendar, source: 'https://learn.microsoft.com/graph/api/event-delta' };
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

/** Bodies and what is attached: https://learn.microsoft.com/graph/permissions-reference#calendarsreadbasic */
const readWhole: Permission = {
  ...readCalendar,
  delegated: readCalendar.delegated.slice(1),
  application: readCalendar.application.slice(1),
};

/** Forwarding only reads one's own calendar: https://learn.microsoft.com/graph/api/event-forward */
const forward = readWhole;

/** The reference has some of the paths in calendar groups, and leaves out others of the same kind. */
const inGroups = (all: Record<string, Permission>): Record<string, Permission> =>
  Object.fromEntries(
    Object.entries(all).map(([key, permission]) => [
      key,
      { source: 'https://learn.microsoft.com/graph/api/resources/calendargroup', ...permission },
    ]),
  );

/** Whom a calendar is shared with is its owner's to know, and to say. */
const sharing = (path: string): Record<string, Permission> => {
  const own = (permission: Permission): Permission => ({
    ...permission,
    others: [],
    source: 'https://learn.microsoft.com/graph/api/resources/calendarpermission',
  });
  const all = `${path}/calendarPermissions`;
  return {
    [`GET ${all}`]: own(readWhole),
    [`POST ${all}`]: own(writeCalendar),
    [`GET ${all}/{permission}`]: own(readWhole),
    [`PATCH ${all}/{permission}`]: own(writeCalendar),
    [`DELETE ${all}/{permission}`]: own(writeCalendar),
  };
};

/** The same events are found by several paths. */
const eventsUnder = (path: string): Record<string, Permission> => ({
  ...readable(path, readCalendar),
  [`GET ${path}/delta`]: readCalendar,
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
  [`POST ${path}/{event}/permanentDelete`]: writeCalendar,
  ...attachmentsUnder(`${path}/{event}`, readWhole, writeCalendar),
  ...extensionsUnder(`${path}/{event}`, readWhole, writeCalendar),
});

/** Mailboxes: settings and calendars, and the places that can be booked. */
export const outlookPermissions: Record<string, Permission> = {
  'GET {user}/mailboxSettings': readSettings,
  'PATCH {user}/mailboxSettings': writeSettings,
  ...Object.fromEntries(mailboxSettingNames.map((name) => [`GET {user}/mailboxSettings/${name}`, readSettings])),
  'GET {user}/outlook/supportedTimeZones': zones,
  'GET {user}/outlook/supportedTimeZones(TimeZoneStandard={standard})': {
    ...zones,
    source: 'https://learn.microsoft.com/graph/api/outlookuser-supportedtimezones',
  },
  'GET {user}/outlook/supportedLanguages': zones,
  'GET places/{place}': place,
  'PATCH places/{place}': { delegated: ['Place.ReadWrite.All'], application: ['Place.ReadWrite.All'] },
  'GET places/microsoft.graph.room': place,
  'GET places/microsoft.graph.roomList': place,
  'GET places/{place}/microsoft.graph.roomList/rooms': place,
  'GET {user}/calendar': readDefaultCalendar,
  'PATCH {user}/calendar': writeDefaultCalendar,
  ...readable('{user}/calendars', readCalendar),
  'POST {user}/calendars': writeCalendar,
  'GET {user}/calendars/{calendar}': readDefaultCalendar,
  'PATCH {user}/calendars/{calendar}': writeDefaultCalendar,
  'DELETE {user}/calendars/{calendar}': writeCalendar,
  'GET {user}/calendarGroups': readCalendar,
  'POST {user}/calendarGroups': writeCalendar,
  'GET {user}/calendarGroups/{calendarGroup}': readCalendar,
  'PATCH {user}/calendarGroups/{calendarGroup}': writeCalendar,
  'DELETE {user}/calendarGroups/{calendarGroup}': writeCalendar,
  'GET {user}/calendarGroups/{calendarGroup}/calendars': readCalendar,
  'POST {user}/calendarGroups/{calendarGroup}/calendars': writeCalendar,
  ...readable('{user}/calendarView', readCalendar),
  ...readable('{user}/calendar/calendarView', readCalendar),
  'GET {user}/calendarView/delta': readCalendar,
  'GET {user}/calendar/calendarView/delta': readDelta,
  'GET {user}/calendars/{calendar}/calendarView/delta': readCalendar,
  ...readable('{user}/calendars/{calendar}/calendarView', readCalendar),
  ...eventsUnder('{user}/events'),
  ...eventsUnder('{user}/calendar/events'),
  ...eventsUnder('{user}/calendars/{calendar}/events'),
  ...inGroups({
    ...eventsUnder('{user}/calendarGroups/{calendarGroup}/calendars/{calendar}/events'),
    ...readable('{user}/calendarGroups/{calendarGroup}/calendars/{calendar}/calendarView', readCalendar),
    'GET {user}/calendarGroups/{calendarGroup}/calendars/{calendar}/calendarView/delta': readCalendar,
    'GET {user}/calendarGroups/{calendarGroup}/calendars/{calendar}': readCalendar,
    'PATCH {user}/calendarGroups/{calendarGroup}/calendars/{calendar}': writeCalendar,
    'DELETE {user}/calendarGroups/{calendarGroup}/calendars/{calendar}': writeCalendar,
  }),
  'GET {user}/events/{event}/calendar': readDefaultCalendar,
  'POST {user}/calendars/{calendar}/permanentDelete': {
    ...writeCalendar,
    source: 'https://learn.microsoft.com/graph/api/calendar-permanentdelete',
  },
  ...sharing('{user}/calendar'),
  ...sharing('{user}/calendars/{calendar}'),
  'GET {user}/reminderView(startDateTime={startdatetime},endDateTime={enddatetime})': {
    ...readCalendar,
    delegated: readCalendar.delegated.slice(0, 3),
    others: [],
    application: ['Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite'],
  },
  'POST {user}/calendar/getSchedule': freeBusy,
  'POST {user}/findMeetingTimes': {
    delegated: ['Calendars.Read.Shared', 'Calendars.ReadWrite.Shared'],
    onlyShared: true,
    application: [],
  },
};
