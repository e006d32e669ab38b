import type { Receipt } from '@aide/contracts/operations';
import { cancelInput } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import type { Event } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { when } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import type { Action } from '../feature.ts';
import {
  eventPath,
  gone,
  isOfSeries,
  meetingFields,
  meetingOf,
  readEvent,
  seriesFacts,
  seriesWarnings,
} from './event.ts';
import { kept, keptFields } from './kept.ts';
import { writeScopes } from './scopes.ts';

/** What the meeting was, as Graph would create it again. */
const recreate = z.record(z.string(), z.unknown());
export const cancelOutput = z.object({ eventId: z.string(), subject: z.string(), recreate: recreate.optional() });
type Output = z.output<typeof cancelOutput>;

/** The longest invitation text that is kept for undo, in characters. */
const mostText = 12_000;

export const cancelAction: Action<typeof cancelInput, Output> = {
  name: 'schedule.cancel',
  title: 'Cancel a meeting',
  scopes: writeScopes,
  input: cancelInput,
  output: cancelOutput,

  async propose(ctx, { eventId }) {
    const reader = await ctx.profile();
    const event = await readEvent(ctx, eventId);
    refuse(event);
    const meeting = meetingOf(event, reader);
    const told = meeting.attendees.filter((a) => a.type !== 'resource');
    return {
      title: `Cancel "${meeting.subject}"`,
      facts: [
        { title: 'When', value: when(meeting, reader) },
        ...(told.length > 0 ? [{ title: 'Is told', value: names(told.map(displayName), 8) }] : []),
        ...seriesFacts(event, reader),
      ],
      warnings: [
        ...seriesWarnings(event),
        ...(Date.parse(meeting.end) < (await ctx.now()).toMillis() ? ['It is over already.'] : []),
      ],
      undo: 'compensating',
      remains: `It would be booked anew${isOfSeries(event) ? ', outside of its series' : ''}: with a new invitation and a new link; the responses are lost.`,
    };
  },

  async perform(ctx, { eventId, comment }, operation, memory) {
    const reader = await ctx.profile();
    const event = await readEvent(ctx, eventId, `${meetingFields},${keptFields.join(',')}`);
    refuse(event);
    const meeting = meetingOf(event, reader);
    const result = {
      eventId,
      subject: meeting.subject,
      recreate: { ...kept(event, mostText), transactionId: `${operation}-again` },
    };
    const receipt = {
      summary: `Cancelled "${meeting.subject}" of ${when(meeting, reader)}`,
      warnings: [],
      links: [],
      result,
    };
    // What it was goes with it: kept first, or a crash would leave nothing to take back.
    await memory.keep(receipt);
    const alone = (event.attendees ?? []).length === 0;
    // Only a meeting can be cancelled; what nobody else was invited to is deleted.
    if (alone) await ctx.graph.delete(eventPath(eventId));
    else await ctx.graph.post(eventPath(eventId, 'cancel'), { comment: comment ?? '' });
    return receipt;
  },

  async recover(ctx, { eventId }, _operation, memory) {
    try {
      const event = await readEvent(ctx, eventId);
      if (!event.isCancelled) return 'repeat';
    } catch (error) {
      if (!(error instanceof AideError && error.code === 'not_found')) throw error;
    }
    if (memory.kept) return { done: memory.kept as Receipt<Output> };
    // It was gone before this operation came to it.
    const result = { eventId, subject: '' };
    return { done: { summary: 'The meeting is cancelled', warnings: [], links: [], undo: 'none', result } };
  },

  async undo(ctx, _input, { result }) {
    if (!result.recreate)
      throw new AideError('cannot_undo', {
        userMessage: 'Aide no longer knows what this meeting was.',
        remedy: 'Look for it among the deleted items in Outlook, or book it anew.',
      });
    await ctx.graph.post('/me/events', result.recreate, { repeatable: true });
    return { summary: `Booked "${result.subject}" again` };
  },
};

function refuse(event: Event): void {
  if (event.isCancelled) throw gone(undefined);
  if (!event.isOrganizer)
    throw new AideError('forbidden', {
      userMessage: 'Only its organizer can cancel this meeting.',
      remedy: 'Decline it instead; the organizer is told.',
    });
}
