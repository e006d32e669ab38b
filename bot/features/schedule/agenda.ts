import {
  agendaInput,
  agendaOutput,
  freeInput,
  freeOutput,
  type Meeting,
  nextMeetingInput,
  nextMeetingOutput,
} from '@aide/contracts/schedule';
import { unite } from '@aide/contracts/schedule/bits';
import { cellsOutside } from '@aide/contracts/schedule/hours';
import { cellTime, freeStretches, type Grid } from '@aide/contracts/schedule/slots';
import type { Event } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { AideError } from '../../errors.ts';
import type { Context, Query } from '../feature.ts';
import { inUtc, meetingFields, meetingOf } from './event.ts';
import { readCalendars } from './free-busy.ts';
import { readScopes } from './scopes.ts';
import { withRepeats } from './series/repeats.ts';

type Output<T extends z.ZodType> = z.output<T>;

export const agendaQuery: Query<typeof agendaInput, Output<typeof agendaOutput>> = {
  name: 'schedule.agenda',
  title: 'What is in my calendar',
  scopes: readScopes,
  input: agendaInput,
  output: agendaOutput,
  async run(ctx, { window, repeats }) {
    const [{ timeZone }, now] = await Promise.all([ctx.profile(), ctx.now()]);
    const found = await readMeetings(ctx, window);
    const meetings = repeats ? await withRepeats(ctx, found) : found;
    return { meetings, timeZone, now: now.toUTC().toISO()! };
  },
};

/** The meetings that lie in the window or reach into it, in the order of their start. */
export async function readMeetings(
  ctx: Context,
  window: { start: string; end: string },
  max = 1000,
): Promise<Meeting[]> {
  const reader = await ctx.profile();
  const events = await ctx.graph.list<Event>(
    '/me/calendarView',
    {
      startDateTime: new Date(window.start).toISOString(),
      endDateTime: new Date(window.end).toISOString(),
      $select: meetingFields,
      $orderby: 'start/dateTime',
      $top: 100,
    },
    { headers: inUtc, max },
  );
  return inWindow(
    events.map((event) => meetingOf(event, reader)),
    window,
  );
}

/** Those of a calendar view that are in it for the person, in the order of their start. */
export function inWindow(meetings: Meeting[], window: { start: string; end: string }): Meeting[] {
  const [from, to] = [Date.parse(window.start), Date.parse(window.end)];
  return (
    meetings
      // Graph keeps days as midnight UTC: west of it the day after reaches into the window, though not for the person.
      .filter((m) => !m.isAllDay || (Date.parse(m.start) < to && Date.parse(m.end) > from))
      .sort((a, b) => Date.parse(a.start) - Date.parse(b.start) || Date.parse(a.end) - Date.parse(b.end))
  );
}

export const freeQuery: Query<typeof freeInput, Output<typeof freeOutput>> = {
  name: 'schedule.free',
  title: 'When am I free',
  scopes: readScopes,
  input: freeInput,
  output: freeOutput,
  /** The person's own free stretches within their working hours, from now on. Tentative is not free. */
  async run(ctx, { window, durationMinutes }) {
    const { timeZone, mail } = await ctx.profile();
    const step = 15 * 60_000;
    const from = Math.ceil(Math.max(Date.parse(window.start), (await ctx.now()).toMillis()) / step) * step;
    const cells = Math.floor((Date.parse(window.end) - from) / step);
    if (cells <= 0)
      throw new AideError('invalid_input', {
        userMessage: 'That time is in the past.',
        remedy: 'Ask for a time from now on.',
      });
    const grid: Grid = { start: from, interval: 15, cells };
    const calendar = [...(await readCalendars(ctx, [mail], grid)).values()][0]!;
    if (calendar.unknown)
      throw new AideError('upstream_failed', {
        userMessage: 'Your own calendar could not be read.',
        remedy: 'Try again in a minute.',
      });
    const taken = unite(
      unite(calendar.busy.slice(), calendar.tentative),
      calendar.hours ? cellsOutside(grid, calendar.hours) : calendar.busy,
    );
    const free = freeStretches(taken, cells, Math.ceil(durationMinutes / 15)).map(([start, end]) => ({
      start: new Date(cellTime(grid, start)).toISOString(),
      end: new Date(cellTime(grid, end)).toISOString(),
    }));
    return { free, timeZone };
  },
};

export const nextQuery: Query<typeof nextMeetingInput, Output<typeof nextMeetingOutput>> = {
  name: 'schedule.next',
  title: 'My next meeting',
  scopes: readScopes,
  input: nextMeetingInput,
  output: nextMeetingOutput,
  /** The next meeting within 60 days that has not begun, is not cancelled and not declined; all-day entries only if with somebody. */
  async run(ctx, input) {
    const { timeZone } = await ctx.profile();
    const now = await ctx.now();
    for (const [from, to] of [
      [0, 7],
      [7, 60],
    ] as const) {
      const window = { start: now.plus({ days: from }).toUTC().toISO()!, end: now.plus({ days: to }).toUTC().toISO()! };
      const found = (await readMeetings(ctx, window)).find(
        (meeting) =>
          Date.parse(meeting.start) >= now.toMillis() &&
          !meeting.isCancelled &&
          meeting.response !== 'declined' &&
          (input.with === undefined ? !meeting.isAllDay : isWith(meeting, input.with)),
      );
      if (found) return { meeting: found, timeZone };
    }
    return { timeZone };
  },
};

const isWith = (meeting: Meeting, address: string) =>
  [meeting.organizer, ...meeting.attendees].some((who) => who?.address.toLowerCase() === address.toLowerCase());
