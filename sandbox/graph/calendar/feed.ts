import type { GraphCall } from '../area.ts';
import type { DeltaItem, Feed } from '../delta/feed.ts';
import { project } from '../odata-reply.ts';
import { calendarOf } from './find.ts';
import { changeKey } from './ids.ts';
import { eventsBetween } from './mailbox-events.ts';
import { calendarTables, type EventRow } from './model.ts';
import { renderEvent, type View, viewOf } from './render.ts';
import { instancesBetween, isMaster, occurrenceOn, occurrencesBetween, overlaps, patternOn } from './series.ts';
import { isTooLong, tooLong, windowOf } from './window.ts';

const type = '#microsoft.graph.event';

/**
 * A calendar between two times. Of a series that takes place there the master is told in full, and of its occurrences no more than
 * when they are; an exception is told in full.
 * @see https://learn.microsoft.com/graph/api/event-delta, https://github.com/microsoftgraph/microsoft-graph-docs/issues/7632
 */
export function calendarFeed(call: GraphCall): Feed<EventRow> {
  const { tenant, user } = call;
  const [from, to] = windowOf(call);
  if (isTooLong(from, to)) throw tooLong();
  const view = viewOf(call);
  const { id: calendarId } = calendarOf(call);
  const { events } = calendarTables(tenant);

  const full = (row: EventRow): DeltaItem => ({
    id: row.id,
    body: () => ({ '@odata.type': type, ...project(call, renderEvent(row, view)) }),
  });
  const occurrence = (row: EventRow): DeltaItem => ({
    id: row.id,
    mark: () => `${row.start} ${row.end} ${row.isAllDay}`,
    body: () => timesOf(row, view),
  });
  return {
    name: 'events',
    table: events,
    *rows() {
      for (const event of events.by('series', user.id)) if (event.calendarId === calendarId) yield event;
      for (const event of eventsBetween(tenant, user.id, from, to))
        if (event.calendarId === calendarId && (!event.occurrence || event.occurrence.isException)) yield event;
    },
    items(row) {
      if (row.mailboxId !== user.id || row.calendarId !== calendarId) return [];
      if (isMaster(row)) {
        const occurrences = [...occurrencesBetween(tenant, row, from, to)];
        // Also when all that is left in the window are exceptions.
        const takesPlace = occurrences.length > 0 || !instancesBetween(tenant, row, from, to).next().done;
        return takesPlace ? [full(row), ...occurrences.map(occurrence)] : [];
      }
      if (!overlaps(row, from, to)) return [];
      return [row.occurrence && !row.occurrence.isException ? occurrence(row) : full(row)];
    },
    // An exception that is taken back leaves the occurrence that the series has for its date.
    now(id, before) {
      const event = events.get(id);
      if (event || !before?.occurrence) return event;
      const master = events.get(before.occurrence.masterId);
      return master && isMaster(master) ? occurrenceOn(tenant, master, before.occurrence.date) : undefined;
    },
    // And an exception that is new has taken the place of the occurrence that the series had for its date.
    earlier({ occurrence: of }, was) {
      const master = of && was(of.masterId);
      return master && isMaster(master) ? patternOn(master, of.date) : undefined;
    },
    gone: (id) => ({ '@odata.type': type, id, '@removed': { reason: 'deleted' } }),
  };
}

function timesOf(row: EventRow, view: View): Record<string, unknown> {
  const { id, seriesMasterId, type: kind, start, end } = renderEvent({ ...row, body: blank }, view);
  return {
    '@odata.type': type,
    '@odata.etag': `W/"${changeKey(row.id, row.version)}"`,
    seriesMasterId,
    type: kind,
    id,
    start,
    end,
  };
}
const blank = { contentType: 'text', content: '' } as const;
