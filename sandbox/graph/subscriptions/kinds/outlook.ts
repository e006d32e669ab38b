import { calendarOf } from '../../calendar/find.ts';
import { calendarTables, type EventRow } from '../../calendar/model.ts';
import { renderEvent } from '../../calendar/render.ts';
import { isMaster, occurrenceOn, patternOn } from '../../calendar/series.ts';
import { folderOf as contactFolderOf } from '../../contacts/folders.ts';
import { type ContactRow, contactTables } from '../../contacts/model.ts';
import { renderContact } from '../../contacts/render.ts';
import type { Feed } from '../../delta/feed.ts';
import { folderOf } from '../../mail/folders.ts';
import { type MailRow, mailTables } from '../../mail/model.ts';
import { idOf, renderMessage } from '../../mail/render.ts';
import { listOf } from '../../todo/find.ts';
import { type TaskRow, todoTables } from '../../todo/model.ts';
import { renderTask } from '../../todo/render.ts';
import type { Kind } from './kind.ts';

type Ids = Record<string, string>;

/** What all kinds of items have in common. */
const item = {
  service: 'outlook',
  changeTypes: ['created', 'updated', 'deleted'],
  longest: 10_080,
  rich: 'selected',
} as const satisfies Partial<Kind>;

const mail = ['Mail.ReadBasic', 'Mail.Read', 'Mail.ReadWrite'];
const message = (path: string): Kind => ({
  ...item,
  path,
  type: 'message',
  name: 'Message',
  delegated: mail,
  application: mail.concat('Mail.ReadBasic.All'),
  open({ tenant, user, params }): Ids {
    tenant.openMailbox(user);
    return params.folder === undefined ? {} : { folder: folderOf(tenant, user.id, params.folder).id };
  },
  feed({ tenant, target: { userId = '', params }, immutableIds }): Feed<MailRow> {
    const { messages } = mailTables(tenant);
    const view = { bodyType: 'html', immutableIds, basic: false } as const;
    return {
      name: 'mail.messages',
      table: messages,
      rows: () => messages.by('mailbox', userId),
      items: (row) =>
        row.mailboxId === userId && (params.folder === undefined || row.folderId === params.folder)
          ? [{ id: idOf(row, view), mark: () => String(row.version), body: () => renderMessage(tenant, row, view) }]
          : [],
    };
  },
  locate: ({ target }, id) => `Users/${target.userId}/Messages/${id}`,
});

const calendars = ['Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite'];
const event = (path: string): Kind => ({
  ...item,
  path,
  type: 'event',
  name: 'Event',
  delegated: calendars,
  application: calendars.concat('Calendars.ReadBasic.All'),
  open: (call): Ids => (call.params.calendar === undefined ? {} : { calendar: calendarOf(call).id }),
  feed({ tenant, target: { userId = '', params } }): Feed<EventRow> {
    const { events } = calendarTables(tenant);
    const view = { timeZone: 'UTC', bodyType: 'html', withBody: true } as const;
    return {
      name: 'events',
      table: events,
      rows: () => events.by('mailbox', userId),
      items: (row) =>
        row.mailboxId === userId && (params.calendar === undefined || row.calendarId === params.calendar)
          ? [{ id: row.id, body: () => renderEvent(row, view) }]
          : [],
      // An occurrence of a series is there before and after it has a row of its own: see calendar/feed.ts.
      now(id, before) {
        const found = events.get(id);
        if (found || !before?.occurrence) return found;
        const master = events.get(before.occurrence.masterId);
        return master && isMaster(master) ? occurrenceOn(tenant, master, before.occurrence.date) : undefined;
      },
      earlier({ occurrence }, was) {
        const master = occurrence && was(occurrence.masterId);
        return master && isMaster(master) ? patternOn(master, occurrence.date) : undefined;
      },
    };
  },
  locate: ({ target }, id) => `Users/${target.userId}/Events/${id}`,
});

const contacts = ['Contacts.Read', 'Contacts.ReadWrite'];
const contact = (path: string): Kind => ({
  ...item,
  path,
  type: 'contact',
  name: 'Contact',
  delegated: contacts,
  application: contacts,
  open({ tenant, user, params }): Ids {
    const { id } = contactFolderOf(tenant, user.id, params.folder ?? 'contacts');
    return params.folder === undefined ? {} : { folder: id };
  },
  feed({ tenant, target: { userId = '', params } }): Feed<ContactRow> {
    const table = contactTables(tenant).contacts;
    return {
      name: 'contacts.contacts',
      table,
      rows: () => table.by('mailbox', userId),
      items: (row) =>
        row.mailboxId === userId && (params.folder === undefined || row.folderId === params.folder)
          ? [{ id: row.id, body: () => renderContact(row) }]
          : [],
    };
  },
  locate: ({ target }, id) => `Users/${target.userId}/Contacts/${id}`,
});

const task: Kind = {
  path: '{user}/todo/lists/{list}/tasks',
  service: 'todo',
  type: 'todoTask',
  name: 'TodoTask',
  delegated: ['Tasks.ReadWrite'],
  application: [],
  changeTypes: ['created', 'updated', 'deleted'],
  longest: 4_230,
  open: (call) => ({ list: listOf(call).id }),
  feed({ tenant, target: { params } }): Feed<TaskRow> {
    const { tasks } = todoTables(tenant);
    const { list = '' } = params;
    return {
      name: 'todo.tasks',
      table: tasks,
      rows: () => tasks.by('list', list),
      items: (row) => (row.listId === list ? [{ id: row.id, body: () => renderTask(row, 'UTC') }] : []),
    };
  },
  locate: ({ target }, id) => `Users/${target.userId}/Todo/Lists/${target.params.list}/Tasks/${id}`,
};

/** Mail, calendars, contacts and tasks. https://learn.microsoft.com/graph/outlook-change-notifications-overview */
export const outlookKinds: Kind[] = [
  message('{user}/messages'),
  message('{user}/mailFolders/{folder}/messages'),
  event('{user}/events'),
  event('{user}/calendars/{calendar}/events'),
  contact('{user}/contacts'),
  contact('{user}/contactFolders/{folder}/contacts'),
  task,
];
