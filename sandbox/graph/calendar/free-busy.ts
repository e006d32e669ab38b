import type { IANAZone } from 'luxon';
import type { Tenant } from '../../tenant/tenant.ts';
import { eventsBetween } from './mailbox-events.ts';
import type { EventRow, ShowAs } from './model.ts';
import { midnightIn } from './times.ts';

/** A stretch of time with its status; milliseconds since 1970. */
export interface Span {
  start: number;
  end: number;
  showAs: ShowAs;
}

/**
 * What a digit of availabilityView says. Working elsewhere is 0, not 4, for Exchange's older clients:
 * https://learn.microsoft.com/graph/api/resources/scheduleinformation
 */
const digits: Record<ShowAs, number> = { free: 0, workingElsewhere: 0, unknown: 0, tentative: 1, busy: 2, oof: 3 };

/** Whether nobody else gets this time, as a room's automatic processing sees it. */
export const blocks = (event: EventRow): boolean => !event.isCancelled && digits[event.showAs] > 0;

/** When an event takes place for somebody in `zone`: an all-day event is that zone's days. */
export const spanIn = (zone: IANAZone, event: EventRow): Span => ({
  start: event.isAllDay ? midnightIn(zone, event.start) : event.start,
  end: event.isAllDay ? midnightIn(zone, event.end) : event.end,
  showAs: event.showAs,
});

const day = 86_400_000;

/** A mailbox's events that overlap [from, to) when all-day events are days of `zone`, by start. */
export function occupied(
  tenant: Tenant,
  mailboxId: string,
  zone: IANAZone,
  from: number,
  to: number,
): { event: EventRow; span: Span }[] {
  return eventsBetween(tenant, mailboxId, from - day, to + day)
    .map((event) => ({ event, span: spanIn(zone, event) }))
    .filter(({ span }) => span.start < to && span.end > from)
    .sort((a, b) => a.span.start - b.span.start);
}

/**
 * One digit for each interval from `start` on: the strongest status that overlaps it (out of office before busy before
 * tentative). An interval that the end of the window cuts counts as one, for the part before the end.
 * @param interval milliseconds
 */
export function availabilityView(spans: Iterable<Span>, start: number, end: number, interval: number): string {
  const view = new Uint8Array(Math.ceil((end - start) / interval));
  for (const span of spans) {
    const digit = digits[span.showAs];
    const from = Math.max(span.start, start);
    const to = Math.min(span.end, end);
    if (digit === 0 || from >= to) continue;
    const last = Math.ceil((to - start) / interval);
    for (let i = Math.floor((from - start) / interval); i < last; i++) view[i] = Math.max(view[i] ?? 0, digit);
  }
  return view.join('');
}
