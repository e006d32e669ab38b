import { type Attendee, attendee, eventId, mostAtOnce } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { when } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import type { GraphRequest } from '../../graph/graph.ts';
import type { Action, Context } from '../feature.ts';
import { changesOf, type InvitedList, invitedList, listOf, sameList } from './attendee-list.ts';
import { errorOf, noneLeft, notYours, readEvents } from './batch.ts';
import { eventPath, inUtc, isOfSeries, meetingOf } from './event.ts';
import type { ReadEvent } from './patch.ts';
import { writeScopes } from './scopes.ts';

const address = z.email().max(320);
export const attendeesAllInput = z
  .object({
    eventIds: z.array(eventId).min(1).max(mostAtOnce),
    add: z.array(attendee).max(20).default([]),
    remove: z.array(address).max(20).default([]),
  })
  .refine(({ add, remove }) => add.length + remove.length > 0, 'nobody is added or removed');
type Input = z.output<typeof attendeesAllInput>;

const changed = z.object({ eventId: z.string(), subject: z.string(), before: invitedList, after: invitedList });
type Changed = z.output<typeof changed>;
export const attendeesAllOutput = z.object({ meetings: z.array(changed) });
type Output = z.output<typeof attendeesAllOutput>;

/** The same people come to several meetings, or come no longer: somebody takes over somebody else's. One proposal, one undo. */
export const attendeesAllAction: Action<typeof attendeesAllInput, Output> = {
  name: 'schedule.attendeesAll',
  title: 'Invite people to several meetings, or take them off',
  scopes: writeScopes,
  input: attendeesAllInput,
  output: attendeesAllOutput,

  async propose(ctx, input) {
    const reader = await ctx.profile();
    const events = (await own(ctx, input.eventIds)).filter((event) => isDifferent(event, input));
    if (events.length === 0) throw nothingToChange();
    const off = events.flatMap((event) => changesOf(event, input).removed);
    const removed = [...new Map(off.map((who) => [who.address.toLowerCase(), who])).values()];
    const ofSeries = events.filter(isOfSeries).length;
    const others = new Set(input.eventIds).size - events.length;
    return {
      title: titleOf(input.add, removed, events.length),
      facts: events.map((event) => {
        const meeting = meetingOf(event, reader);
        return { title: when(meeting, reader), value: meeting.subject };
      }),
      warnings: [
        ...(others > 0 ? [`${others} more stay as they are: they are gone, others organize them, or it is so.`] : []),
        ...(ofSeries > 0 ? [`${ofSeries} are of a series: only these are changed, the others stay.`] : []),
        ...(input.add.length > 0 ? ['Whether everybody is free then was not looked up.'] : []),
      ],
      undo: 'compensating',
      remains: 'Whoever was invited is told that it is off; whoever was taken off is invited anew.',
    };
  },

  async perform(ctx, input, _operation, memory) {
    const known = attendeesAllOutput.safeParse(memory.kept).data;
    const meetings = known?.meetings ?? (await describe(ctx, input));
    // Kept first, or a crash would leave nobody who knows who was invited.
    if (!known) await memory.keep({ meetings } satisfies Output);
    const { done, left } = await invite(ctx, meetings, ({ after }) => after);
    return {
      summary:
        done.length === 1
          ? `Changed who comes to "${done[0]!.subject}"`
          : `Changed who comes to ${done.length} meetings`,
      warnings: left.map(({ subject }) => `Could not be changed: "${subject}".`),
      links: [],
      facts: [
        ...(input.add.length > 0 ? [{ title: 'Invited', value: names(input.add.map(displayName), 8) }] : []),
        ...(input.remove.length > 0 ? [{ title: 'Taken off', value: names(input.remove, 8) }] : []),
        { title: 'Meetings', value: names([...new Set(done.map(({ subject }) => subject))], 8) },
      ],
      result: { meetings: done },
    };
  },

  // A list that is written again is the same list.
  recover: async () => 'repeat',

  async undo(ctx, _input, { result }) {
    const events = await readEvents(
      ctx,
      result.meetings.map((meeting) => meeting.eventId),
    );
    const is = (i: number, list: InvitedList) => events[i] !== undefined && sameList(listOf(events[i]), list);
    const back = result.meetings.filter((meeting, i) => is(i, meeting.after));
    const there = result.meetings.filter((meeting, i) => is(i, meeting.before));
    if (back.length + there.length < result.meetings.length)
      throw new AideError('stale', {
        userMessage: 'Who is invited to some of these meetings has been changed again since.',
        remedy: 'Look at who is invited now, and change what you want.',
      });
    const { left } = await invite(ctx, back, ({ before }) => before);
    if (left.length > 0)
      throw new AideError('unavailable', {
        userMessage: `${left.length} could not be changed back yet.`,
        remedy: 'Press Undo again in a minute.',
      });
    const { length } = result.meetings;
    return {
      summary:
        length === 1
          ? `"${result.meetings[0]!.subject}" has its people again`
          : `${length} meetings have their people again`,
    };
  },
};

function titleOf(added: Attendee[], removed: Attendee[], count: number): string {
  const said = [
    ...(added.length > 0 ? [`invite ${names(added.map(displayName))}`] : []),
    ...(removed.length > 0 ? [`take ${names(removed.map(displayName))} off the list`] : []),
  ].join(' and ');
  return `${said[0]!.toUpperCase()}${said.slice(1)}: ${count === 1 ? 'one meeting' : `${count} meetings`}`;
}

const isDifferent = (event: ReadEvent, input: Input): boolean => {
  const { added, removed } = changesOf(event, input);
  return added.length + removed.length > 0;
};

/** Those that are there and one's own. @throws AideError not_found, forbidden when there is none */
async function own(ctx: Context, ids: string[]): Promise<ReadEvent[]> {
  const events = (await readEvents(ctx, [...new Set(ids)])).filter((event) => event !== undefined);
  if (events.length === 0) throw noneLeft();
  const mine = events.filter((event) => event.isOrganizer);
  if (mine.length === 0) throw notYours('change who comes to');
  return mine;
}

async function describe(ctx: Context, input: Input): Promise<Changed[]> {
  const reader = await ctx.profile();
  const events = (await own(ctx, input.eventIds)).filter((event) => isDifferent(event, input));
  if (events.length === 0) throw nothingToChange();
  return events.map((event) => {
    const { id, subject } = meetingOf(event, reader);
    const { before, after } = changesOf(event, input);
    return { eventId: id, subject, before, after };
  });
}

const nothingToChange = () =>
  new AideError('invalid_input', {
    message: 'nobody would be added or removed',
    userMessage: 'These meetings are with them already.',
    remedy: 'Look at who is invited, and say what else you want.',
  });

/** Graph takes the whole list; whoever is on it still is not told anew. @throws AideError when not one could be changed */
async function invite(ctx: Context, meetings: Changed[], to: (meeting: Changed) => InvitedList) {
  const answers = await ctx.graph.batch(
    meetings.map((meeting): GraphRequest => {
      const path = eventPath(meeting.eventId);
      return { method: 'PATCH', path, body: { attendees: to(meeting) }, headers: inUtc, repeatable: true };
    }),
  );
  const left = meetings.filter((_, i) => answers[i]!.status >= 400);
  if (meetings.length > 0 && left.length === meetings.length) throw errorOf(answers[0]!);
  return { done: meetings.filter((meeting) => !left.includes(meeting)), left };
}
