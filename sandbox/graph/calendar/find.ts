import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall } from '../area.ts';
import { itemNotFound } from './faults.ts';
import { readOccurrenceId } from './ids.ts';
import { defaultCalendar } from './mailbox-events.ts';
import { type CalendarRow, calendarTables, type EventRow } from './model.ts';
import { isMaster, occurrenceOn } from './series.ts';

/**
 * The calendar that the path names, or the person's default one.
 * @throws GraphFailure 404 for another mailbox's calendar as well: an id says nothing outside of its mailbox
 */
export function calendarOf(call: GraphCall): CalendarRow {
  const { calendar: id } = call.params;
  const standard = defaultCalendar(call.tenant, call.user.id);
  if (id === undefined) return standard;
  const calendar = calendarTables(call.tenant).calendars.get(id);
  if (calendar?.mailboxId !== call.user.id) throw itemNotFound();
  return calendar;
}

/** The event that the path names. @throws GraphFailure 404, as calendarOf */
export function eventOf(call: GraphCall): EventRow {
  const event = eventById(call.tenant, call.params.event ?? '');
  if (event?.mailboxId !== call.user.id) throw itemNotFound();
  if (call.params.calendar !== undefined && event.calendarId !== calendarOf(call).id) throw itemNotFound();
  return event;
}

/** An event, or the occurrence of a series that nobody has changed: it is in no table. */
function eventById(tenant: Tenant, id: string): EventRow | undefined {
  const { events } = calendarTables(tenant);
  const named = readOccurrenceId(id);
  const master = named && events.get(named.masterId);
  return master && isMaster(master) ? occurrenceOn(tenant, master, named.date) : events.get(id);
}
