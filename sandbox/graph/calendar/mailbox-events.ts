import type { Tenant } from '../../tenant/tenant.ts';
import { exchangeId } from './ids.ts';
import { type CalendarRow, calendarTables, type EventRow, weekOf } from './model.ts';

/** The calendar that every mailbox has; made when it is first asked for. */
export function defaultCalendar(tenant: Tenant, mailboxId: string): CalendarRow {
  const { calendars } = calendarTables(tenant);
  const id = exchangeId(mailboxId, 'calendar');
  return (
    calendars.get(id) ?? calendars.put({ id, mailboxId, name: 'Calendar', color: 'auto', isDefault: true, version: 1 })
  );
}

const touches = (event: EventRow, from: number, to: number) =>
  event.start < to && (event.end > from || (event.end === event.start && event.start >= from));

/**
 * A mailbox's events that overlap [from, to), by start. All-day events count from midnight to midnight UTC of their dates,
 * whatever the zone, as calendarView matches them.
 * @param from, to milliseconds since 1970
 */
export function eventsBetween(tenant: Tenant, mailboxId: string, from: number, to: number): EventRow[] {
  const { events } = calendarTables(tenant);
  const [first, last] = [weekOf(from), weekOf(Math.max(from, to - 1))];
  const found = new Map<string, EventRow>();
  const collect = (rows: EventRow[]) => {
    for (const event of rows) if (touches(event, from, to)) found.set(event.id, event);
  };
  // A window of decades has more weeks than the mailbox has events.
  if (last - first > 600) collect(events.by('mailbox', mailboxId));
  else for (let week = first; week <= last; week++) collect(events.by('week', `${mailboxId}|${week}`));
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
}

/** All events of a mailbox, in the order they were made. */
export const eventsOf = (tenant: Tenant, mailboxId: string): EventRow[] =>
  calendarTables(tenant).events.by('mailbox', mailboxId);

export const copiesOf = (tenant: Tenant, iCalUId: string): EventRow[] =>
  calendarTables(tenant).events.by('meeting', iCalUId);

/** Stores a changed event under a new change key. */
export function save(tenant: Tenant, event: EventRow): EventRow {
  return calendarTables(tenant).events.put({
    ...event,
    version: event.version + 1,
    lastModifiedDateTime: timestamp(tenant),
  });
}

/** The tenant's now as Exchange writes it, to 100 ns. */
export const timestamp = (tenant: Tenant): string => `${tenant.clock.now().toISOString().slice(0, 23)}0000Z`;
