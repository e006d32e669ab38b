import type { Attendee, ProposeOutput, Slot } from '../schedule.ts';
import { emptyBits, hasBit, keep, setBit, setStretch } from './bits.ts';
import { blockedBy } from './blocked.ts';
import type { Calendar } from './calendar.ts';
import { describer } from './describe.ts';
import type { Frame } from './frame.ts';
import { minutes, within } from './hours.ts';
import { busyName, groupsIn, type Invited } from './invited.ts';
import { type Judged, pick } from './rank.ts';
import { type Compromise, cellTime, findCompromises, findSlots, type SlotSearch } from './slots.ts';
import { cellsWhere, type LocalZone, weekdayNumber } from './zones.ts';

const minute = 60_000;

/** What is searched, and all that is known of it: nothing more is read. */
export interface TimeSearch {
  wanted: {
    durationMinutes: number;
    partOfDay?: { from: string; to: string };
    weekdays?: string[];
    wish?: string;
    /** How many proposals to give. */
    top: number;
  };
  frame: Frame;
  /** Each with the calendar on the frame's grid. */
  people: Invited[];
  /** The best first. */
  rooms: { room: Attendee; calendar: Calendar }[];
  /** The organiser's, which parts of the day and weekdays are told in. */
  zone: LocalZone;
  /** How a time of the day is written in reasons; 'HH:mm' unless told. @param minute since midnight */
  clock?(minute: number): string;
}

export type Times = Omit<ProposeOutput, 'timeZone'> & {
  /** All about a time whether or not it is one of the best. Undefined outside of what was read. */
  describe(start: number): Slot | undefined;
};

/** The best times for a meeting, from what is known of everybody: the same on the server and in front of the person. */
export function findTimes({ wanted, frame, people: everybody, rooms, zone, clock }: TimeSearch): Times {
  const people = everybody.map((person) => ({ ...person, name: busyName(person.name, person.calendar) }));
  const required = people.filter((p) => p.required).map((p) => p.calendar);
  const search: SlotSearch = {
    cells: frame.grid.cells,
    length: frame.length,
    buffer: frame.buffer,
    // What is tentative blocks those who must come; times in spite of it are compromises.
    required: required.map((calendar) => taken(calendar)),
    optional: people.filter((p) => !p.required).map((p) => taken(p.calendar)),
    rooms: rooms.map(({ calendar }) => taken(calendar)),
    ...allowedCells(wanted, frame, zone),
  };
  const describe = describer({
    ...frame,
    people,
    rooms: rooms.map(({ room }) => room),
    search,
    wish: wanted.wish,
    duration: wanted.durationMinutes,
    ...(clock ? { clock } : {}),
  });
  const length = wanted.durationMinutes * minute;
  const found = findSlots(search).map((c) => describe.judge({ ...c, requiredBusy: 0 }, 0));
  const best = pick(found, wanted.top, length);
  const compromises = best.length > 0 ? [] : pick(allTimes(search, required, describe.judge), wanted.top, length);
  const wished = wanted.wish === undefined ? undefined : describe.slot(Date.parse(wanted.wish));
  return {
    proposals: best.flatMap((slot) => describe.slot(slot.start) ?? []),
    compromises: compromises.flatMap((slot) => describe.slot(slot.start) ?? []),
    ...(wished ? { wished } : {}),
    unknown: [...people, ...rooms.map(({ room, calendar }) => ({ ...room, calendar }))].flatMap(
      ({ address, calendar }) => (calendar.unknown ? [{ address, reason: calendar.unknown }] : []),
    ),
    ...groupsIn(people),
    ...(best.length > 0 ? {} : { blockedBy: blockedBy(search, people, rooms.length) }),
    describe: describe.slot,
  };
}

const taken = ({ busy, tentative }: Calendar) => busy.map((word, w) => word | tentative[w]!);

/** Times with the fewest conflicts first; something tentative weighs less than something certain. */
function allTimes(
  search: SlotSearch,
  required: Calendar[],
  judge: (slot: Compromise, tentative: number) => Judged,
): Judged[] {
  const certain = findCompromises({ ...search, required: required.map((calendar) => calendar.busy) });
  const tentative = findCompromises({ ...search, optional: [], rooms: [], required: required.map((c) => c.tentative) });
  return certain.map((slot, i) => judge(slot, tentative[i]!.requiredBusy));
}

/** Window, part of the day and weekdays in the organiser's zone; meetings begin at quarter hours, or exactly as wished. */
function allowedCells(wanted: TimeSearch['wanted'], { grid, from, end }: Frame, zone: LocalZone) {
  const step = grid.interval * minute;
  const allowed = setStretch(
    emptyBits(grid.cells),
    Math.ceil((from - grid.start) / step),
    Math.floor((end - grid.start) / step),
  );
  const { partOfDay, weekdays, wish } = wanted;
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
    if (time % (15 * minute) === 0 || time === from || (wish !== undefined && time === Date.parse(wish))) {
      if (hasBit(allowed, cell)) setBit(starts, cell);
    }
  }
  return { allowed, starts };
}
