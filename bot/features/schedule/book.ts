import { type Attendee, bookInput, type Meeting, meeting } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import type { Event } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { mailThread } from '../../chat/about.ts';
import { names } from '../../chat/names.ts';
import { inWords } from '../../chat/recurrence.ts';
import { type Reader, when, zoneName } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import type { Action, Context } from '../feature.ts';
import { checkTimes, conflictsOf } from './conflicts.ts';
import { eventPath, eventTime, inUtc, meetingFields, meetingOf, unlessGone } from './event.ts';
import { isDuplicate } from './patch.ts';
import { writeScopes } from './scopes.ts';
import { bookedSeriesFacts, checkSeries, findSeries, graphRecurrence, seriesConflicts } from './series/book.ts';

type Input = z.output<typeof bookInput>;

export const bookAction: Action<typeof bookInput, Meeting> = {
  name: 'schedule.book',
  title: 'Book a meeting',
  scopes: writeScopes,
  input: bookInput,
  output: meeting,

  async propose(ctx, input) {
    await checkTimes(ctx, input);
    const reader = await ctx.profile();
    checkSeries(input, reader.timeZone);
    const told = invitees(input);
    return {
      title: `Book "${input.subject}"${told.length > 0 ? ` with ${names(told.map(displayName))}` : ''}`,
      facts: [
        { title: 'When', value: `${when(input, reader)} (${zoneName(input.start, reader)})` },
        ...bookedSeriesFacts(input, reader),
        ...(told.length > 0 ? [{ title: 'Is told', value: names(told.map(displayName), 8) }] : []),
        ...(input.room ? [{ title: 'Room', value: displayName(input.room) }] : []),
        { title: 'Teams link', value: input.online ? 'yes' : 'no' },
      ],
      warnings: input.recurrence ? await seriesConflicts(ctx, input, input.recurrence) : await conflictsOf(ctx, input),
      ...undoOf(input),
    };
  },

  async perform(ctx, input, operation) {
    await checkTimes(ctx, input);
    const reader = await ctx.profile();
    checkSeries(input, reader.timeZone);
    const created = await create(ctx, input, operation, reader.timeZone);
    const { event, warnings } = input.online
      ? await withTeamsLink(ctx, created)
      : { event: created, warnings: [] as string[] };
    return receiptOf(input, event, warnings, reader);
  },

  async recover(ctx, input, operation) {
    // Graph knows the transactionId again and gives back the event that is there; so performing again is safe, unless the time
    // is over meanwhile: then perform would refuse it, and only looking tells.
    if (Date.parse(input.start) >= (await ctx.now()).toMillis()) return 'repeat';
    const reader = await ctx.profile();
    const found = await findBooked(ctx, operation, input);
    return found ? { done: receiptOf(input, found, [], reader) } : 'repeat';
  },

  async undo(ctx, input, receipt) {
    const { id } = receipt.result;
    if (invitees(input).length === 0 && !input.room) await unlessGone(ctx.graph.delete(eventPath(id)));
    else await unlessGone(ctx.graph.post(eventPath(id, 'cancel'), { comment: 'This meeting was booked by mistake.' }));
    return { summary: `Cancelled ${input.recurrence ? 'all of ' : ''}"${input.subject}"` };
  },

  about: ({ about }) => mailThread(about?.conversationId),
};

const invitees = (input: Input): Attendee[] => [...input.required, ...input.optional];

const isName = ({ name, address }: Attendee) => name !== undefined && name.toLowerCase() !== address.toLowerCase();

const undoOf = (input: Input) =>
  invitees(input).length === 0 && !input.room
    ? ({ undo: 'exact' } as const)
    : ({ undo: 'compensating', remains: 'Everybody who was invited is told that it is cancelled.' } as const);

