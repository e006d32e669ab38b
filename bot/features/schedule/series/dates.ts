import { occurrences, take } from '@aide/contracts/schedule/occurrences';
import type { Recurrence } from '@aide/contracts/schedule/recurrence';
import { mailboxesPerRequest } from '@aide/contracts/schedule/rooms';
import type { Grid } from '@aide/contracts/schedule/slots';
import { DateTime } from 'luxon';

/** Days of one getSchedule, which takes less than 62. https://learn.microsoft.com/graph/outlook-get-free-busy-schedule */
const longest = 60;
/** Requests in one `$batch`. */
const perBatch = 20;
/** More dates than that tell nobody anything. */
const mostDates = 60;
const quarter = 15;

/** One day of a series, and the stretch of free/busy times that it lies in. */
export interface SeriesDay {
  /** ISO 8601 */
  date: string;
  /** Its place among the grids. */
  grid: number;
}

/**
 * The next days of a series whose free/busy times one `$batch` can tell: all of them where it is short, the first ones where it is not.
 * Days that are far from each other are read in stretches of their own, so that a year of months is.
 * @param people mailboxes to be read: the more there are, the fewer stretches fit into the batch
 */
export function daysToCheck(series: Recurrence, people: number, zone: string): { days: SeriesDay[]; grids: Grid[] } {
  const most = Math.max(1, Math.floor(perBatch / Math.ceil(people / mailboxesPerRequest)));
  const at = (date: string) => DateTime.fromISO(date, { zone });
  const stretches: { first: DateTime; last: DateTime }[] = [];
  const days: SeriesDay[] = [];
  for (const date of take(mostDates, occurrences(series))) {
    const day = at(date);
    const current = stretches.at(-1);
    if (current && day.diff(current.first, 'days').days < longest) current.last = day;
    else if (stretches.length === most) break;
    else stretches.push({ first: day, last: day });
    days.push({ date, grid: stretches.length - 1 });
  }
  const grids = stretches.map(({ first, last }): Grid => {
    const cells = Math.ceil(last.plus({ days: 1 }).diff(first, 'minutes').minutes / quarter);
    return { start: first.toMillis(), interval: quarter, cells };
  });
  return { days, grids };
}

/** HH:mm of a date in a zone, in milliseconds since 1970; a time that the clocks skip is an hour later. */
export const instantOn = (date: string, time: string, zone: string): number =>
  DateTime.fromISO(`${date}T${time}`, { zone }).toMillis();
