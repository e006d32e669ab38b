import { cancelAllInput } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { when } from '../../chat/when.ts';
import type { GraphRequest } from '../../graph/graph.ts';
import type { Action, Context } from '../feature.ts';
import { errorOf, isGone, noneLeft, notYours, readEvents } from './batch.ts';
import { eventPath, isOfSeries, meetingFields, meetingOf } from './event.ts';
import { kept, keptFields } from './kept.ts';
import type { ReadEvent } from './patch.ts';
import { writeScopes } from './scopes.ts';

/** One meeting that is cancelled, and what it was, as Graph would create it again. */
const cancelled = z.object({
  eventId: z.string(),
  subject: z.string(),
  when: z.string(),
  alone: z.boolean(),
  recreate: z.record(z.string(), z.unknown()),
});
type Cancelled = z.output<typeof cancelled>;
export const cancelAllOutput = z.object({ meetings: z.array(cancelled) });
type Output = z.output<typeof cancelAllOutput>;

/** Of all invitation texts together, in characters: a row of the ledger holds that much. */
const mostText = 200_000;

/** Several meetings at once: one proposal that names each, and one undo for all. */
export const cancelAllAction: Action<typeof cancelAllInput, Output> = {
  name: 'schedule.cancelAll',
  title: 'Cancel several meetings',
  scopes: writeScopes,
  input: cancelAllInput,
  output: cancelAllOutput,

  async propose(ctx, { eventIds }) {
    const reader = await ctx.profile();
    const events = await own(ctx, eventIds);
    const meetings = events.map((event) => ({ ...meetingOf(event, reader), isOfSeries: isOfSeries(event) }));
    const now = (await ctx.now()).toMillis();
    const over = meetings.filter((m) => Date.parse(m.end) < now).length;
    const ofSeries = meetings.filter((m) => m.isOfSeries).length;
    const missing = eventIds.length - meetings.length;
    return {
      title: meetings.length === 1 ? `Cancel "${meetings[0]!.subject}"` : `Cancel ${meetings.length} meetings`,
      facts: meetings.map((m) => {
        const told = m.attendees.filter((a) => a.type !== 'resource').map(displayName);
        return { title: when(m, reader), value: `${m.subject}${told.length > 0 ? `, with ${names(told, 4)}` : ''}` };
      }),
      warnings: [
        ...(missing > 0 ? [`${missing} more are gone already, or others organize them: they stay as they are.`] : []),
        ...(ofSeries > 0 ? [`${ofSeries} are of a series: only these are cancelled, the others stay.`] : []),
        ...(over > 0 ? [`${over} are over already.`] : []),
      ],
      undo: 'compensating',
      remains: 'They would be booked anew: with new invitations and new links; the responses are lost.',
    };
  },

  async perform(ctx, { eventIds, comment }, operation, memory) {
    // What they were goes with them: kept first, or a crash would leave nothing to take back. The second time this is known.
    const before = cancelAllOutput.safeParse(memory.kept).data;
    const meetings = before?.meetings ?? (await describe(ctx, eventIds, operation));
    if (!before) await memory.keep({ meetings } satisfies Output);
    const answers = await ctx.graph.batch(
      meetings.map(({ eventId, alone }): GraphRequest => {
        // Only a meeting can be cancelled; what nobody else was invited to is deleted. Twice is as once: it is gone.
        if (alone) return { method: 'DELETE', path: eventPath(eventId) };
        const body = { comment: comment ?? '' };
        return { method: 'POST', path: eventPath(eventId, 'cancel'), body, repeatable: true };
      }),
    );
    const failed = answers.filter((answer) => answer.status >= 400 && !isGone(answer));
    const done = meetings.filter((_, i) => !failed.includes(answers[i]!));
    if (done.length === 0) throw errorOf(failed[0]!);
    const left = meetings.filter((m) => !done.includes(m));
    return {
      summary: done.length === 1 ? `Cancelled "${done[0]!.subject}"` : `Cancelled ${done.length} meetings`,
      warnings: left.map((m) => `Could not be cancelled: "${m.subject}", ${m.when}.`),
      links: [],
      facts: done.map((m) => ({ title: m.when, value: m.subject })),
      result: { meetings: done },
    };
  },

  // What is gone stays gone, and what is kept tells what it was.
  recover: async () => 'repeat',

  async undo(ctx, _input, { result }) {
    // Graph knows each transactionId again, so nothing is booked twice.
    const answers = await ctx.graph.batch(
      result.meetings.map(({ recreate }) => ({
        method: 'POST',
        path: '/me/events',
        body: recreate,
        repeatable: true,
      })),
    );
    const failed = answers.find((answer) => answer.status >= 400);
    if (failed) throw errorOf(failed);
    const { length } = result.meetings;
    return {
      summary: length === 1 ? `Booked "${result.meetings[0]!.subject}" again` : `Booked ${length} meetings again`,
    };
  },
};

/** Those that are there and one's own. @throws AideError not_found, forbidden when none is */
async function own(ctx: Context, ids: string[], fields?: string): Promise<ReadEvent[]> {
  const events = (await readEvents(ctx, [...new Set(ids)], fields)).filter((event) => event !== undefined);
  if (events.length === 0) throw noneLeft();
  const mine = events.filter((event) => event.isOrganizer);
  if (mine.length === 0) throw notYours('cancel');
  return mine;
}

async function describe(ctx: Context, ids: string[], operation: string): Promise<Cancelled[]> {
  const reader = await ctx.profile();
  const events = await own(ctx, ids, `${meetingFields},${keptFields.join(',')}`);
  return events.map((event, i) => {
    const meeting = meetingOf(event, reader);
    return {
      eventId: meeting.id,
      subject: meeting.subject,
      when: when(meeting, reader),
      alone: (event.attendees ?? []).length === 0,
      recreate: {
        ...kept(event, Math.min(12_000, Math.floor(mostText / events.length))),
        transactionId: `${operation}-again-${i}`,
      },
    };
  });
}