/** https://learn.microsoft.com/graph/api/user-post-events: a transactionId keeps a repeated request from booking twice. */
async function create(ctx: Context, input: Input, operation: string, timeZone: string): Promise<Event> {
  const attendee = (type: 'required' | 'optional' | 'resource') => (who: Attendee) => ({
    type,
    // An address that was typed says no more as a name; without one Exchange puts in that of the person, or of the group.
    emailAddress: { address: who.address, ...(isName(who) ? { name: who.name } : {}) },
  });
  const body = {
    subject: input.subject,
    start: eventTime(input.start, timeZone),
    end: eventTime(input.end, timeZone),
    ...(input.recurrence ? { recurrence: graphRecurrence(input.recurrence, timeZone) } : {}),
    attendees: [
      ...input.required.map(attendee('required')),
      ...input.optional.map(attendee('optional')),
      ...(input.room ? [attendee('resource')(input.room)] : []),
    ],
    ...(input.room
      ? { location: { displayName: displayName(input.room), locationEmailAddress: input.room.address } }
      : {}),
    ...(input.note ? { body: { contentType: 'text', content: input.note } } : {}),
    ...(input.online ? teams : {}),
    transactionId: operation,
  };
  try {
    return await ctx.graph.post<Event>('/me/events', body, { repeatable: true, headers: inUtc });
  } catch (error) {
    // The event is there, and somebody has changed it since: it is ours all the same.
    if (isDuplicate(error)) return bookedBefore(ctx, operation, input, error);
    throw error;
  }
}

async function bookedBefore(ctx: Context, operation: string, input: Input, cause: unknown): Promise<Event> {
  const found = await findBooked(ctx, operation, input);
  if (found) return found;
  throw new AideError(
    'conflict',
    { userMessage: 'This was booked before and has been changed or cancelled since.', remedy: 'Ask for a new time.' },
    { cause },
  );
}

/** The event of this operation, wherever it was moved to within a month. */
async function findBooked(ctx: Context, operation: string, input: Input): Promise<Event | undefined> {
  const { start, end } = input;
  if (input.recurrence) return findSeries(ctx, operation, start);
  const month = 30 * 86_400_000;
  const events = await ctx.graph.list<Event>(
    '/me/calendarView',
    {
      startDateTime: new Date(Date.parse(start) - month).toISOString(),
      endDateTime: new Date(Date.parse(end) + month).toISOString(),
      $select: `${meetingFields},transactionId`,
      $top: 100,
    },
    { headers: inUtc, max: 2000 },
  );
  return events.find((event) => event.transactionId === operation);
}

function receiptOf(input: Input, event: Event, warnings: string[], reader: Reader) {
  const result = meetingOf(event, reader);
  return {
    summary: `Booked "${input.subject}" for ${when(input, reader)}${input.recurrence ? `, ${inWords(input.recurrence, reader)}` : ''}`,
    warnings,
    undo: undoOf(input).undo,
    links: [
      ...(result.joinUrl ? [{ title: 'Join', url: result.joinUrl }] : []),
      ...(result.webLink ? [{ title: 'Open in Outlook', url: result.webLink }] : []),
    ],
    result,
  };
}

const teams = { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' };

/**
 * Reads the event back and, if it came without a Teams link, asks for it once more: Exchange makes the link beside the event,
 * and now and then it does not. https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/9741
 * The meeting is booked whatever happens here, so a failure is a warning.
 */
async function withTeamsLink(ctx: Context, created: Event): Promise<{ event: Event; warnings: string[] }> {
  const path = eventPath(created.id ?? '');
  const read = () => ctx.graph.get<Event>(path, { $select: meetingFields }, inUtc);
  try {
    const event = await read();
    if (event.onlineMeeting?.joinUrl) return { event, warnings: [] };
    const repaired = await ctx.graph.patch<Event>(path, teams, { repeatable: true, headers: inUtc });
    if (repaired.onlineMeeting?.joinUrl) return { event: repaired, warnings: [] };
    return { event, warnings: ['It is booked, but Microsoft 365 gave it no Teams link. Add one in Outlook.'] };
  } catch (error) {
    ctx.log.warn({ err: error }, 'the Teams link could not be checked');
    const warnings = created.onlineMeeting?.joinUrl
      ? []
      : ['It is booked, but whether it has a Teams link could not be checked.'];
    return { event: created, warnings };
  }
}
