import { type Attendee, type ProposeOutput, proposeInput, proposeOutput, type Slot } from '@aide/contracts/schedule';
import type { z } from 'zod';
import { AideError } from '../../errors.ts';
import type { Context, Query } from '../feature.ts';
import { emptyBits, hasBit, keep, setBit, setStretch } from './bits.ts';
import { blockedBy } from './blocked.ts';
import { describer } from './describe.ts';
import { longestWindow, readCalendars } from './free-busy.ts';
import { minutes, within } from './hours.ts';
import { type Invited, invited } from './invited.ts';
import { type Judged, pick } from './rank.ts';
import { readScopes } from './scopes.ts';
import { cellTime, findCompromises, findSlots, type Grid, type SlotSearch } from './slots.ts';
import { cellsWhere, type LocalZone, namedZone, weekdayNumber } from './zones.ts';

type Input = z.output<typeof proposeInput>;
const minute = 60_000;

export const proposeQuery: Query<typeof proposeInput, ProposeOutput> = {
  name: 'schedule.propose',
  title: 'Find times for a meeting',
  scopes: readScopes,
  input: proposeInput,
  output: proposeOutput,
  run: propose,
};

/**
 * The best times for a meeting, from everybody's real free/busy times. One round trip to Graph for up to 20 mailboxes.
 * @param rooms candidates, when they are known already; else they are looked up if the input wishes for a room
 * @throws AideError invalid_input when the window is over, not_found when no room is large enough
 */
export async function propose(ctx: Context, input: Input, rooms?: Attendee[]): Promise<ProposeOutput> {
  const [profile, now] = await Promise.all([ctx.profile(), ctx.now()]);
  const zone = namedZone(profile.timeZone) ?? { key: 'utc', offset: () => 0 };
  const people = invited(profile, input);
  const frame = searchFrame(input, now.toMillis());
  const candidates = await roomCandidates(ctx, input, people.length, rooms);
  const calendars = await readCalendars(
    ctx,
    [...people, ...candidates].map((p) => p.address),
    frame.grid,
  );
  const of = (address: string) => calendars.get(address.toLowerCase())!;
  for (const person of people) person.calendar = of(person.address);

  const required = people.filter((p) => p.required).map((p) => p.calendar);
  const search: SlotSearch = {
    cells: frame.grid.cells,
    length: frame.length,
    buffer: frame.buffer,
    // What is tentative blocks those who must come; times in spite of it are compromises.
    required: required.map((calendar) => taken(calendar)),
    optional: people.filter((p) => !p.required).map((p) => taken(p.calendar)),
    rooms: candidates.map((room) => taken(of(room.address))),
    ...allowedCells(input, frame, zone),
  };
  const describe = describer({
    ...frame,
    people,
    rooms: candidates,
    search,
    wish: input.wish,
    duration: input.durationMinutes,
  });

  const found = findSlots(search).map((c) => describe.judge({ ...c, requiredBusy: 0 }, 0));
  const best = pick(found, input.top, input.durationMinutes * minute);
  const compromises =
    best.length > 0 ? [] : pick(allTimes(search, required, describe.judge), input.top, input.durationMinutes * minute);
  const wished = input.wish === undefined ? undefined : describe.slot(Date.parse(input.wish));
  return {
    proposals: best.map((slot) => describe.slot(slot.start)).filter((slot): slot is Slot => slot !== undefined),
    compromises: compromises
      .map((slot) => describe.slot(slot.start))
      .filter((slot): slot is Slot => slot !== undefined),
    ...(wished ? { wished } : {}),
    unknown: [...people, ...candidates].flatMap(({ address }) => {
      const reason = of(address).unknown;
      return reason ? [{ address, reason }] : [];
    }),
    ...(best.length > 0 ? {} : { blockedBy: blockedBy(search, people, candidates.length) }),
    timeZone: profile.timeZone,
  };
}

const taken = ({ busy, tentative }: Invited['calendar']) => busy.map((word, w) => word | tentative[w]!);

