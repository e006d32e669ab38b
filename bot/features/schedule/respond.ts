import type { Receipt } from '@aide/contracts/operations';
import { respondInput } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import type { Event } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { when } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import type { Action } from '../feature.ts';
import { eventPath, gone, meetingOf, readEvent, seriesFacts, seriesWarnings } from './event.ts';
import { writeScopes } from './scopes.ts';

/** Graph's responseType in words. https://learn.microsoft.com/graph/api/resources/responsestatus */
const answers: Record<string, string> = {
  accepted: 'accepted',
  tentativelyAccepted: 'tentatively accepted',
  declined: 'declined',
  organizer: 'it is your own meeting',
};

type Response = z.output<typeof respondInput>['response'];
export const respondOutput = z.object({
  eventId: z.string(),
  subject: z.string(),
  /** responseStatus before; undefined when it is not known. */
  before: z.string().optional(),
});
type Output = z.output<typeof respondOutput>;

/** What each response is called: as an order, as done, and in responseStatus. */
const words: Record<Response, { order: string; done: string; status: string }> = {
  accept: { order: 'Accept', done: 'Accepted', status: 'accepted' },
  tentativelyAccept: { order: 'Tentatively accept', done: 'Tentatively accepted', status: 'tentativelyAccepted' },
  decline: { order: 'Decline', done: 'Declined', status: 'declined' },
};
const responseBefore = (status: string | undefined) =>
  (['accept', 'tentativelyAccept'] as const).find((response) => words[response].status === status);

export const respondAction: Action<typeof respondInput, Output> = {
  name: 'schedule.respond',
  title: 'Answer an invitation',
  scopes: writeScopes,
  input: respondInput,
  output: respondOutput,

  async propose(ctx, { eventId, response }) {
    const reader = await ctx.profile();
    const event = await readEvent(ctx, eventId);
    refuse(event);
    const meeting = meetingOf(event, reader);
    const back = response === 'decline' ? undefined : responseBefore(meeting.response);
    return {
      title: `${words[response].order} "${meeting.subject}"`,
      facts: [
        { title: 'When', value: when(meeting, reader) },
        ...(meeting.organizer ? [{ title: 'Is told', value: displayName(meeting.organizer) }] : []),
        { title: 'Your answer now', value: answers[meeting.response] ?? 'none' },
        ...seriesFacts(event, reader),
      ],
      warnings: [
        ...seriesWarnings(event),
        ...(Date.parse(meeting.end) < (await ctx.now()).toMillis() ? ['It is over already.'] : []),
      ],
      ...(back
        ? { undo: 'compensating' as const, remains: 'The organizer is told both answers.' }
        : {
            undo: 'none' as const,
            remains:
              response === 'decline'
                ? 'A declined meeting leaves your calendar; only its organizer can invite you again.'
                : 'An answer can be changed, not taken back.',
          }),
    };
  },

  async perform(ctx, { eventId, response, comment }, _operation, memory) {
    const reader = await ctx.profile();
    const event = await readEvent(ctx, eventId);
    refuse(event);
    const before = event.responseStatus?.response ?? undefined;
    const meeting = meetingOf(event, reader);
    const receipt: Receipt<Output> = {
      summary: `${words[response].done} "${meeting.subject}" of ${when(meeting, reader)}`,
      warnings: [],
      links: [],
      undo: response !== 'decline' && responseBefore(before) ? 'compensating' : 'none',
      result: { eventId, subject: meeting.subject, ...(before ? { before } : {}) },
    };
    await memory.keep(receipt);
    await ctx.graph.post(eventPath(eventId, response), { comment: comment ?? '', sendResponse: true });
    return receipt;
  },

  async recover(ctx, { eventId, response }, _operation, { kept }) {
    if (!kept) return 'repeat';
    const done = { done: kept as Receipt<Output> };
    try {
      const event = await readEvent(ctx, eventId);
      return event.responseStatus?.response === words[response].status ? done : 'repeat';
    } catch (error) {
      if (response === 'decline' && error instanceof AideError && error.code === 'not_found') return done;
      throw error;
    }
  },

  async undo(ctx, { eventId, response }, { result }) {
    const back = response === 'decline' ? undefined : responseBefore(result.before);
    if (!back)
      throw new AideError('cannot_undo', {
        userMessage: 'The organizer has your answer; it cannot be taken back.',
        remedy:
          response === 'decline'
            ? 'Ask the organizer to invite you again.'
            : 'Give another answer: accept, tentative or decline.',
      });
    await ctx.graph.post(eventPath(eventId, back), { comment: '', sendResponse: true });
    return { summary: `Your answer to "${result.subject}" is again: ${words[back].status}` };
  },
};

function refuse(event: Event): void {
  if (event.isCancelled) throw gone(undefined);
  if (event.isOrganizer)
    throw new AideError('forbidden', {
      userMessage: 'This is your own meeting.',
      remedy: 'Cancel or move it instead.',
    });
}
