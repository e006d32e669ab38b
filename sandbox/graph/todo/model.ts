import type { Recurrence } from '../../recurrence/pattern.ts';
import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';

export type WellknownListName = 'none' | 'defaultList' | 'flaggedEmails';
export type TaskStatus = 'notStarted' | 'inProgress' | 'completed' | 'waitingOnOthers' | 'deferred';

/** A list of one person: https://learn.microsoft.com/graph/api/resources/todotasklist */
export interface ListRow extends Row {
  mailboxId: string;
  displayName: string;
  wellknownListName: WellknownListName;
  version: number;
}

/** A moment that a client has set, with the zone it was set in. */
export interface Moment {
  /** Milliseconds since 1970. */
  at: number;
  /** As the client wrote it: a Windows or an IANA name. */
  timeZone: string;
}

export interface ChecklistItem {
  id: string;
  displayName: string;
  isChecked: boolean;
  createdDateTime: string;
  /** null = not checked. */
  checkedDateTime: string | null;
}

export interface LinkedResource {
  id: string;
  webUrl: string | null;
  applicationName: string | null;
  displayName: string | null;
  externalId: string | null;
}

/** A file at a task; its bytes are an AttachmentRow of the same id. */
export interface TaskFile {
  id: string;
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
  lastModifiedDateTime: string;
}

/** https://learn.microsoft.com/graph/api/resources/todotask */
export interface TaskRow extends Row {
  mailboxId: string;
  listId: string;
  title: string;
  body: { content: string; contentType: 'text' | 'html' };
  importance: 'low' | 'normal' | 'high';
  status: TaskStatus;
  isReminderOn: boolean;
  reminder: Moment | null;
  /** To Do knows days only: these are midnight in their zones. */
  start: Moment | null;
  due: Moment | null;
  completed: Moment | null;
  categories: string[];
  recurrence: Recurrence | null;
  checklistItems: ChecklistItem[];
  linkedResources: LinkedResource[];
  files: TaskFile[];
  createdDateTime: string;
  lastModifiedDateTime: string;
  bodyLastModifiedDateTime: string;
  /** Counts changes; the ETag follows from it. */
  version: number;
  /** Which of two that were created at the same time is the newer one: greater. */
  order: number;
}

export interface AttachmentRow extends Row {
  /** Base64. */
  contentBytes: string;
}

/** An upload that has begun: https://learn.microsoft.com/graph/todo-attachments */
export interface UploadRow extends Row {
  taskId: string;
  name: string;
  contentType: string;
  /** Bytes that will come, and those that have. */
  size: number;
  received: number;
  /** Base64, one for each range. */
  parts: string[];
  expirationDateTime: string;
}

/** Counts the tasks that were ever made: one row. */
export interface CounterRow extends Row {
  count: number;
}

export interface TodoTables {
  lists: Table<ListRow>;
  tasks: Table<TaskRow>;
  attachments: Table<AttachmentRow>;
  uploads: Table<UploadRow>;
  counter: Table<CounterRow>;
}

const opened = new WeakMap<Tenant['store'], TodoTables>();

export function todoTables({ store }: Tenant): TodoTables {
  const known = opened.get(store);
  if (known) return known;
  const tables: TodoTables = {
    lists: store.table<ListRow>('todo.lists', { mailbox: (l) => l.mailboxId }),
    tasks: store.table<TaskRow>('todo.tasks', { list: (t) => t.listId }),
    attachments: store.table<AttachmentRow>('todo.attachments'),
    uploads: store.table<UploadRow>('todo.uploads', { task: (u) => u.taskId }),
    counter: store.table<CounterRow>('todo.counter'),
  };
  opened.set(store, tables);
  return tables;
}