/** Times with the fewest conflicts first; something tentative weighs less than something certain. */
function allTimes(
  search: SlotSearch,
  required: Invited['calendar'][],
  judge: (
    slot: { cell: number; optionalBusy: number; requiredBusy: number; room?: number },
    tentative: number,
  ) => Judged,
): Judged[] {
  const certain = findCompromises({ ...search, required: required.map((calendar) => calendar.busy) });
  const tentative = findCompromises({ ...search, optional: [], rooms: [], required: required.map((c) => c.tentative) });
  return certain.map((slot, i) => judge(slot, tentative[i]!.requiredBusy));
}

/** The part of the window that is still ahead, as a grid that also holds the buffers. */
function searchFrame(input: Input, now: number) {
  const { durationMinutes: duration, bufferMinutes: buffer, wish } = input;
  const end = Date.parse(input.window.end);
  if (end <= now) throw windowError('That time is in the past.', 'Ask for a time from now on.');
  const from = Math.max(Date.parse(input.window.start), now + input.minimumNoticeMinutes * minute);
  if (end - from < duration * minute)
    throw windowError(
      `There are no ${duration} minutes left in that window.`,
      'Ask for a shorter meeting, a longer window, or less notice.',
    );
  const quarterly =
    duration % 15 === 0 && buffer % 15 === 0 && (wish === undefined || Date.parse(wish) % (15 * minute) === 0);
  const interval = quarterly ? 15 : 5;
  const step = interval * minute;
  const start = Math.floor((from - buffer * minute) / step) * step;
  const last = Math.min(Math.ceil((end + buffer * minute) / step) * step, start + longestWindow - step);
  const grid: Grid = { start, interval, cells: (last - start) / step };
  return { grid, from, end, length: Math.ceil(duration / interval), buffer: Math.ceil(buffer / interval) };
}

const windowError = (userMessage: string, remedy: string) =>
  new AideError('invalid_input', { userMessage, remedy }, { issues: [{ path: 'window', message: userMessage }] });

/** Window, part of the day and weekdays in the organiser's zone; meetings begin at quarter hours, or exactly as wished. */
function allowedCells(input: Input, { grid, from, end }: ReturnType<typeof searchFrame>, zone: LocalZone) {
  const step = grid.interval * minute;
  const allowed = setStretch(
    emptyBits(grid.cells),
    Math.ceil((from - grid.start) / step),
    Math.floor((end - grid.start) / step),
  );
  const { partOfDay, weekdays } = input;
  if (partOfDay || weekdays) {
    const [first, last] = partOfDay ? [minutes(partOfDay.from), minutes(partOfDay.to)] : [0, 1440];
    const days = weekdays ? new Set(weekdays.map(weekdayNumber)) : undefined;
    keep(
      allowed,
      cellsWhere(grid, zone, (t) => within(t.minute, grid.interval, first, last) && (days?.has(t.weekday) ?? true)),
    );
  }
  const starts = emptyBits(grid.cells);
  for (let cell = 0; cell < grid.cells; cell++) {
    const time = cellTime(grid, cell);
    // Every zone is a whole number of quarter hours from UTC.
    if (time % (15 * minute) === 0 || time === from || (input.wish !== undefined && time === Date.parse(input.wish))) {
      if (hasBit(allowed, cell)) setBit(starts, cell);
    }
  }
  return { allowed, starts };
}

/** The smallest rooms that do, no more than fit into the request that reads the people. */
async function roomCandidates(ctx: Context, input: Input, people: number, known?: Attendee[]): Promise<Attendee[]> {
  if (!input.room) return [];
  if (input.room.address) return [{ address: input.room.address, name: input.room.address.split('@')[0] }];
  const capacity = input.room.capacity ?? people;
  const rooms =
    known ?? (await ctx.directory.rooms(capacity)).map((r) => ({ address: r.address, name: r.displayName }));
  if (rooms.length === 0)
    throw new AideError('not_found', {
      userMessage: `There is no room that seats ${capacity}.`,
      remedy: 'Ask for fewer seats, or meet without a room.',
    });
  return rooms.slice(0, Math.max(5, 20 - people));
}
