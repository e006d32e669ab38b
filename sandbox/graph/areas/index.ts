import type { Area } from '../area.ts';
import { calendarGroups } from './calendar-groups.ts';
import { calendarView } from './calendar-view.ts';
import { calendars } from './calendars.ts';
import { channels } from './channels.ts';
import { chats } from './chats.ts';
import { contactFolders } from './contact-folders.ts';
import { contacts } from './contacts.ts';
import { directoryDelta } from './directory-delta.ts';
import { directoryObjects } from './directory-objects.ts';
import { drive } from './drive.ts';
import { events } from './events.ts';
import { groupWrites } from './group-writes.ts';
import { groups } from './groups.ts';
import { mailAttachments } from './mail-attachments.ts';
import { mailFolders } from './mail-folders.ts';
import { mailMessages } from './mail-messages.ts';
import { mailboxSettings } from './mailbox-settings.ts';
import { meetingTimes } from './meeting-times.ts';
import { messages } from './messages.ts';
import { organization } from './organization.ts';
import { people } from './people.ts';
import { photo } from './photo.ts';
import { places } from './places.ts';
import { presence } from './presence.ts';
import { relations } from './relations.ts';
import { reminders } from './reminders.ts';
import { schedule } from './schedule.ts';
import { tags } from './tags.ts';
import { teams } from './teams.ts';
import { todo } from './todo.ts';
import { todoAttachments } from './todo-attachments.ts';
import { todoChecklistItems } from './todo-checklist-items.ts';
import { todoLinkedResources } from './todo-linked-resources.ts';
import { todoTasks } from './todo-tasks.ts';
import { users } from './users.ts';

/** Every area of Graph that the sandbox serves: one file, one line. */
export const areas: Area[] = [
  users,
  directoryDelta,
  relations,
  directoryObjects,
  people,
  mailboxSettings,
  photo,
  groups,
  groupWrites,
  teams,
  channels,
  messages,
  chats,
  tags,
  presence,
  places,
  organization,
  calendars,
  calendarGroups,
  events,
  calendarView,
  reminders,
  schedule,
  meetingTimes,
  mailFolders,
  mailMessages,
  mailAttachments,
  contacts,
  contactFolders,
  todo,
  todoTasks,
  todoChecklistItems,
  todoLinkedResources,
  todoAttachments,
  drive,
];
