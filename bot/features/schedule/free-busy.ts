import type { ScheduleInformation } from '@microsoft/microsoft-graph-types';
import type { Context } from '../feature.ts';
import { type Bits, emptyBits, setBit, setStretch } from './bits.ts';
import { type WorkingHours, workingHours } from './hours.ts';
import { cellTime, type Grid } from './slots.ts';
import type { GraphZone } from './zones.ts';

/** What is known of somebody's time, cell by cell. */
export interface Calendar {
  /** Busy, out of office, or not known. */
  busy: Bits;
  tentative: Bits;
  hours?: WorkingHours;
  /** Why nothing of it could be read. */
  unknown?: string;
}

/** getSchedule takes at most 20 mailboxes. https://learn.microsoft.com/graph/outlook-get-free-busy-schedule */
const mailboxesPerRequest = 20;
export const longestWindow = 62 * 86_400_000;

/**
 * Free/busy and working hours of all these mailboxes in one round trip for 20 mailboxes, in one `$batch` for 400.
 * What could not be read is unknown, never free.
 * @returns by address in lower case, in the order of the addresses
 */
export async function readCalendars(
  ctx: Pick<Context, 'graph'>,
  addresses: string[],
  grid: Grid,
): Promise<Map<string, Calendar>> {
  const groups: string[][] = [];
  for (let i = 0; i < addresses.length; i += mailboxesPerRequest)
    groups.push(addresses.slice(i, i + mailboxesPerRequest));
  const bodies = groups.map((schedules) => ({
    schedules,
    startTime: utc(cellTime(grid, 0)),
    endTime: utc(cellTime(grid, grid.cells)),
    availabilityViewInterval: grid.interval,
  }));
  const path = '/me/calendar/getSchedule';
  const answers: ScheduleInformation[][] =
    bodies.length === 1
      ? // It only reads, so it may be sent again.
        [(await ctx.graph.post<{ value: ScheduleInformation[] }>(path, bodies[0], { repeatable: true })).value]
      : (await ctx.graph.batch(bodies.map((body) => ({ method: 'POST', path, body, repeatable: true })))).map(
          (answer) => (answer.status === 200 ? (answer.body as { value: ScheduleInformation[] }).value : []),
        );
  const byAddress = new Map(answers.flat().map((answer) => [answer.scheduleId?.toLowerCase() ?? '', answer]));
  return new Map(
    addresses.map((address) => [address.toLowerCase(), calendarOf(byAddress.get(address.toLowerCase()), grid)]),
  );
}

/** availabilityView: 0 free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere, which can be met. */
export function calendarOf(answer: ScheduleInformation | undefined, grid: Grid): Calendar {
  const busy = emptyBits(grid.cells);
  const tentative = emptyBits(grid.cells);
  const view = answer?.availabilityView ?? '';
  const unknown = whyUnknown(answer);
  if (unknown) return { busy: setStretch(busy, 0, grid.cells), tentative, unknown };
  for (let cell = 0; cell < grid.cells; cell++) {
    const digit = view[cell];
    if (digit === '1') setBit(tentative, cell);
    else if (digit !== '0' && digit !== '4') setBit(busy, cell);
  }
  const hours = workingHours(
    // The generated type knows timeZoneBase only; a customTimeZone carries its rules besides the name.
    answer?.workingHours as (ScheduleInformation['workingHours'] & { timeZone?: GraphZone }) | null | undefined,
  );
  return { busy, tentative, ...(hours ? { hours } : {}) };
}

function whyUnknown(answer: ScheduleInformation | undefined): string | undefined {
  if (!answer) return 'Microsoft 365 gave no answer for this address';
  // The generated types call it freeBusyError without responseCode's possible values; these are Exchange's.
  const code = answer.error?.responseCode;
  if (code === 'ErrorMailRecipientNotFound') return 'no such mailbox in this organisation';
  if (code === 'ErrorNoFreeBusyAccess') return 'does not share free/busy times with you';
  if (answer.error) return 'the calendar could not be read';
  return answer.availabilityView ? undefined : 'Microsoft 365 gave no free/busy times for this address';
}

/** An instant as Graph's dateTimeTimeZone in UTC. */
export const utc = (instant: number) => ({
  dateTime: new Date(instant).toISOString().replace('Z', ''),
  timeZone: 'UTC',
});
