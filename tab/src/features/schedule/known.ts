import type { FreeBusy, TimeWindow } from '@aide/contracts/schedule';
import type { Schedule } from '@aide/contracts/schedule/calendar';
import type { Grid } from '@aide/contracts/schedule/slots';
import { longestBuffer, type Span } from './plan.ts';

/** What was read of one window. */
export interface Known {
  grid: Grid;
  /** By address in lower case. */
  schedules: ReadonlyMap<string, Schedule>;
  you: FreeBusy['you'];
  /** IANA name: the person's. */
  timeZone: string;
  /** When it was last added to, by the server's clock. */
  readAt: number;
}

/** The window of a span, and its name. */
export const windowOf = ({ from, end }: Span): TimeWindow => ({
  start: from.toUTC().toISO() ?? '',
  end: end.toUTC().toISO() ?? '',
});

/** What is read for a window: with room for the longest buffer on both sides, so that a buffer asks nobody either. */
export function widened({ start, end }: TimeWindow): TimeWindow {
  const moved = (time: string, minutes: number) => new Date(Date.parse(time) + minutes * 60_000).toISOString();
  return { start: moved(start, -longestBuffer), end: moved(end, longestBuffer) };
}

/** Adds an answer to what was known of the same window. */
export function added(known: Known | undefined, answer: FreeBusy): Known {
  const grid = { start: Date.parse(answer.start), interval: answer.intervalMinutes, cells: answer.cells };
  const same = known?.grid.start === grid.start && known.grid.cells === grid.cells;
  return {
    grid,
    schedules: new Map([
      ...(same ? known.schedules : []),
      ...answer.schedules.map((s) => [s.address.toLowerCase(), s] as const),
    ]),
    you: answer.you,
    timeZone: answer.timeZone,
    readAt: Date.parse(answer.now),
  };
}

/** Whose times are wanted and not there. */
export const missing = (known: Known | undefined, addresses: string[]): string[] =>
  addresses.filter((address) => !known?.schedules.has(address.toLowerCase()));

/** The addresses, in lower case, of those that are groups: one view of everybody in them. */
export const groupsOf = (known: Known | undefined): ReadonlySet<string> =>
  new Set([...(known?.schedules ?? [])].flatMap(([address, { group }]) => (group ? [address] : [])));
