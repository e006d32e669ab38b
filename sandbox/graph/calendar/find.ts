import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall } from '../area.ts';
import { unknownId } from '../mailbox.ts';
import { itemNotFound } from './faults.ts';
import { exchangeId, readOccurrenceId } from './ids.ts';
import { defaultCalendar } from './mailbox-events.ts';
import { type CalendarRow, calendarTables, type EventRow } from './model.ts';
import { isMaster, occurrenceOn } from './series.ts';

/** Of the calendar group that every mailbox has. */
export const standardGroupId = (mailboxId: string): string => exchangeId(mailboxId, 'calendar group');

/**
 * The calendar that the path names, or the person's default one.
 * @throws GraphFailure 404 for another mailbox's calendar as well: an id says nothing outside of its mailbox
 */
export function calendarOf(call: GraphCall): CalendarRow {
  const { calendar: id } = call.params;
  const standard = defaultCalendar(call.tenant, call.user.id);
  if (id === undefined) return standard;
  const calendar = calendarTables(call.tenant).calendars.get(id);
  if (calendar?.mailboxId !== call.user.id) throw unknownId(id);
  const { calendarGroup } = call.params;
  if (calendarGroup !== undefined && (calendar.groupId ?? standardGroupId(call.user.id)) !== calendarGroup)
    throw itemNotFound();
  return calendar;
}

/** The event that the path names. @throws GraphFailure 404, as calendarOf */
export function eventOf(call: GraphCall): EventRow {
  const event = eventById(call.tenant, call.user.id, call.params.event ?? '');
  if (call.params.calendar !== undefined && event.calendarId !== calendarOf(call).id) throw itemNotFound();
  return event;
}

/**
 * An event of a mailbox, or the occurrence of a series that nobody has changed: it is in no table.
 * @throws GraphFailure 404, for another mailbox's event as well; 400 for what is no id
 */
export function eventById(tenant: Tenant, mailboxId: string, id: string): EventRow {
  const { events } = calendarTables(tenant);
  const named = readOccurrenceId(id);
  const master = named && events.get(named.masterId);
  const found = master && isMaster(master) ? occurrenceOn(tenant, master, named.date) : events.get(id);
  if (found?.mailboxId !== mailboxId) throw unknownId(id);
  return found;
}
