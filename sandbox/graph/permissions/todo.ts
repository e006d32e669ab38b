import { extensionsUnder } from './common.ts';
import type { Permission } from './permission.ts';

const reading = ['Tasks.Read', 'Tasks.ReadWrite', 'Tasks.Read.Shared', 'Tasks.ReadWrite.Shared'];
const writing = ['Tasks.ReadWrite', 'Tasks.ReadWrite.Shared'];
const read: Permission = {
  delegated: reading,
  others: ['Tasks.Read.Shared', 'Tasks.ReadWrite.Shared'],
  onlyShared: true,
  application: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
};
const write: Permission = {
  delegated: writing,
  others: ['Tasks.ReadWrite.Shared'],
  onlyShared: true,
  application: ['Tasks.ReadWrite.All'],
};
/** Changes of the lists are open to those only who may make some: https://learn.microsoft.com/graph/api/todotasklist-delta */
const listsDelta: Permission = { ...write, application: read.application };

const list = '{user}/todo/lists/{list}';
const task = `${list}/tasks/{task}`;
const withSource = (permission: Permission, page: string): Permission => ({
  ...permission,
  source: `https://learn.microsoft.com/graph/${page}`,
});

/** A collection and one of it: what can be read and what written. */
const all = (path: string, changes: ('POST' | 'PATCH' | 'DELETE')[]): Record<string, Permission> => {
  const one = `${path}/{item}`;
  return {
    [`GET ${path}`]: read,
    [`GET ${one}`]: read,
    ...Object.fromEntries(changes.map((method) => [`${method} ${method === 'POST' ? path : one}`, write])),
  };
};

/** Microsoft To Do. */
export const todoPermissions: Record<string, Permission> = {
  ...all('{user}/todo/lists', ['POST', 'PATCH', 'DELETE']),
  'GET {user}/todo/lists/delta': listsDelta,
  ...all(`${list}/tasks`, ['POST', 'PATCH', 'DELETE']),
  [`GET ${list}/tasks/delta`]: read,
  ...all(`${task}/checklistItems`, ['POST', 'PATCH', 'DELETE']),
  ...all(`${task}/linkedResources`, ['POST', 'PATCH', 'DELETE']),
  ...all(`${task}/attachments`, ['POST', 'DELETE']),
  ...extensionsUnder(list, read, write),
  ...extensionsUnder(task, read, write),
  [`GET ${task}/attachments/{attachment}/$value`]: withSource(read, 'api/taskfileattachment-get'),
  [`POST ${task}/attachments/createUploadSession`]: write,
  [`GET ${task}/attachmentSessions/{session}`]: withSource(read, 'api/resources/attachmentsession'),
  [`PUT ${task}/attachmentSessions/{session}/content`]: withSource(write, 'todo-attachments'),
  [`DELETE ${task}/attachmentSessions/{session}`]: withSource(write, 'todo-attachments'),
};
