import type { Area } from '../area.ts';
import { allMessages } from './all-messages.ts';
import { eventAttachments, mailAttachments } from './attachments.ts';
import { calendarGroups } from './calendar-groups.ts';
import { calendarPermissions } from './calendar-permissions.ts';
import { calendarView } from './calendar-view.ts';
import { calendars } from './calendars.ts';
import { categories } from './categories.ts';
import { channelWrites } from './channel-writes.ts';
import { channels } from './channels.ts';
import { chatWrites } from './chat-writes.ts';
import { chats } from './chats.ts';
import { contactFolders } from './contact-folders.ts';
import { contacts } from './contacts.ts';
import { deletedDirectoryItems } from './deleted-items.ts';
import { directoryDelta } from './directory-delta.ts';
import { directoryObjects } from './directory-objects.ts';
import { drive } from './drive.ts';
import { events } from './events.ts';
import { itemExtensions, taskExtensions, userExtensions } from './extensions.ts';
import { groupWrites } from './group-writes.ts';
import { groups } from './groups.ts';
import { installedApps } from './installed-apps.ts';
import { licenses } from './licenses.ts';
import { mailFolders } from './mail-folders.ts';
import { mailMessages } from './mail-messages.ts';
import { mailTips } from './mail-tips.ts';
import { mailboxSettings } from './mailbox-settings.ts';
import { meetingMessages } from './meeting-messages.ts';
import { meetingTimes } from './meeting-times.ts';
import { messageRules } from './message-rules.ts';
import { messages } from './messages.ts';
import { organization } from './organization.ts';
import { people } from './people.ts';
import { photo } from './photo.ts';
import { places } from './places.ts';
import { presence } from './presence.ts';
import { relations } from './relations.ts';
import { reminders } from './reminders.ts';
import { schedule } from './schedule.ts';
import { sendingMail } from './send-mail.ts';
import { subscriptions } from './subscriptions.ts';
import { tabs } from './tabs.ts';
import { tags } from './tags.ts';
import { teamMembers } from './team-members.ts';
import { teamWrites } from './team-writes.ts';
import { teams } from './teams.ts';
import { todo } from './todo.ts';
import { todoAttachments } from './todo-attachments.ts';
import { todoChecklistItems } from './todo-checklist-items.ts';
import { todoLinkedResources } from './todo-linked-resources.ts';
import { todoTasks } from './todo-tasks.ts';
import { userWrites } from './user-writes.ts';
import { users } from './users.ts';

/** Every area of Graph that the sandbox serves: one file, one line. */
export const areas: Area[] = [
  users,
  userWrites,
  deletedDirectoryItems,
  licenses,
  directoryDelta,
  relations,
  directoryObjects,
  people,
  mailboxSettings,
  photo,
  groups,
  groupWrites,
  teams,
  teamWrites,
  teamMembers,
  channels,
  channelWrites,
  tabs,
  installedApps,
  messages,
  allMessages,
  chats,
  chatWrites,
  tags,
  presence,
  places,
  organization,
  calendars,
  calendarGroups,
  calendarPermissions,
  events,
  eventAttachments,
  calendarView,
  reminders,
  schedule,
  meetingTimes,
  mailFolders,
  mailMessages,
  mailAttachments,
  sendingMail,
  meetingMessages,
  messageRules,
  mailTips,
  categories,
  itemExtensions,
  taskExtensions,
  userExtensions,
  contacts,
  contactFolders,
  todo,
  todoTasks,
  todoChecklistItems,
  todoLinkedResources,
  todoAttachments,
  drive,
  subscriptions,
];
