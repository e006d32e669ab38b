import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Row, Table } from '../../tenant/store.ts';
import { type Area, type GraphCall, GraphFailure, type GraphReply } from '../area.ts';
import { invalidRequest, itemNotFound } from '../calendar/faults.ts';
import { standardGroupId } from '../calendar/find.ts';
import { changeKey, exchangeId } from '../calendar/ids.ts';
import { readBody, resource } from '../calendar/wire.ts';
import { collection, entity } from '../odata-reply.ts';
import { calendarsOf, createCalendar, renderedCalendar } from './calendars.ts';

interface CalendarGroupRow extends Row {
  mailboxId: string;
  name: string;
  classId: string;
  version: number;
}

/** Outlook's own group has a class that is the same everywhere. */
const myCalendars = '0006f0b7-0000-0000-c000-000000000046';

const table = ({ tenant }: GraphCall): Table<CalendarGroupRow> =>
  tenant.store.table<CalendarGroupRow>('calendarGroups', { mailbox: (group) => group.mailboxId });

const standardId = ({ user }: GraphCall) => standardGroupId(user.id);

/** The group that every mailbox has, made when it is first asked for, and those that were made besides. */
function groupsOf(call: GraphCall): CalendarGroupRow[] {
  const id = standardId(call);
  if (!table(call).has(id))
    table(call).put({ id, mailboxId: call.user.id, name: 'My Calendars', classId: myCalendars, version: 1 });
  return table(call).by('mailbox', call.user.id);
}

function groupIn(call: GraphCall): CalendarGroupRow {
  const found = groupsOf(call).find(({ id }) => id === call.params.calendarGroup);
  if (!found) throw itemNotFound();
  return found;
}

const render = ({ id, name, classId, version }: CalendarGroupRow): Record<string, unknown> => ({
  id,
  name,
  classId,
  changeKey: changeKey(id, version),
});

const fields = resource({ name: z.string().trim().min(1).max(255) }, 'id changeKey classId');

function named(call: GraphCall, except?: string): string {
  const { name } = readBody(fields, call.body);
  if (groupsOf(call).some((group) => group.id !== except && group.name.toLowerCase() === name.toLowerCase()))
    throw new GraphFailure(409, 'ErrorFolderExists', 'A calendar group with the specified name already exists.');
  return name;
}

function create(call: GraphCall): GraphReply {
  const { id: mailboxId } = call.user;
  const name = named(call);
  const id = exchangeId(mailboxId, `calendar group ${randomUUID()}`);
  const group = table(call).put({ id, mailboxId, name, classId: randomUUID(), version: 1 });
  return entity(call, render(group), { status: 201 });
}

function rename(call: GraphCall): GraphReply {
  const group = groupIn(call);
  const name = named(call, group.id);
  return entity(call, render(table(call).put({ ...group, name, version: group.version + 1 })));
}

const calendarsIn = (call: GraphCall, group: CalendarGroupRow) =>
  calendarsOf(call).filter(({ groupId = standardId(call) }) => groupId === group.id);

function remove(call: GraphCall): GraphReply {
  const group = groupIn(call);
  if (group.id === standardId(call) || calendarsIn(call, group).length > 0)
    throw invalidRequest('Only a calendar group that is empty, and not the default one, can be deleted.');
  table(call).delete(group.id);
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/resources/calendargroup */
export const calendarGroups: Area = {
  name: 'calendarGroups',
  routes: [
    {
      method: 'GET',
      path: '{user}/calendarGroups',
      mailbox: true,
      handle: (call) => collection(call, groupsOf(call).map(render)),
    },
    { method: 'POST', path: '{user}/calendarGroups', mailbox: true, handle: create },
    {
      method: 'GET',
      path: '{user}/calendarGroups/{calendarGroup}',
      mailbox: true,
      handle: (call) => entity(call, render(groupIn(call))),
    },
    { method: 'PATCH', path: '{user}/calendarGroups/{calendarGroup}', mailbox: true, handle: rename },
    { method: 'DELETE', path: '{user}/calendarGroups/{calendarGroup}', mailbox: true, handle: remove },
    {
      method: 'GET',
      path: '{user}/calendarGroups/{calendarGroup}/calendars',
      mailbox: true,
      handle: (call) =>
        collection(
          call,
          calendarsIn(call, groupIn(call)).map((calendar) => renderedCalendar(call, calendar)),
        ),
    },
    {
      method: 'POST',
      path: '{user}/calendarGroups/{calendarGroup}/calendars',
      mailbox: true,
      handle: (call) => createCalendar(call, groupIn(call).id),
    },
  ],
};
