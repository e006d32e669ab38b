import { moveAllInput } from '@aide/contracts/schedule';
import { z } from 'zod';
import { type Reader, when } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import type { GraphRequest } from '../../graph/graph.ts';
import type { Action, Context } from '../feature.ts';
import { errorOf, noneLeft, notYours, readEvents } from './batch.ts';
import { checkTimes } from './conflicts.ts';
import { eventPath, eventTime, inUtc, isOfSeries, meetingOf } from './event.ts';
import type { ReadEvent } from './patch.ts';
import { writeScopes } from './scopes.ts';

const times = z.object({ start: z.string(), end: z.string() });
type Times = z.output<typeof times>;
const moved = z.object({ eventId: z.string(), subject: z.string(), before: times, after: times });
type Moved = z.output<typeof moved>;
export const moveAllOutput = z.object({ meetings: z.array(moved) });
type Output = z.output<typeof moveAllOutput>;

/** Several meetings at once, each to its own time: all of a day an hour later, or two that change places. */
export const moveAllAction: Action<typeof moveAllInput, Output> = {
  name: 'schedule.moveAll',
  title: 'Move several meetings',
  scopes: writeScopes,
  input: moveAllInput,
  output: moveAllOutput,

  async propose(ctx, input) {
    for (const move of input.moves) await checkTimes(ctx, move);
    const reader = await ctx.profile();
    const { meetings, events } = await describe(ctx, input);
    const alone = events.every((event) => (event.attendees ?? []).length === 0);
    const ofSeries = events.filter(isOfSeries).length;
    const missing = input.moves.length - meetings.length;
    return {
      title: meetings.length === 1 ? `Move "${meetings[0]!.subject}"` : `Move ${meetings.length} meetings`,
      facts: meetings.map((m) => ({
        title: m.subject.slice(0, 80),
        value: `${when(m.before, reader)} → ${when(m.after, reader)}`,
      })),
      warnings: [
        ...(missing > 0 ? [`${missing} more are gone already, or others organize them: they stay as they are.`] : []),
        ...(ofSeries > 0 ? [`${ofSeries} are of a series: only these are moved, the others stay.`] : []),
        ...(alone ? [] : ['Whether everybody is free then was not looked up.']),
      ],
      ...(alone
        ? { undo: 'exact' }
        : { undo: 'compensating', remains: 'Everybody is told a second time, and answers once more.' }),
    };
  },

  async perform(ctx, input, _operation, memory) {
    const reader = await ctx.profile();
    const before = moveAllOutput.safeParse(memory.kept).data;
    const { meetings } = before ?? (await describe(ctx, input));
    if (!before) await memory.keep({ meetings } satisfies Output);
    const { done, left } = await moveThem(ctx, meetings, ({ after }) => after);
    return {
      summary:
        done.length === 1
          ? `Moved "${done[0]!.subject}" to ${when(done[0]!.after, reader)}`
          : `Moved ${done.length} meetings`,
      warnings: left.map((m) => `Could not be moved: "${m.subject}", ${when(m.before, reader)}.`),
      links: [],
      facts: done.map((m) => ({ title: m.subject.slice(0, 80), value: when(m.after, reader) })),
      result: { meetings: done },
    };
  },

  // A time that is set again is the same time.
  recover: async () => 'repeat',

  async undo(ctx, _input, { result }) {
    const reader = await ctx.profile();
    const events = await readEvents(
      ctx,
      result.meetings.map((m) => m.eventId),
    );
    const back = result.meetings.filter((m, i) => events[i] && isAt(events[i], m.after, reader));
    const there = result.meetings.filter((m, i) => events[i] && isAt(events[i], m.before, reader));
    if (back.length + there.length < result.meetings.length)
      throw new AideError('stale', {
        userMessage: 'Some of these meetings have been moved or cancelled since.',
        remedy: 'Look at your agenda, and move those that you want.',
      });
    const { left } = await moveThem(ctx, back, ({ before }) => before);
    if (left.length > 0)
      throw new AideError('unavailable', {
        userMessage: `${left.length} could not be moved back yet.`,
        remedy: 'Press Undo again in a minute.',
      });
    const { length } = result.meetings;
    return { summary: length === 1 ? `Moved "${result.meetings[0]!.subject}" back` : `Moved ${length} meetings back` };
  },
};

function isAt(event: ReadEvent, { start, end }: Times, reader: Reader): boolean {
  const meeting = meetingOf(event, reader);
  return Date.parse(meeting.start) === Date.parse(start) && Date.parse(meeting.end) === Date.parse(end);
}

/** @throws AideError not_found, forbidden when there is none that can be moved */
async function describe(
  ctx: Context,
  { moves }: z.output<typeof moveAllInput>,
): Promise<{ meetings: Moved[]; events: ReadEvent[] }> {
  const reader = await ctx.profile();
  const found = await readEvents(
    ctx,
    moves.map((move) => move.eventId),
  );
  if (found.every((event) => event === undefined)) throw noneLeft();
  const own = moves.flatMap(({ eventId, start, end }, i) => {
    const event = found[i];
    if (!event?.isOrganizer) return [];
    const { subject, ...meeting } = meetingOf(event, reader);
    const before = { start: meeting.start, end: meeting.end };
    return [{ event, meeting: { eventId, subject, before, after: { start, end } } }];
  });
  if (own.length === 0) throw notYours('move');
  return { meetings: own.map(({ meeting }) => meeting), events: own.map(({ event }) => event) };
}

/** @throws AideError when not one could be moved */
async function moveThem(ctx: Context, meetings: Moved[], to: (meeting: Moved) => Times) {
  const reader = await ctx.profile();
  const answers = await ctx.graph.batch(
    meetings.map((meeting): GraphRequest => {
      const { start, end } = to(meeting);
      const body = { start: eventTime(start, reader.timeZone), end: eventTime(end, reader.timeZone) };
      return { method: 'PATCH', path: eventPath(meeting.eventId), body, headers: inUtc, repeatable: true };
    }),
  );
  const left = meetings.filter((_, i) => answers[i]!.status >= 400);
  if (meetings.length > 0 && left.length === meetings.length) throw errorOf(answers[0]!);
  return { done: meetings.filter((m) => !left.includes(m)), left };
}
