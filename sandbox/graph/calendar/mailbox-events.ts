import type { Tenant } from '../../tenant/tenant.ts';
import { dropItemData } from '../item-data/index.ts';
import { dateOfICalUId, exchangeId, seriesUIdOf } from './ids.ts';
import { type CalendarRow, calendarTables, type EventRow, weekOf } from './model.ts';
import { isMaster, occurrenceOn, occurrencesBetween, overlaps } from './series.ts';

/** The calendar that every mailbox has; made when it is first asked for. */
export function defaultCalendar(tenant: Tenant, mailboxId: string): CalendarRow {
  const { calendars } = calendarTables(tenant);
  const id = exchangeId(mailboxId, 'calendar');
  return (
    calendars.get(id) ?? calendars.put({ id, mailboxId, name: 'Calendar', color: 'auto', isDefault: true, version: 1 })
  );
}

/**
 * A mailbox's events that overlap [from, to), by start; of a series its occurrences, and not the master. All-day events count from midnight to midnight UTC of their dates,
 * whatever the zone, as calendarView matches them.
 * @param from, to milliseconds since 1970
 */
export function eventsBetween(tenant: Tenant, mailboxId: string, from: number, to: number): EventRow[] {
  const { events } = calendarTables(tenant);
  const [first, last] = [weekOf(from), weekOf(Math.max(from, to - 1))];
  const found = new Map<string, EventRow>();
  const collect = (rows: EventRow[]) => {
    for (const event of rows) if (!event.series && overlaps(event, from, to)) found.set(event.id, event);
  };
  // A window of decades has more weeks than the mailbox has events.
  if (last - first > 600) collect(events.by('mailbox', mailboxId));
  else for (let week = first; week <= last; week++) collect(events.by('week', `${mailboxId}|${week}`));
  for (const series of events.by('series', mailboxId))
    if (isMaster(series)) collect([...occurrencesBetween(tenant, series, from, to)]);
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
}

/**
 * The events of a mailbox that are not of a series, and the masters of its series, in the order they were made.
 * https://learn.microsoft.com/graph/api/user-list-events
 */
export const eventsOf = (tenant: Tenant, mailboxId: string): EventRow[] =>
  calendarTables(tenant)
    .events.by('mailbox', mailboxId)
    .filter((event) => !event.occurrence);

/**
 * A meeting in every mailbox that has it. One occurrence is in the mailboxes that have its series, and in those of people who
 * were invited to it alone.
 */
export function copiesOf(tenant: Tenant, iCalUId: string): EventRow[] {
  const { events } = calendarTables(tenant);
  const own = events.by('meeting', iCalUId);
  const date = dateOfICalUId(iCalUId);
  if (date === undefined) return own;
  const ofSeries = events
    .by('meeting', seriesUIdOf(iCalUId))
    .flatMap((master) => (isMaster(master) ? (occurrenceOn(tenant, master, date) ?? []) : []));
  return [...ofSeries, ...own.filter((event) => !event.occurrence)];
}

/**
 * Stores a changed event under a new change key. An occurrence becomes an exception by it; in Exchange those are a part of the
 * master, which has a new change key then, too.
 */
export function save(tenant: Tenant, event: EventRow): EventRow {
  const { events } = calendarTables(tenant);
  const { occurrence } = event;
  const lastModifiedDateTime = timestamp(tenant);
  const master = occurrence && events.get(occurrence.masterId);
  if (!occurrence || !master) return events.put({ ...event, version: event.version + 1, lastModifiedDateTime });
  const version = master.version + 1;
  const cancelledDates = master.cancelledDates?.filter((date) => date !== occurrence.date);
  events.put({ ...master, cancelledDates, version, lastModifiedDateTime });
  return events.put({ ...event, occurrence: { ...occurrence, isException: true }, version, lastModifiedDateTime });
}

/** Takes an event out of its mailbox: a series with all its exceptions, an occurrence so that its date stays empty. */
export function discard(tenant: Tenant, event: EventRow): void {
  const { events } = calendarTables(tenant);
  for (const { id } of [...events.by('exceptions', event.id), event]) {
    events.delete(id);
    dropItemData(tenant, id);
  }
  const master = event.occurrence && events.get(event.occurrence.masterId);
  if (!event.occurrence || !master) return;
  const cancelledDates = [...new Set([...(master.cancelledDates ?? []), event.occurrence.date])].sort();
  save(tenant, { ...master, cancelledDates });
}

/** The tenant's now as Exchange writes it, to 100 ns. */
export const timestamp = (tenant: Tenant): string => `${tenant.clock.now().toISOString().slice(0, 23)}0000Z`;
