import { displayName } from '@aide/contracts/schedule/invited';
import { occurrences, plusDays, take } from '@aide/contracts/schedule/occurrences';
import { type Recurrence, recurrence } from '@aide/contracts/schedule/recurrence';
import { endSeriesInput } from '@aide/contracts/schedule/series';
import { z } from 'zod';
import { names } from '../../../chat/names.ts';
import { inWords } from '../../../chat/recurrence.ts';
import { type Reader, written } from '../../../chat/when.ts';
import { AideError } from '../../../errors.ts';
import type { Action, Context } from '../../feature.ts';
import { patchEvent } from '../patch.ts';
import { writeScopes } from '../scopes.ts';
import { graphRecurrence } from './book.ts';
import { readSeries, recurrenceOf, sameSeries } from './master.ts';

export const endSeriesOutput = z.object({
  eventId: z.string(),
  subject: z.string(),
  before: recurrence.optional(),
  after: recurrence,
});
type Output = z.output<typeof endSeriesOutput>;

const what = { what: 'end', remedy: 'Decline those you do not want; the organizer is told.' };

/** "This one and all that follow": a series that was, and is no more from a day on. What has been stays in everybody's calendar. */
export const endSeriesAction: Action<typeof endSeriesInput, Output> = {
  name: 'schedule.endSeries',
  title: 'Cancel the rest of a series',
  scopes: writeScopes,
  input: endSeriesInput,
  output: endSeriesOutput,

  async propose(ctx, { eventId, from }) {
    const { event, subject, recurrence } = await readSeries(ctx, eventId, what);
    const after = endedBefore(recurrence, from);
    const told = (event.attendees ?? []).flatMap(({ emailAddress, type }) =>
      emailAddress?.address && type !== 'resource'
        ? [displayName({ address: emailAddress.address, name: emailAddress.name ?? undefined })]
        : [],
    );
    const [first] = take(1, occurrences(recurrence, from));
    const reader = await ctx.profile();
    return {
      title: `Cancel "${subject}" from ${written(first!, 'day', reader)} on`,
      facts: [
        { title: 'Repeats', value: inWords(recurrence, reader) ?? '' },
        {
          title: 'Then',
          value: `${inWords(after, reader)}; the last one is on ${written(after.range.endDate!, 'day', reader)}`,
        },
        ...(told.length > 0 ? [{ title: 'Is told', value: names(told, 8) }] : []),
      ],
      warnings: [],
      undo: 'compensating',
      remains: 'Everybody is told again; what was changed or answered for single dates is lost.',
    };
  },

  async perform(ctx, { eventId, from }, _operation, memory) {
    const { event, subject, recurrence } = await readSeries(ctx, eventId, what);
    const result = { eventId, subject, before: recurrence, after: endedBefore(recurrence, from) };
    await memory.keep(result);
    await put(ctx, event, result.after);
    return receiptOf(result, await ctx.profile());
  },

  async recover(ctx, { eventId, from }, _operation, { kept }) {
    const known = endSeriesOutput.safeParse(kept).data;
    const { subject, recurrence } = await readSeries(ctx, eventId, what);
    const { type, endDate = '' } = recurrence.range;
    if (type !== 'endDate' || endDate >= from) return 'repeat';
    return { done: receiptOf(known ?? { eventId, subject, after: recurrence }, await ctx.profile()) };
  },

  async undo(ctx, { eventId }, { result }) {
    if (!result.before)
      throw new AideError('cannot_undo', {
        userMessage: 'Aide no longer knows how long this series went on.',
        remedy: 'Give it its end again in Outlook.',
      });
    const { event } = await readSeries(ctx, eventId, what);
    const now = recurrenceOf(event.recurrence!);
    const summary = `"${result.subject}" goes on: ${inWords(result.before, await ctx.profile())}`;
    if (sameSeries(now, result.before)) return { summary };
    if (!sameSeries(now, result.after))
      throw new AideError('stale', {
        userMessage: 'The series has been changed again since.',
        remedy: 'Look at how it repeats now, and change what you want.',
      });
    await put(ctx, event, result.before);
    return { summary };
  },
};

const put = async (ctx: Context, event: Parameters<typeof patchEvent>[1], series: Recurrence) =>
  patchEvent(ctx, event, { recurrence: graphRecurrence(series, (await ctx.profile()).timeZone) });

/**
 * The series without anything from a day on; it ends with its last date before.
 * @throws AideError invalid_input when nothing would be left, or nothing is there to be cancelled
 */
export function endedBefore(series: Recurrence, from: string): Recurrence {
  if (take(1, occurrences(series, from)).length === 0)
    throw new AideError('invalid_input', {
      userMessage: 'The series is over by then.',
      remedy: 'Look at how it repeats, and name a day before its end.',
    });
  const cut = {
    ...series,
    range: { type: 'endDate' as const, startDate: series.range.startDate, endDate: plusDays(from, -1) },
  };
  const last = cut.range.endDate < cut.range.startDate ? undefined : lastOf(cut);
  if (last === undefined)
    throw new AideError('invalid_input', {
      userMessage: 'Nothing of the series would be left.',
      remedy: 'Cancel the whole series.',
    });
  return { ...cut, range: { ...cut.range, endDate: last } };
}

function lastOf(series: Recurrence): string | undefined {
  let last: string | undefined;
  for (const date of occurrences(series)) last = date;
  return last;
}

const receiptOf = (result: Output, reader: Reader) => ({
  summary: `Cancelled "${result.subject}" from then on; the last one is on ${written(result.after.range.endDate!, 'day', reader)}`,
  warnings: [],
  links: [],
  result,
});
