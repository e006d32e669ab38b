import { type Calendar, calendarOf, type Schedule } from '@aide/contracts/schedule/calendar';
import type { GraphWorkingHours } from '@aide/contracts/schedule/hours';
import { mailboxesPerRequest } from '@aide/contracts/schedule/rooms';
import { cellTime, type Grid } from '@aide/contracts/schedule/slots';
import { remembering } from '@aide/contracts/schedule/zones';
import type { ScheduleInformation } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../errors.ts';
import type { Context } from '../feature.ts';
import { ianaName, namedZone } from './zones.ts';

/**
 * Free/busy and working hours of all these mailboxes in one round trip for 20 mailboxes, in one `$batch` for 400.
 * What could not be read is unknown, never free.
 * @param zones in which people's working hours are told
 * @returns by address in lower case, in the order of the addresses
 */
export async function readCalendars(
  ctx: Pick<Context, 'graph'>,
  addresses: string[],
  grid: Grid,
  zones = remembering(namedZone),
): Promise<Map<string, Calendar>> {
  const schedules = await readSchedules(ctx, addresses, grid);
  return new Map(schedules.map((s) => [s.address.toLowerCase(), calendarOf(s, grid.cells, zones)]));
}

/** The same as it can travel, in the order of the addresses. */
export async function readSchedules(ctx: Pick<Context, 'graph'>, addresses: string[], grid: Grid): Promise<Schedule[]> {
  const [schedules] = await readSchedulesIn(ctx, addresses, [grid]);
  return schedules!;
}

/**
 * The same for several stretches of time, each under 62 days, all in one `$batch` as long as stretches by twenties of mailboxes are
 * no more than 20.
 */
export async function readSchedulesIn(
  ctx: Pick<Context, 'graph'>,
  addresses: string[],
  grids: Grid[],
): Promise<Schedule[][]> {
  const groups: string[][] = [];
  for (let i = 0; i < addresses.length; i += mailboxesPerRequest)
    groups.push(addresses.slice(i, i + mailboxesPerRequest));
  const bodies = grids.flatMap((grid) =>
    groups.map((schedules) => ({
      schedules,
      startTime: utc(cellTime(grid, 0)),
      endTime: utc(cellTime(grid, grid.cells)),
      availabilityViewInterval: grid.interval,
    })),
  );
  const answers = await answersTo(ctx, bodies);
  return grids.map((_, n) => {
    const own = answers.slice(n * groups.length, (n + 1) * groups.length).flat();
    const byAddress = new Map(own.map((answer) => [answer.scheduleId?.toLowerCase() ?? '', answer]));
    return addresses.map((address) => scheduleOf(address, byAddress.get(address.toLowerCase())));
  });
}

interface ScheduleRequest {
  schedules: string[];
  startTime: object;
  endTime: object;
  availabilityViewInterval: number;
}

/**
 * What getSchedule answers to each of these. Everybody in a distribution list counts towards the 20 mailboxes of a request, and
 * nobody knows before how many they are: a request that is too large is asked again in halves.
 */
async function answersTo(ctx: Pick<Context, 'graph'>, bodies: ScheduleRequest[]): Promise<ScheduleInformation[][]> {
  const answers = await send(ctx, bodies);
  const halves = bodies.map(({ schedules, ...rest }, i) => {
    if (answers[i] !== tooLarge || schedules.length < 2) return [];
    const middle = Math.ceil(schedules.length / 2);
    return [schedules.slice(0, middle), schedules.slice(middle)].map((half) => ({ ...rest, schedules: half }));
  });
  if (halves.every((parts) => parts.length === 0)) return answers.map(schedulesOf);
  const again = await answersTo(ctx, halves.flat());
  return answers.map((answer, i) => (halves[i]!.length > 0 ? again.splice(0, 2).flat() : schedulesOf(answer)));
}

/** More mailboxes than one request takes, lists opened. The code is that of Exchange's GetUserAvailability. */
const tooLarge = 'ErrorMailboxDataArrayTooBig';
type Sent = ScheduleInformation[] | typeof tooLarge | undefined;
const schedulesOf = (sent: Sent): ScheduleInformation[] => (Array.isArray(sent) ? sent : []);

/** One request by itself, several in as few `$batch` as hold them. Of a batch, what fails is not known; alone, it is thrown. */
async function send(ctx: Pick<Context, 'graph'>, bodies: ScheduleRequest[]): Promise<Sent[]> {
  const path = '/me/calendar/getSchedule';
  if (bodies.length > 1) {
    const answers = await ctx.graph.batch(bodies.map((body) => ({ method: 'POST', path, body, repeatable: true })));
    return answers.map(({ status, body }) => {
      const { value, error } = body as { value?: ScheduleInformation[]; error?: { code?: string } };
      return status === 200 ? value : error?.code === tooLarge ? tooLarge : undefined;
    });
  }
  try {
    // It only reads, so it may be sent again.
    return [(await ctx.graph.post<{ value: ScheduleInformation[] }>(path, bodies[0], { repeatable: true })).value];
  } catch (error) {
    if (error instanceof AideError && error.details.upstream?.code === tooLarge) return [tooLarge];
    throw error;
  }
}

/** One answer of getSchedule as it can travel. */
export function scheduleOf(address: string, answer: ScheduleInformation | undefined): Schedule {
  const unknown = whyUnknown(answer);
  if (unknown) return { address, view: '', unknown };
  return {
    address,
    view: answer?.availabilityView ?? '',
    ...hoursOf(answer),
    ...(isGroup(answer) ? { group: true } : {}),
  };
}

/**
 * A distribution list has one view of everybody in it, and neither items nor working hours, which every mailbox has.
 * https://learn.microsoft.com/graph/api/resources/scheduleinformation
 */
const isGroup = (answer: ScheduleInformation | undefined): boolean =>
  !answer?.workingHours && (answer?.scheduleItems ?? []).length === 0;

/** The zone by its IANA name where it has one: Windows names mean nothing to a browser. */
function hoursOf(answer: ScheduleInformation | undefined): { hours?: GraphWorkingHours } {
  // The generated type knows timeZoneBase only; a customTimeZone carries its rules besides the name.
  const hours = answer?.workingHours as GraphWorkingHours | null | undefined;
  if (!hours) return {};
  const { daysOfWeek, startTime, endTime, timeZone } = hours;
  const { name, bias, standardOffset, daylightOffset } = timeZone ?? {};
  return {
    hours: {
      daysOfWeek,
      startTime,
      endTime,
      timeZone: { name: name ? (ianaName(name) ?? name) : name, bias, standardOffset, daylightOffset },
    },
  };
}

function whyUnknown(answer: ScheduleInformation | undefined): string | undefined {
  if (!answer) return 'Microsoft 365 gave no answer for this address';
  // The generated types call it freeBusyError without responseCode's possible values; these are Exchange's.
  const code = answer.error?.responseCode;
  if (code === 'ErrorMailRecipientNotFound') return 'no such mailbox in this organisation';
  if (code === 'ErrorFreeBusyDLLimitReached') return 'a group too large for Microsoft 365 to say when all are free';
  if (code === 'ErrorNoFreeBusyAccess') return 'does not share free/busy times with you';
  if (answer.error) return 'the calendar could not be read';
  return answer.availabilityView ? undefined : 'Microsoft 365 gave no free/busy times for this address';
}

/** An instant as Graph's dateTimeTimeZone in UTC. */
export const utc = (instant: number) => ({
  dateTime: new Date(instant).toISOString().replace('Z', ''),
  timeZone: 'UTC',
});
