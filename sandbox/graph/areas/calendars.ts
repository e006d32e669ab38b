import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Area, type GraphCall, GraphFailure, type GraphReply, type Route } from '../area.ts';
import { calendarOf } from '../calendar/find.ts';
import { exchangeId } from '../calendar/ids.ts';
import { defaultCalendar, eventsOf } from '../calendar/mailbox-events.ts';
import { mailboxOfUser } from '../calendar/mailboxes.ts';
import { removeEvent } from '../calendar/meetings.ts';
import { type CalendarRow, calendarTables } from '../calendar/model.ts';
import { renderCalendar } from '../calendar/render.ts';
import { oneOf, readBody, resource } from '../calendar/wire.ts';
import { listAndCount } from '../count.ts';
import { collection, entity } from '../odata-reply.ts';

const colors = oneOf([
  'auto',
  'lightBlue',
  'lightGreen',
  'lightOrange',
  'lightGray',
  'lightYellow',
  'lightTeal',
  'lightPink',
  'lightBrown',
  'lightRed',
  'maxColor',
]);
const fields = resource(
  {
    name: z.string().trim().min(1).max(255).optional(),
    color: colors.optional(),
    hexColor: z.string().optional(),
    isDefaultCalendar: z.boolean().optional(),
    // Teams is all that there is.
    allowedOnlineMeetingProviders: z.array(z.string()).optional(),
    defaultOnlineMeetingProvider: z.string().optional(),
  },
  'id changeKey canEdit canShare canViewPrivateItems isRemovable isTallyingResponses owner',
);

export const renderedCalendar = (call: GraphCall, calendar: CalendarRow): Record<string, unknown> =>
  renderCalendar(calendar, mailboxOfUser(call.user));

/** All calendars of the person, the default one among them. */
export function calendarsOf(call: GraphCall): CalendarRow[] {
  defaultCalendar(call.tenant, call.user.id);
  return calendarTables(call.tenant).calendars.by('mailbox', call.user.id);
}

function requireNewName(call: GraphCall, name: string, except?: CalendarRow): void {
  if (calendarsOf(call).some((c) => c.id !== except?.id && c.name.toLowerCase() === name.toLowerCase()))
    throw new GraphFailure(409, 'ErrorFolderExists', 'A folder with the specified name already exists.');
}

/** @param groupId the calendar group that it is made in; the default one unless told */
export function createCalendar(call: GraphCall, groupId?: string): GraphReply {
  const { name, color = 'auto' } = readBody(fields, call.body);
  if (!name) throw new GraphFailure(400, 'ErrorInvalidRequest', "The property 'name' is required for a new calendar.");
  requireNewName(call, name);
  const { id: mailboxId } = call.user;
  const id = exchangeId(mailboxId, `calendar ${randomUUID()}`);
  const calendar = { id, mailboxId, name, color, isDefault: false, version: 1, groupId };
  return entity(call, renderedCalendar(call, calendarTables(call.tenant).calendars.put(calendar)), { status: 201 });
}

function update(call: GraphCall) {
  const calendar = calendarOf(call);
  const { name = calendar.name, color = calendar.color } = readBody(fields, call.body);
  requireNewName(call, name, calendar);
  const changed = { ...calendar, name, color, version: calendar.version + 1 };
  return entity(call, renderedCalendar(call, calendarTables(call.tenant).calendars.put(changed)));
}

function remove(call: GraphCall) {
  const calendar = calendarOf(call);
  if (calendar.isDefault)
    throw new GraphFailure(400, 'ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
  const { calendars } = calendarTables(call.tenant);
  for (const event of eventsOf(call.tenant, call.user.id))
    if (event.calendarId === calendar.id) removeEvent(call.tenant, event);
  calendars.delete(calendar.id);
  return { status: 204 };
}

const one = (call: GraphCall) => entity(call, renderedCalendar(call, calendarOf(call)));

/** https://learn.microsoft.com/graph/api/resources/calendar */
export const calendars: Area = {
  name: 'calendars',
  routes: [
    { method: 'GET', path: '{user}/calendar', mailbox: true, handle: one },
    { method: 'PATCH', path: '{user}/calendar', mailbox: true, handle: update },
    ...listAndCount({
      method: 'GET',
      path: '{user}/calendars',
      mailbox: true,
      handle: (call) =>
        collection(
          call,
          calendarsOf(call).map((c) => renderedCalendar(call, c)),
        ),
    }),
    { method: 'POST', path: '{user}/calendars', mailbox: true, handle: (call) => createCalendar(call) },
    { method: 'GET', path: '{user}/calendars/{calendar}', mailbox: true, handle: one },
    { method: 'PATCH', path: '{user}/calendars/{calendar}', mailbox: true, handle: update },
    { method: 'DELETE', path: '{user}/calendars/{calendar}', mailbox: true, handle: remove },
    { method: 'POST', path: '{user}/calendars/{calendar}/permanentDelete', mailbox: true, options: [], handle: remove },
    ...['GET', 'PATCH', 'DELETE'].map(
      (method): Route => ({
        method: method as Route['method'],
        path: '{user}/calendarGroups/{calendarGroup}/calendars/{calendar}',
        mailbox: true,
        handle: (call) => ({ GET: one, PATCH: update, DELETE: remove })[method as 'GET' | 'PATCH' | 'DELETE'](call),
      }),
    ),
  ],
};
