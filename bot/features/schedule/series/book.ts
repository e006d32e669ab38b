import { invited } from '@aide/contracts/schedule/invited';
import { occurrenceCount, occurrences, take } from '@aide/contracts/schedule/occurrences';
import type { Recurrence } from '@aide/contracts/schedule/recurrence';
import type { Event } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { names } from '../../../chat/names.ts';
import { inWords } from '../../../chat/recurrence.ts';
import { type Reader, written } from '../../../chat/when.ts';
import { AideError } from '../../../errors.ts';
import type { Context } from '../../feature.ts';
import type { Planned } from '../conflicts.ts';
import { inUtc, meetingFields } from '../event.ts';
import { windowsName } from '../zones.ts';
import { noDate, readDays } from './propose.ts';
import { rankTimes } from './rank.ts';
import { takenWords } from './reason.ts';

interface Booked extends Planned {
  recurrence?: Recurrence | undefined;
}

/** The series in its organiser's zone, so that it keeps its hour when the clocks change there. */
export const graphRecurrence = ({ pattern, range }: Recurrence, timeZone: string) => ({
  pattern,
  range: { ...range, recurrenceTimeZone: windowsName(timeZone) },
});

/**
 * A series begins with its first meeting: Exchange refuses a start that is on another day than the range's.
 * @throws AideError invalid_input
 */
export function checkSeries({ start, recurrence }: Booked, timeZone: string): void {
  if (!recurrence) return;
  const [first] = take(1, occurrences(recurrence));
  if (first === undefined) throw noDate();
  const date = DateTime.fromISO(start).setZone(timeZone).toISODate();
  if (date === first) return;
  const userMessage = 'The first meeting is not on the first day of the series.';
  throw new AideError(
    'invalid_input',
    { userMessage, remedy: `Let it begin on ${first}, or choose other days.` },
    { issues: [{ path: 'recurrence.range.startDate', message: userMessage }] },
  );
}

/** "every Tuesday until 28 February 2027, 14 times", and the first days of it. */
export function bookedSeriesFacts({ recurrence }: Booked, reader: Reader): { title: string; value: string }[] {
  return recurrence
    ? [
        { title: 'Repeats', value: repeatsWords(recurrence, reader) },
        { title: 'First dates', value: firstDates(recurrence, reader) },
      ]
    : [];
}

export function repeatsWords(recurrence: Recurrence, reader: Reader): string {
  const count = occurrenceCount(recurrence);
  const { type } = recurrence.range;
  const ends =
    type === 'endDate' && count !== undefined ? ` (${count} times)` : type === 'noEnd' ? ', without an end' : '';
  return `${inWords(recurrence, reader)}${ends}`;
}

const shown = 4;

/** "Tue, Nov 24 · Tue, Dec 1 · Tue, Dec 8 · Tue, Dec 15 · …" */
export function firstDates(recurrence: Recurrence, reader: Reader): string {
  const dates = take(shown + 1, occurrences(recurrence));
  const words = dates.slice(0, shown).map((date) => written(date, 'day', reader));
  return [...words, ...(dates.length > shown ? ['…'] : [])].join(' · ');
}

/** On which of its next days who is busy, as sentences. One round trip. */
export async function seriesConflicts(ctx: Context, planned: Booked, recurrence: Recurrence): Promise<string[]> {
  const [profile, now] = await Promise.all([ctx.profile(), ctx.now()]);
  const zone = profile.timeZone;
  const asked = { people: invited(profile, planned), rooms: planned.room ? [planned.room] : [] };
  const { days, grids, read, rooms } = await readDays(ctx, recurrence, asked, zone);
  const duration = (Date.parse(planned.end) - Date.parse(planned.start)) / 60_000;
  const time = DateTime.fromISO(planned.start).setZone(zone).toFormat('HH:mm');
  const { against, room } = rankTimes(
    { days, grids, people: read, rooms, reader: profile, duration, time, now: now.toMillis() },
    0,
  );
  const unknown = read.filter(({ calendars }) => calendars.some((calendar) => calendar.unknown));
  const last = written(days.at(-1)!.date, 'longDate', profile);
  const all = occurrenceCount(recurrence) === days.length;
  return [
    ...(against ? [`${against.charAt(0).toUpperCase()}${against.slice(1)}.`] : []),
    ...(room?.unknown ? ['It is not known whether the room is free.'] : []),
    ...(room && room.taken.length > 0
      ? [`The room is taken ${takenWords(room, days.length, profile)} and may decline all of it.`]
      : []),
    ...(unknown.length > 0 ? [`Not known: ${names(unknown.map((p) => p.name))}. The calendar could not be read.`] : []),
    ...(all ? [] : [`Looked at until ${last}, as far as calendars can be asked at once.`]),
  ];
}

/** The series of this operation. An occurrence does not know the transaction it came from, only the series itself does. */
export async function findSeries(ctx: Context, operation: string, start: string): Promise<Event | undefined> {
  const utc = (days: number) => new Date(Date.parse(start) + days * 86_400_000).toISOString().slice(0, 19);
  const events = await ctx.graph.list<Event>(
    '/me/events',
    {
      $filter: `start/dateTime ge '${utc(-30)}' and start/dateTime le '${utc(30)}'`,
      $select: `${meetingFields},transactionId`,
      $top: 100,
    },
    { headers: inUtc, max: 2000 },
  );
  return events.find((event) => event.transactionId === operation);
}
