import { rescheduleInput } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import type { Event } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { type Reader, when } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import type { Action, Context } from '../feature.ts';
import { checkTimes, conflictsOf } from './conflicts.ts';
import { eventTime, gone, meetingOf, readEvent, seriesFacts, seriesWarnings } from './event.ts';
import { patchEvent, type ReadEvent, requireOwn } from './patch.ts';
import { writeScopes } from './scopes.ts';

const times = z.object({ start: z.string(), end: z.string() });
export const rescheduleOutput = z.object({
  eventId: z.string(),
  subject: z.string(),
  before: times.optional(),
  after: times,
});
type Output = z.output<typeof rescheduleOutput>;

export const rescheduleAction: Action<typeof rescheduleInput, Output> = {
  name: 'schedule.reschedule',
  title: 'Move a meeting',
  scopes: writeScopes,
  input: rescheduleInput,
  output: rescheduleOutput,

  async propose(ctx, { eventId, start, end }) {
    await checkTimes(ctx, { start, end });
    const reader = await ctx.profile();
    const event = await readEvent(ctx, eventId);
    refuse(event);
    const meeting = meetingOf(event, reader);
    const told = meeting.attendees.filter((a) => a.type !== 'resource');
    const room = meeting.attendees.find((a) => a.type === 'resource');
    const now = { start: Date.parse(meeting.start), end: Date.parse(meeting.end) };
    return {
      title: `Move "${meeting.subject}"`,
      facts: [
        { title: 'From', value: when(meeting, reader) },
        { title: 'To', value: when({ start, end }, reader) },
        ...(told.length > 0 ? [{ title: 'Is told', value: names(told.map(displayName), 8) }] : []),
        ...seriesFacts(event, reader),
      ],
      warnings: [
        ...seriesWarnings(event),
        ...(await conflictsOf(
          ctx,
          {
            start,
            end,
            required: told.filter((a) => a.type !== 'optional'),
            optional: told.filter((a) => a.type === 'optional'),
            ...(room ? { room } : {}),
          },
          now,
        )),
      ],
      ...(told.length > 0 || room
        ? { undo: 'compensating', remains: 'Everybody is told a second time, and answers once more.' }
        : { undo: 'exact' }),
    };
  },

  async perform(ctx, { eventId, start, end }, _operation, memory) {
    await checkTimes(ctx, { start, end });
    const reader = await ctx.profile();
    const event = await readEvent(ctx, eventId);
    refuse(event);
    const { start: from, end: until } = meetingOf(event, reader);
    const result = {
      eventId,
      subject: event.subject ?? '',
      before: { start: from, end: until },
      after: { start, end },
    };
    await memory.keep(result);
    await move(ctx, event, { start, end }, reader.timeZone);
    return receiptOf(result, reader);
  },

  async recover(ctx, { eventId, start, end }, _operation, memory) {
    const reader = await ctx.profile();
    const event = await readEvent(ctx, eventId);
    const after = { start, end };
    if (isAt(event, after, reader)) {
      const known = rescheduleOutput.safeParse(memory.kept);
      return { done: receiptOf(known.data ?? { eventId, subject: event.subject ?? '', after }, reader) };
    }
    return 'repeat';
  },

  async undo(ctx, { eventId }, { result }) {
    const reader = await ctx.profile();
    if (!result.before)
      throw new AideError('cannot_undo', {
        userMessage: 'Aide no longer knows when this meeting was before.',
        remedy: 'Move it to the time you want.',
      });
    const event = await readEvent(ctx, eventId);
    const summary = `Moved "${result.subject}" back to ${when(result.before, reader)}`;
    if (isAt(event, result.before, reader)) return { summary };
    if (event.isCancelled) throw gone(undefined);
    if (!isAt(event, result.after, reader))
      throw new AideError('stale', {
        userMessage: 'The meeting has been moved again since.',
        remedy: 'Look at when it is now, and move it to the time you want.',
      });
    await move(ctx, event, result.before, reader.timeZone);
    return { summary };
  },
};

const refuse = (event: Event) =>
  requireOwn(event, 'move', 'Ask the organizer, or decline it with another time in the comment.');

const move = (ctx: Context, event: ReadEvent, to: { start: string; end: string }, timeZone: string) =>
  patchEvent(ctx, event, {
    start: eventTime(to.start, timeZone),
    end: eventTime(to.end, timeZone),
    // A meeting of a day that gets an hour is one of the day no more.
    ...(event.isAllDay ? { isAllDay: false } : {}),
  });

function isAt(event: Event, { start, end }: { start: string; end: string }, reader: Reader): boolean {
  const meeting = meetingOf(event, reader);
  return Date.parse(meeting.start) === Date.parse(start) && Date.parse(meeting.end) === Date.parse(end);
}

const receiptOf = (result: Output, reader: Reader) => ({
  summary: `Moved "${result.subject}" to ${when(result.after, reader)}`,
  warnings: [],
  links: [],
  result,
});
