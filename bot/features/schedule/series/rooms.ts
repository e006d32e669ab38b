import type { Attendee } from '@aide/contracts/schedule';
import { anyBit } from '@aide/contracts/schedule/bits';
import type { Calendar } from '@aide/contracts/schedule/calendar';

/** A room that would do, with a calendar for each stretch that was read. */
export interface SeriesRoom {
  room: Attendee;
  calendars: Calendar[];
}

/** One meeting of a series among what was read: half-open, in cells of its stretch. */
export interface Held {
  /** Milliseconds since 1970. */
  at: number;
  /** Its stretch: the place among the grids. */
  grid: number;
  from: number;
  to: number;
}

/** The room that a series could have at some hour. */
export interface ChosenRoom {
  room: Attendee;
  /** Its calendar could not be read, at least not for all of the days. */
  unknown: boolean;
  /** When it is not free: instants in milliseconds. */
  taken: number[];
}

/**
 * A room declines a whole series for a single conflict, unless its administrator lets it: so it is booked where it is free each time.
 * https://learn.microsoft.com/powershell/module/exchange/set-calendarprocessing (ConflictPercentageAllowed)
 */
export const isFree = ({ unknown, taken }: ChosenRoom): boolean => !unknown && taken.length === 0;

/** The room that is known to be taken least often, the first of equals; undefined when none is wanted. */
export function chooseRoom(rooms: readonly SeriesRoom[], held: readonly Held[]): ChosenRoom | undefined {
  let best: ChosenRoom | undefined;
  for (const { room, calendars } of rooms) {
    const isTaken = ({ grid, from, to }: Held) => {
      const { busy, tentative } = calendars[grid]!;
      return anyBit(busy, from, to) || anyBit(tentative, from, to);
    };
    const unknown = calendars.some((calendar) => calendar.unknown !== undefined);
    const taken = unknown ? [] : held.filter(isTaken).map(({ at }) => at);
    const isBetter = !best || best.unknown || (!unknown && taken.length < best.taken.length);
    if (isBetter) best = { room, unknown, taken };
  }
  return best;
}
