import { endOfTime, isOccurrence, occurrences, occurrencesBefore } from '../../recurrence/occurrences.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { iCalUIdOn, occurrenceId } from './ids.ts';
import { calendarTables, type EventRow, type Series } from './model.ts';
import { instantAt, midnightIn, zoneNamed } from './times.ts';

/** The master of a series. */
export type Master = EventRow & { series: Series };

export const isMaster = (event: EventRow): event is Master => event.series !== undefined;

const day = 86_400_000;
const midnightUtc = (date: string) => Date.parse(`${date}T00:00:00Z`);
export const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

/** Start and end of the occurrence on a date, milliseconds since 1970; an all-day one floats. */
export function spanOn({ series, isAllDay }: Pick<Master, 'series' | 'isAllDay'>, date: string) {
  const [from, to] = [midnightUtc(date) + series.from, midnightUtc(date) + series.to];
  if (isAllDay) return { start: from, end: to };
  const zone = zoneNamed(series.recurrence.range.recurrenceTimeZone);
  const [start, end] = [instantAt(zone, from), instantAt(zone, to)];
  // Where the clocks skip the start but not the end, the occurrence still lasts as long as the others.
  return { start, end: end < start ? start + series.to - series.from : end };
}

/** An occurrence that nobody has changed, as its master makes it. */
function occurrenceOf(master: Master, date: string): EventRow {
  const { series, cancelledDates: _, ...shared } = master;
  const { start, end } = spanOn(master, date);
  const zone = zoneNamed(series.recurrence.range.recurrenceTimeZone);
  const originalStart = master.isAllDay ? midnightIn(zone, start) : start;
  return {
    ...shared,
    start,
    end,
    id: occurrenceId(master.id, date),
    iCalUId: iCalUIdOn(master.iCalUId, date),
    transactionId: null,
    occurrence: { masterId: master.id, date, originalStart, isException: false },
  };
}

const isCancelledOn = ({ cancelledDates = [] }: Master, date: string) => cancelledDates.includes(date);

/** What the series has for a date of its pattern: the exception, or else the occurrence; undefined when it is off. */
export function occurrenceOn(tenant: Tenant, master: Master, date: string): EventRow | undefined {
  const occurrence = patternOn(master, date);
  return occurrence && (calendarTables(tenant).events.get(occurrence.id) ?? occurrence);
}

/** The same as long as nobody has made an exception of it. */
export const patternOn = (master: Master, date: string): EventRow | undefined =>
  isOccurrence(master.series.recurrence, date) && !isCancelledOn(master, date) ? occurrenceOf(master, date) : undefined;

/** The occurrence on a date although it is off: what comes back when the organizer invites to it again. */
export const occurrenceAnew = (master: Master, date: string): EventRow => occurrenceOf(master, date);

/** The exceptions of a series. */
export const exceptionsOf = (tenant: Tenant, masterId: string): EventRow[] =>
  calendarTables(tenant).events.by('exceptions', masterId);

/** The unchanged occurrences of a series that overlap [from, to), in order. All-day ones count by UTC, as calendarView does. */
export function* occurrencesBetween(tenant: Tenant, master: Master, from: number, to: number): Generator<EventRow> {
  const { events } = calendarTables(tenant);
  // Windows reach farther back than a series can, and than dates can be written.
  const { recurrence } = master.series;
  const first = Math.max(from - master.series.to - day, midnightUtc(recurrence.range.startDate));
  if (first > midnightUtc(endOfTime)) return;
  for (const date of occurrences(recurrence, dateOf(first))) {
    // A day is enough for any zone's distance from UTC.
    if (midnightUtc(date) + master.series.from > to + day) return;
    if (isCancelledOn(master, date) || events.has(occurrenceId(master.id, date))) continue;
    const { start, end } = spanOn(master, date);
    if (overlaps({ start, end }, from, to)) yield occurrenceOf(master, date);
  }
}

/** All of a series that overlaps [from, to): occurrences and exceptions, not in order. */
export function* instancesBetween(tenant: Tenant, master: Master, from: number, to: number): Generator<EventRow> {
  for (const exception of exceptionsOf(tenant, master.id)) if (overlaps(exception, from, to)) yield exception;
  yield* occurrencesBetween(tenant, master, from, to);
}

/** An event without a length belongs to the window in which it starts. */
export const overlaps = (event: { start: number; end: number }, from: number, to: number): boolean =>
  event.start < to && (event.end > from || (event.end === event.start && event.start >= from));

/** What takes place next to an occurrence, as it is by now: exceptions where they were moved to. */
export function neighbours(tenant: Tenant, master: Master, date: string): { before?: EventRow; after?: EventRow } {
  const nearest = (dates: Iterable<string>) => {
    for (const other of dates) {
      const found = other === date ? undefined : occurrenceOn(tenant, master, other);
      if (found) return found;
    }
    return undefined;
  };
  const { recurrence } = master.series;
  return { before: nearest(occurrencesBefore(recurrence, date)), after: nearest(occurrences(recurrence, date)) };
}
