import { attendeesInput } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { when } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import type { Action, Context } from '../feature.ts';
import { changesOf, type InvitedList, invitedList, listOf, sameList } from './attendee-list.ts';
import { conflictsOf } from './conflicts.ts';
import { meetingOf, readEvent, seriesFacts, seriesWarnings } from './event.ts';
import { patchEvent, type ReadEvent, requireOwn } from './patch.ts';
import { writeScopes } from './scopes.ts';

type Input = z.output<typeof attendeesInput>;

export const attendeesOutput = z.object({
  eventId: z.string(),
  subject: z.string(),
  before: invitedList.optional(),
  after: invitedList,
});
type Output = z.output<typeof attendeesOutput>;

/** Graph takes the whole list; whoever is on it still is not told anew. https://learn.microsoft.com/graph/api/event-update */
export const attendeesAction: Action<typeof attendeesInput, Output> = {
  name: 'schedule.attendees',
  title: 'Invite more people to a meeting, or fewer',
  scopes: writeScopes,
  input: attendeesInput,
  output: attendeesOutput,

  async propose(ctx, input) {
    const reader = await ctx.profile();
    const event = await readEvent(ctx, input.eventId);
    requireOwn(event, 'change who comes to', 'Forward the invitation, or ask the organizer.');
    const meeting = meetingOf(event, reader);
    const { added, removed } = changesOf(event, input);
    const busy =
      added.length > 0
        ? await conflictsOf(ctx, { start: meeting.start, end: meeting.end, required: added, optional: [] })
        : [];
    return {
      title: [
        ...(added.length > 0 ? [`Invite ${names(added.map(displayName))}`] : []),
        ...(removed.length > 0
          ? [`${added.length > 0 ? 'take' : 'Take'} ${names(removed.map(displayName))} off the list`]
          : []),
      ]
        .join(' and ')
        .concat(`: "${meeting.subject}"`),
      facts: [
        { title: 'When', value: when(meeting, reader) },
        ...(added.length > 0 ? [{ title: 'Is invited', value: names(added.map(displayName), 8) }] : []),
        ...(removed.length > 0 ? [{ title: 'Is told that it is off', value: names(removed.map(displayName), 8) }] : []),
        ...seriesFacts(event, reader),
      ],
      // Everybody else has the meeting already: only who is new can be in the way.
      warnings: [...seriesWarnings(event), ...busy.filter((line) => !line.startsWith('You are busy'))],
      undo: 'compensating',
      remains: 'Whoever was invited is told that it is off; whoever was taken off is invited anew.',
    };
  },

  async perform(ctx, input, _operation, memory) {
    const event = await readEvent(ctx, input.eventId);
    requireOwn(event, 'change who comes to', 'Forward the invitation, or ask the organizer.');
    const { before, after } = changesOf(event, input);
    const result = { eventId: input.eventId, subject: event.subject ?? '', before, after };
    await memory.keep(result);
    await put(ctx, event, after);
    return receiptOf(result, input);
  },

  async recover(ctx, input, _operation, memory) {
    const event = await readEvent(ctx, input.eventId);
    const { after, added, removed } = changesOf(event, input);
    if (added.length + removed.length > 0) return 'repeat';
    const known = attendeesOutput.safeParse(memory.kept).data;
    return { done: receiptOf(known ?? { eventId: input.eventId, subject: event.subject ?? '', after }, input) };
  },

  async undo(ctx, { eventId }, { result }) {
    if (!result.before)
      throw new AideError('cannot_undo', {
        userMessage: 'Aide no longer knows who was invited before.',
        remedy: 'Change the list as you want it.',
      });
    const event = await readEvent(ctx, eventId);
    const summary = `"${result.subject}" has its people again`;
    if (sameList(listOf(event), result.before)) return { summary };
    requireOwn(event, 'change who comes to', 'Ask the organizer.');
    if (!sameList(listOf(event), result.after))
      throw new AideError('stale', {
        userMessage: 'Who is invited has been changed again since.',
        remedy: 'Look at who is invited now, and change what you want.',
      });
    await put(ctx, event, result.before);
    return { summary };
  },
};

const put = (ctx: Context, event: ReadEvent, attendees: InvitedList) => patchEvent(ctx, event, { attendees });

const receiptOf = (result: Output, { add, remove }: Input) => ({
  summary: `"${result.subject}" is now with ${names(result.after.map((one) => one.emailAddress.name ?? one.emailAddress.address)) || 'nobody else'}`,
  warnings: [],
  links: [],
  facts: [
    ...(add.length > 0 ? [{ title: 'Invited', value: names(add.map(displayName), 8) }] : []),
    ...(remove.length > 0 ? [{ title: 'Taken off', value: names(remove, 8) }] : []),
  ],
  result,
});
