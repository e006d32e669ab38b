import { displayName } from '@aide/contracts/schedule/invited';
import { occurrences, startingOn, take } from '@aide/contracts/schedule/occurrences';
import { type Recurrence, recurrence } from '@aide/contracts/schedule/recurrence';
import { changeSeriesInput } from '@aide/contracts/schedule/series';
import type { Event } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { names } from '../../../chat/names.ts';
import { inWords } from '../../../chat/recurrence.ts';
import { clockTime, type Reader, written } from '../../../chat/when.ts';
import { AideError } from '../../../errors.ts';
import type { Action, Context } from '../../feature.ts';
import { eventPath, eventTime, inUtc, meetingFields, unlessGone } from '../event.ts';
import { kept, keptFields } from '../kept.ts';
import { isDuplicate, patchEvent } from '../patch.ts';
import { writeScopes } from '../scopes.ts';
import { findSeries, firstDates, graphRecurrence } from './book.ts';
import { instantOn } from './dates.ts';
import { endedBefore } from './end.ts';
import { readSeries, type Series, sameSeries } from './master.ts';

type Input = z.output<typeof changeSeriesInput>;

/** What a series is, as far as this action changes it. Times are HH:mm in the person's zone. */
const shape = z.object({ subject: z.string(), recurrence, time: z.string(), durationMinutes: z.number() });
type Shape = z.output<typeof shape>;
export const changeSeriesOutput = z.object({
  eventId: z.string(),
  before: shape,
  after: shape,
  /** The series that goes on with the change, where the change begins in the middle. */
  created: z.string().optional(),
});
type Output = z.output<typeof changeSeriesOutput>;

const what = { what: 'change', remedy: 'Ask the organizer.' };
/** The longest invitation text that goes along into the second half of a series, in characters. */
const mostText = 12_000;

/**
 * A whole series, or all of it from a day on: Exchange knows no such half, so the series ends the day before and a new one goes on,
 * as Outlook does it.
 */
export const changeSeriesAction: Action<typeof changeSeriesInput, Output> = {
  name: 'schedule.changeSeries',
  title: 'Change a series of meetings',
  scopes: writeScopes,
  input: changeSeriesInput,
  output: changeSeriesOutput,

  async propose(ctx, input) {
    const [reader, series] = await Promise.all([ctx.profile(), readSeries(ctx, input.eventId, what)]);
    const { before, after, split } = changesOf(series, input, reader);
    const told = (series.event.attendees ?? []).flatMap(({ emailAddress, type }) =>
      emailAddress?.address && type !== 'resource'
        ? [displayName({ address: emailAddress.address, name: emailAddress.name ?? undefined })]
        : [],
    );
    return {
      title: `Change ${split ? `"${before.subject}" from ${written(after.recurrence.range.startDate, 'day', reader)} on` : `all of "${before.subject}"`}`,
      facts: [
        ...(before.subject === after.subject ? [] : [{ title: 'Name', value: after.subject }]),
        { title: 'From', value: inShort(before, reader) },
        { title: 'To', value: inShort(after, reader) },
        { title: 'First dates', value: firstDates(after.recurrence, reader) },
        ...(told.length > 0 ? [{ title: 'Is told', value: names(told, 8) }] : []),
      ],
      warnings: split
        ? ['The rest becomes a series of its own, with a new invitation.']
        : ['Dates of it that were changed by themselves may follow the series again.'],
      undo: 'compensating',
      remains: 'Everybody is told again; what was changed or answered for single dates is lost.',
    };
  },

  async perform(ctx, input, operation, memory) {
    const known = changeSeriesOutput.safeParse(memory.kept).data;
    const fields = `${meetingFields},${keptFields.join(',')}`;
    const [reader, series] = await Promise.all([ctx.profile(), readSeries(ctx, input.eventId, { ...what, fields })]);
    // After a crash in the middle the series may be cut already: what it was is kept.
    const { before, after, split } = changesOf(
      known ? { ...series, ...unshaped(known.before) } : series,
      input,
      reader,
    );
    const result: Output = { eventId: input.eventId, before, after };
    await memory.keep(result);
    if (!split) {
      // Everybody is told of each change: what happened before a crash is not sent once more.
      if (!isLike(series, after)) await patchEvent(ctx, series.event, await eventOf(ctx, after));
      return receiptOf(result, reader);
    }
    const created = await goOn(ctx, series.event, after, operation);
    const cut = endedBefore(before.recurrence, split);
    if (!sameSeries(series.recurrence, cut)) await end(ctx, series, cut);
    return receiptOf({ ...result, created: created.id ?? '' }, reader);
  },

  // Both steps may be done again: the new series is known by its transactionId, and a series that is cut stays as it is.
  recover: async () => 'repeat',

  async undo(ctx, input, { result }) {
    const { before, after, created } = result;
    const series = await readSeries(ctx, input.eventId, what);
    const summary = `"${before.subject}" is as it was: ${inShort(before, await ctx.profile())}`;
    if (created) {
      const whole = sameSeries(series.recurrence, before.recurrence);
      if (!whole && !sameSeries(series.recurrence, endedBefore(before.recurrence, input.from!))) throw changedSince();
      const alone = (series.event.attendees ?? []).length === 0;
      if (alone) await unlessGone(ctx.graph.delete(eventPath(created)));
      else await unlessGone(ctx.graph.post(eventPath(created, 'cancel'), { comment: '' }));
      if (!whole) await end(ctx, series, before.recurrence);
      return { summary };
    }
    if (isLike(series, before)) return { summary };
    if (!isLike(series, after)) throw changedSince();
    await patchEvent(ctx, series.event, await eventOf(ctx, before));
    return { summary };
  },
};

