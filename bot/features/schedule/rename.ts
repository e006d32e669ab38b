import { renameInput } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { when } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import type { Action } from '../feature.ts';
import { meetingOf, readEvent, seriesFacts, seriesWarnings } from './event.ts';
import { patchEvent, requireOwn } from './patch.ts';
import { writeScopes } from './scopes.ts';

export const renameOutput = z.object({
  eventId: z.string(),
  /** undefined when it is not known. */
  before: z.string().optional(),
  after: z.string(),
});
type Output = z.output<typeof renameOutput>;

export const renameAction: Action<typeof renameInput, Output> = {
  name: 'schedule.rename',
  title: 'Rename a meeting',
  scopes: writeScopes,
  input: renameInput,
  output: renameOutput,

  async propose(ctx, { eventId, subject }) {
    const reader = await ctx.profile();
    const event = await readEvent(ctx, eventId);
    requireOwn(event, 'rename', askOrganizer);
    const meeting = meetingOf(event, reader);
    const told = meeting.attendees.filter((a) => a.type !== 'resource');
    return {
      title: `Rename "${meeting.subject}" to "${subject}"`,
      facts: [
        { title: 'When', value: when(meeting, reader) },
        { title: 'Name now', value: meeting.subject },
        { title: 'New name', value: subject },
        ...(told.length > 0 ? [{ title: 'Is told', value: names(told.map(displayName), 8) }] : []),
        ...seriesFacts(event, reader),
      ],
      warnings: seriesWarnings(event),
      ...(told.length > 0
        ? { undo: 'compensating', remains: 'It has its old name again, and everybody is told once more.' }
        : { undo: 'exact' }),
    };
  },

  async perform(ctx, { eventId, subject }, _operation, memory) {
    const event = await readEvent(ctx, eventId);
    requireOwn(event, 'rename', askOrganizer);
    const result = { eventId, before: event.subject ?? '', after: subject };
    await memory.keep(result);
    await patchEvent(ctx, event, { subject });
    return receiptOf(result);
  },

  async recover(ctx, { eventId, subject }, _operation, memory) {
    const event = await readEvent(ctx, eventId);
    if (event.subject !== subject) return 'repeat';
    return { done: receiptOf(renameOutput.safeParse(memory.kept).data ?? { eventId, after: subject }) };
  },

  async undo(ctx, { eventId }, { result }) {
    if (result.before === undefined)
      throw new AideError('cannot_undo', {
        userMessage: 'Aide no longer knows what this meeting was called before.',
        remedy: 'Give it the name you want.',
      });
    const event = await readEvent(ctx, eventId);
    const summary = `It is called "${result.before}" again`;
    if (event.subject === result.before) return { summary };
    requireOwn(event, 'rename', askOrganizer);
    if (event.subject !== result.after)
      throw new AideError('stale', {
        userMessage: 'The meeting has been renamed again since.',
        remedy: 'Look at what it is called now, and give it the name you want.',
      });
    await patchEvent(ctx, event, { subject: result.before });
    return { summary };
  },
};

const askOrganizer = 'Ask the organizer to rename it.';

const receiptOf = (result: Output) => ({
  summary:
    result.before === undefined
      ? `Renamed to "${result.after}"`
      : `Renamed "${result.before.trim() || '(no subject)'}" to "${result.after}"`,
  warnings: [],
  links: [],
  result,
});
