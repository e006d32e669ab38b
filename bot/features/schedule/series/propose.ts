import type { Attendee } from '@aide/contracts/schedule';
import { calendarOf } from '@aide/contracts/schedule/calendar';
import { busyName, groupsIn, invited } from '@aide/contracts/schedule/invited';
import { occurrenceCount, occurrences, startingOn, take } from '@aide/contracts/schedule/occurrences';
import type { Recurrence } from '@aide/contracts/schedule/recurrence';
import { type ProposeSeriesOutput, proposeSeriesInput, proposeSeriesOutput } from '@aide/contracts/schedule/series';
import type { Grid } from '@aide/contracts/schedule/slots';
import { remembering } from '@aide/contracts/schedule/zones';
import type { z } from 'zod';
import { inWords } from '../../../chat/recurrence.ts';
import { AideError } from '../../../errors.ts';
import type { Context, Query } from '../../feature.ts';
import { readSchedulesIn } from '../free-busy.ts';
import { roomsWanted } from '../propose.ts';
import { readScopes } from '../scopes.ts';
import { namedZone } from '../zones.ts';
import { daysToCheck, type SeriesDay } from './dates.ts';
import { type Person, rankTimes } from './rank.ts';
import type { SeriesRoom } from './rooms.ts';

type Input = z.output<typeof proposeSeriesInput>;

export const proposeSeriesQuery: Query<typeof proposeSeriesInput, ProposeSeriesOutput> = {
  name: 'schedule.proposeSeries',
  title: 'Find a time for a meeting that repeats',
  scopes: readScopes,
  input: proposeSeriesInput,
  output: proposeSeriesOutput,
  run: (ctx, input) => proposeSeries(ctx, input),
};

/**
 * The hours of the day at which a series suits everybody most often: one `$batch` for all people, rooms and days that are looked at.
 * @param named rooms that would do, when they are known already; else they are looked up if the input wishes for one
 * @throws AideError invalid_input when it would never take place, not_found when no room is large enough
 */
export async function proposeSeries(ctx: Context, input: Input, named?: Attendee[]): Promise<ProposeSeriesOutput> {
  const [profile, now] = await Promise.all([ctx.profile(), ctx.now()]);
  const zone = profile.timeZone;
  const today = now.setZone(zone).toISODate()!;
  const recurrence = fromDay(input.recurrence, today);
  const people = invited(profile, input);
  const wanted = await roomsWanted(ctx, input, people.length, named);
  const { days, grids, read, rooms } = await readDays(ctx, recurrence, { people, rooms: wanted }, zone);
  const { time, partOfDay, durationMinutes: duration, top } = input;
  const { wished, slots } = rankTimes(
    {
      ...{ days, grids, people: read, rooms, reader: profile, duration, now: now.toMillis() },
      ...(time === undefined ? {} : { time }),
      ...(partOfDay ? { partOfDay } : {}),
    },
    top,
  );
  const count = occurrenceCount(recurrence);
  return {
    ...(wished ? { wished } : {}),
    slots,
    recurrence,
    repeats: inWords(recurrence, profile) ?? '',
    checked: days.map(({ date }) => date),
    ...(count === undefined ? {} : { count }),
    unknown: [...read, ...rooms.map(({ room, calendars }) => ({ ...room, calendars }))].flatMap(
      ({ address, calendars }) => {
        const reason = calendars.find(({ unknown }) => unknown)?.unknown;
        return reason ? [{ address, reason }] : [];
      },
    ),
    ...groupsIn(read.map(({ address, calendars }) => ({ address, calendar: calendars[0] ?? {} }))),
    timeZone: zone,
  };
}

/** A series does not begin in the past. @throws AideError invalid_input when nothing of it is left */
function fromDay(recurrence: Recurrence, today: string): Recurrence {
  const { startDate } = recurrence.range;
  const series = startingOn(recurrence, startDate < today ? today : startDate);
  if (take(1, occurrences(series)).length > 0) return series;
  throw noDate();
}

export const noDate = () =>
  new AideError(
    'invalid_input',
    { userMessage: 'There is no day on which this would take place.', remedy: 'Let it end later.' },
    { issues: [{ path: 'recurrence.range.endDate', message: 'There is no day on which this would take place.' }] },
  );

/** Free/busy times of everybody, and of the rooms, on the days of a series. */
export async function readDays(
  ctx: Context,
  recurrence: Recurrence,
  { people, rooms }: { people: ReturnType<typeof invited>; rooms: Attendee[] },
  zone: string,
): Promise<{ days: SeriesDay[]; grids: Grid[]; read: Person[]; rooms: SeriesRoom[] }> {
  const { days, grids } = daysToCheck(recurrence, people.length + rooms.length, zone);
  const addresses = [...people, ...rooms].map(({ address }) => address);
  const schedules = await readSchedulesIn(ctx, addresses, grids);
  const zones = remembering(namedZone);
  const calendarsOf = (i: number) => grids.map((grid, n) => calendarOf(schedules[n]![i]!, grid.cells, zones));
  return {
    days,
    grids,
    read: people.map(({ calendar: _, ...person }, i) => {
      const calendars = calendarsOf(i);
      return { ...person, name: busyName(person.name, calendars[0] ?? {}), calendars };
    }),
    rooms: rooms.map((room, i) => ({ room, calendars: calendarsOf(people.length + i) })),
  };
}
