import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { eventOf } from '../calendar/find.ts';
import { save as saveEvent } from '../calendar/mailbox-events.ts';
import { contactIn, touchContact } from '../contacts/find.ts';
import {
  createExtension,
  extensionOf,
  extensionsOf,
  readExtension,
  removeExtension,
  renderExtension,
  updateExtension,
} from '../item-data/extensions.ts';
import { messageIn } from '../mail/find.ts';
import { save as saveMessage } from '../mail/messages.ts';
import { collection, entity } from '../odata-reply.ts';
import { listOf, taskOf } from '../todo/find.ts';
import { save as saveTask } from '../todo/tasks.ts';

/** What extensions stand at, how it is found, and what it means to it that one of them changed: a new version of it. */
interface Owner {
  path: string;
  isMailbox: boolean;
  find(call: GraphCall): { id: string; changed?(): void };
}

const message = (call: GraphCall) => {
  const row = messageIn(call);
  return { id: row.id, changed: () => void saveMessage(call.tenant, row) };
};
const event = (call: GraphCall) => {
  const row = eventOf(call);
  return { id: row.id, changed: () => void saveEvent(call.tenant, row) };
};
const contact = (call: GraphCall) => {
  const row = contactIn(call);
  return { id: row.id, changed: () => void touchContact(call.tenant, row) };
};
const task = (call: GraphCall) => {
  const row = taskOf(call);
  return { id: row.id, changed: () => void saveTask(call.tenant, row) };
};

/** Where Graph has open extensions in the areas of people: https://learn.microsoft.com/graph/extensibility-overview */
const ofMailboxes: Owner[] = [
  ...[
    '{user}/messages',
    '{user}/mailFolders/{folder}/messages',
    '{user}/mailFolders/{parent}/childFolders/{folder}/messages',
  ].map((path): Owner => ({ path: `${path}/{message}`, isMailbox: true, find: message })),
  ...[
    '{user}/events',
    '{user}/calendar/events',
    '{user}/calendars/{calendar}/events',
    '{user}/calendarGroups/{calendarGroup}/calendars/{calendar}/events',
  ].map((path): Owner => ({ path: `${path}/{event}`, isMailbox: true, find: event })),
  ...['{user}/contacts', '{user}/contactFolders/{folder}/contacts'].map(
    (path): Owner => ({ path: `${path}/{contact}`, isMailbox: true, find: contact }),
  ),
];
const ofTasks: Owner[] = [
  { path: '{user}/todo/lists/{list}', isMailbox: false, find: (call) => ({ id: listOf(call).id }) },
  { path: '{user}/todo/lists/{list}/tasks/{task}', isMailbox: false, find: task },
];
const ofPeople: Owner[] = [{ path: '{user}', isMailbox: false, find: ({ user }) => ({ id: user.id }) }];

function routesOf({ path, isMailbox, find }: Owner): Route[] {
  const named = (call: GraphCall) => extensionOf(call.tenant, find(call).id, call.params.extension ?? '');
  const reply = (call: GraphCall, row: Parameters<typeof renderExtension>[0], status = 200): GraphReply =>
    entity(call, renderExtension(row, isMailbox), { status });
  const all = `${path}/extensions`;
  return [
    {
      method: 'GET',
      path: all,
      handle: (call) =>
        collection(
          call,
          extensionsOf(call.tenant, find(call).id).map((row) => renderExtension(row, isMailbox)),
        ),
    },
    {
      method: 'POST',
      path: all,
      handle(call) {
        const owner = find(call);
        const made = createExtension(call.tenant, owner.id, readExtension(call.body));
        owner.changed?.();
        return reply(call, made, 201);
      },
    },
    { method: 'GET', path: `${all}/{extension}`, handle: (call) => reply(call, named(call)) },
    {
      method: 'PATCH',
      path: `${all}/{extension}`,
      handle(call) {
        const changed = updateExtension(call.tenant, named(call), readExtension(call.body));
        find(call).changed?.();
        return reply(call, changed);
      },
    },
    {
      method: 'DELETE',
      path: `${all}/{extension}`,
      handle(call) {
        removeExtension(call.tenant, named(call));
        find(call).changed?.();
        return { status: 204 };
      },
    },
  ];
}

const inMailbox = (route: Route): Route => ({ ...route, mailbox: true });

/** Open extensions of what is in a mailbox. https://learn.microsoft.com/graph/api/resources/opentypeextension */
export const itemExtensions: Area = { name: 'item extensions', routes: ofMailboxes.flatMap(routesOf).map(inMailbox) };
export const taskExtensions: Area = {
  name: 'task extensions',
  workload: 'todo',
  routes: ofTasks.flatMap(routesOf).map(inMailbox),
};
/** https://learn.microsoft.com/graph/extensibility-open-users */
export const userExtensions: Area = {
  name: 'user extensions',
  workload: 'directory',
  routes: ofPeople.flatMap(routesOf),
};