const shapeOf = ({ subject, recurrence, time, duration }: Series): Shape => ({
  subject,
  recurrence,
  time,
  durationMinutes: duration,
});
const unshaped = ({ durationMinutes: duration, ...rest }: Shape) => ({ ...rest, duration });
const isLike = (series: Series, { subject, recurrence, time, durationMinutes }: Shape) =>
  series.subject === subject &&
  series.time === time &&
  series.duration === durationMinutes &&
  sameSeries(series.recurrence, recurrence);

/** What would be; `split`: the day from which on it is, where the series has dates before. */
function changesOf(series: Series, input: Input, reader: Reader): { before: Shape; after: Shape; split?: string } {
  const before = shapeOf(series);
  const from = input.from && firstFrom(before.recurrence, input.from);
  const split = from && from > firstFrom(before.recurrence, before.recurrence.range.startDate) ? from : undefined;
  const rest = split ? restFrom(before.recurrence, split) : before.recurrence;
  const changed = input.recurrence ?? (input.weekday ? onWeekday(rest, input.weekday, reader) : rest);
  const after: Shape = {
    subject: input.subject ?? before.subject,
    recurrence: startingOn(changed, changed.range.startDate),
    time: input.time ?? before.time,
    durationMinutes: input.durationMinutes ?? before.durationMinutes,
  };
  return { before, after, ...(split ? { split } : {}) };
}

function firstFrom(series: Recurrence, from: string): string {
  const [first] = take(1, occurrences(series, from));
  if (first) return first;
  throw new AideError('invalid_input', {
    userMessage: 'The series is over by then.',
    remedy: 'Look at how it repeats, and name a day before its end.',
  });
}

/** What of a series is still to come: a counted one has fewer to go. */
function restFrom(series: Recurrence, from: string): Recurrence {
  const { range } = series;
  const { numberOfOccurrences } = range;
  if (range.type !== 'numbered' || numberOfOccurrences === undefined)
    return { ...series, range: { ...range, startDate: from } };
  const past = take(numberOfOccurrences, occurrences(series)).filter((date) => date < from).length;
  return { ...series, range: { ...range, startDate: from, numberOfOccurrences: numberOfOccurrences - past } };
}

/** @throws AideError invalid_input for a series that has no one day of the week to be moved */
function onWeekday(series: Recurrence, weekday: NonNullable<Input['weekday']>, reader: Reader): Recurrence {
  const { pattern } = series;
  if ((pattern.type === 'weekly' || pattern.type.startsWith('relative')) && pattern.daysOfWeek?.length === 1)
    return { ...series, pattern: { ...pattern, daysOfWeek: [weekday] } };
  throw new AideError('invalid_input', {
    userMessage: `It repeats ${inWords(series, reader)}, so it cannot simply be moved to another day of the week.`,
    remedy: 'Change how it repeats in the Schedule tab, or name another time.',
  });
}

/** As Graph takes it: the times are those of the first meeting. */
async function eventOf(ctx: Context, { subject, recurrence, time, durationMinutes }: Shape) {
  const { timeZone } = await ctx.profile();
  const start = instantOn(recurrence.range.startDate, time, timeZone);
  const at = (instant: number) => eventTime(new Date(instant).toISOString(), timeZone);
  return {
    subject,
    start: at(start),
    end: at(start + durationMinutes * 60_000),
    recurrence: graphRecurrence(recurrence, timeZone),
  };
}

const end = async (ctx: Context, series: Series, until: Recurrence) =>
  patchEvent(ctx, series.event, { recurrence: graphRecurrence(until, (await ctx.profile()).timeZone) });

/** https://learn.microsoft.com/graph/api/user-post-events: a transactionId keeps a repeated request from booking twice. */
async function goOn(ctx: Context, event: Event, after: Shape, operation: string): Promise<Event> {
  const times = await eventOf(ctx, after);
  const body = { ...kept(event, mostText), ...times, transactionId: operation };
  try {
    return await ctx.graph.post<Event>('/me/events', body, { repeatable: true, headers: inUtc });
  } catch (error) {
    // It is there, and somebody has changed it since: it is ours all the same.
    if (!isDuplicate(error)) throw error;
    const { recurrence, time } = after;
    const start = instantOn(recurrence.range.startDate, time, (await ctx.profile()).timeZone);
    const found = await findSeries(ctx, operation, new Date(start).toISOString());
    if (found) return found;
    throw error;
  }
}

const changedSince = () =>
  new AideError('stale', {
    userMessage: 'The series has been changed again since.',
    remedy: 'Look at how it is now, and change what you want.',
  });

/** "every Tuesday until February 28, 2027, 10:00 AM, 30 minutes" */
const inShort = ({ recurrence, time, durationMinutes }: Shape, reader: Reader) =>
  `${inWords(recurrence, reader)}, ${clockTime(time, reader)}, ${durationMinutes} minutes`;

const receiptOf = (result: Output, reader: Reader) => ({
  summary: `Changed "${result.after.subject}": ${inShort(result.after, reader)}${result.created ? `, from ${written(result.after.recurrence.range.startDate, 'day', reader)} on` : ''}`,
  warnings: [],
  links: [],
  result,
});
