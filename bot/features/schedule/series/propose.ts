import { type ProposeSeriesOutput, proposeSeriesInput, proposeSeriesOutput } from '@aide/contracts/schedule/series';
import { calendarOf } from '@aide/contracts/schedule/calendar';
import { invited } from '@aide/contracts/schedule/invited';
import { occurrenceCount, occurrences, startingOn, take } from '@aide/contracts/schedule/occurrences';
import type { Recurrence } from '@aide/contracts/schedule/recurrence';
import type { z } from 'zod';
import { inWords } from '../../../chat/recurrence.ts';
import { AideError } from '../../../errors.ts';
import type { Context, Query } from '../../feature.ts';
import { readSchedulesIn } from '../free-busy.ts';
import { readScopes } from '../scopes.ts';
import { namedZone } from '../zones.ts';
import { daysToCheck, type SeriesDay } from './dates.ts';
import { type Person, rankTimes } from './rank.ts';

type Input = z.output<typeof proposeSeriesInput>;

export const proposeSeriesQuery: Query<typeof proposeSeriesInput, ProposeSeriesOutput> = {
  name: 'schedule.proposeSeries',
  title: 'Find a time for a meeting that repeats',
  scopes: readScopes,
  input: proposeSeriesInput,
  output: proposeSeriesOutput,
  run: proposeSeries,
};

/** The hours of the day at which a series suits everybody most often: one `$batch` for all people and all days that are looked at. */
export async function proposeSeries(ctx: Context, input: Input): Promise<ProposeSeriesOutput> {
  const [profile, now] = await Promise.all([ctx.profile(), ctx.now()]);
  const zone = profile.timeZone;
  const today = now.setZone(zone).toISODate()!;
  const recurrence = fromDay(input.recurrence, today);
  const people = invited(profile, input);
  const { days, grids, read } = await readDays(ctx, recurrence, people, zone);
  const { time, partOfDay, durationMinutes: duration, top } = input;
  const { wished, slots } = rankTimes(
    {
      ...{ days, grids, people: read, zone, duration, now: now.toMillis() },
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
    repeats: inWords(recurrence) ?? '',
    checked: days.map(({ date }) => date),
    ...(count === undefined ? {} : { count }),
    unknown: read.flatMap(({ address, calendars }) => {
      const reason = calendars.find(({ unknown }) => unknown)?.unknown;
      return reason ? [{ address, reason }] : [];
    }),
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

/** Everybody's free/busy times on the days of a series. */
export async function readDays(
  ctx: Context,
  recurrence: Recurrence,
  people: ReturnType<typeof invited>,
  zone: string,
): Promise<{ days: SeriesDay[]; grids: ReturnType<typeof daysToCheck>['grids']; read: Person[] }> {
  const { days, grids } = daysToCheck(recurrence, people.length, zone);
  const schedules = await readSchedulesIn(
    ctx,
    people.map(({ address }) => address),
    grids,
  );
  const read = people.map(({ calendar: _, ...person }, i) => ({
    ...person,
    calendars: grids.map((grid, n) => calendarOf(schedules[n]![i]!, grid.cells, namedZone)),
  }));
  return { days, grids, read };
}
