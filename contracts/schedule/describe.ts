import type { Attendee, Slot } from '../schedule.ts';
import { anyBit, type Bits, emptyBits, hasBit, spread, unite } from './bits.ts';
import { awkwardness, cellsOutside, hoursKey, type WorkingHours, wallTime, works } from './hours.ts';
import type { Invited } from './invited.ts';
import type { Judged } from './rank.ts';
import { reason } from './reason.ts';
import { type Compromise, cellTime, type Grid, type SlotSearch } from './slots.ts';
import { cellsWhere, localTime, weekdayName } from './zones.ts';

export interface Described {
  grid: Grid;
  people: Invited[];
  rooms: Attendee[];
  search: SlotSearch;
  wish?: string;
  /** Minutes. */
  duration: number;
  /** How a time of the day is written. @param minute since midnight */
  clock?(minute: number): string;
}

/** Judges times for ranking (cheap, for all of them) and describes those that are shown (names, words). */
export function describer({ grid, people, rooms, search, wish, duration, clock = wallTime }: Described) {
  const kinds = kindsOfHours(people, grid, search.length);
  const awkward = awkwardStarts(kinds, grid, duration);
  const wished = wish === undefined ? undefined : Date.parse(wish);

  /** Everything about the time from `start` on, on the grid or not. Undefined when it was not read. */
  function slot(start: number): Slot | undefined {
    const end = start + duration * 60_000;
    const from = Math.floor((start - grid.start) / (grid.interval * 60_000));
    const to = Math.ceil((end - grid.start) / (grid.interval * 60_000));
    if (from < 0 || to > grid.cells) return undefined;
    const conflicts = (person: Invited, bits: Bits) =>
      !person.calendar.unknown &&
      (person.required
        ? anyBit(bits, Math.max(0, from - search.buffer), Math.min(grid.cells, to + search.buffer))
        : anyBit(bits, from, to));
    const busy = people.filter((p) => conflicts(p, p.calendar.busy));
    const tentative = people.filter((p) => !busy.includes(p) && conflicts(p, p.calendar.tentative));
    const outside = people.flatMap((person) => {
      const { hours } = person.calendar;
      if (!hours) return [];
      const time = localTime(hours.zone, start);
      if (works(time, hours, duration)) return [];
      const label = hours.days.has(time.weekday) ? clock(time.minute) : weekdayName(time.weekday);
      return [{ person, label: person.you ? undefined : label }];
    });
    const room = search.rooms.findIndex((calendar) => !anyBit(calendar, from, to));
    const optional = [...busy, ...tentative].filter((p) => !p.required);
    return {
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      reason: reason({
        people: people.length,
        busy: busy.filter((p) => p.required).map((p) => p.name),
        tentative: tentative.filter((p) => p.required).map((p) => p.name),
        optionalBusy: optional.map((p) => p.name),
        unknown: people.filter((p) => p.calendar.unknown).map((p) => p.name),
        outside: outside.map(({ person, label }) => ({ name: person.name, label })),
        ...(rooms.length === 0
          ? {}
          : room < 0
            ? { noRoom: true }
            : { room: rooms[room]!.name ?? rooms[room]!.address }),
      }),
      busyRequired: [...busy, ...tentative].filter((p) => p.required).map((p) => p.address),
      busyOptional: optional.map((p) => p.address),
      outsideHours: outside.map(({ person }) => person.address),
      ...(room < 0 ? {} : { room: rooms[room]! }),
    };
  }

  return {
    judge(candidate: Compromise, tentative: number): Judged {
      const { cell } = candidate;
      const start = cellTime(grid, cell);
      return {
        start,
        requiredBusy: candidate.requiredBusy,
        requiredTentative: tentative,
        noRoom: rooms.length > 0 && candidate.room === undefined,
        optionalBusy: candidate.optionalBusy,
        outside: kinds.reduce((sum, kind) => sum + (hasBit(kind.outside, cell) ? kind.people : 0), 0),
        awkward: awkward.filter((level) => hasBit(level, cell)).length,
        distance: wished === undefined ? 0 : Math.abs(start - wished),
      };
    },
    slot,
  };
}

interface KindOfHours {
  hours: WorkingHours;
  people: number;
  /** Starts of meetings that do not lie within these hours. */
  outside: Bits;
}

function kindsOfHours(people: Invited[], grid: Grid, length: number): KindOfHours[] {
  const kinds = new Map<string, KindOfHours>();
  for (const { calendar } of people) {
    if (!calendar.hours) continue;
    const key = hoursKey(calendar.hours);
    const kind = kinds.get(key);
    if (kind) kind.people++;
    else
      kinds.set(key, { hours: calendar.hours, people: 1, outside: spread(cellsOutside(grid, calendar.hours), length) });
  }
  return [...kinds.values()];
}

/** Three sets of starts: at least a little awkward, more, at night for somebody. */
function awkwardStarts(kinds: KindOfHours[], grid: Grid, duration: number): Bits[] {
  const zones = new Map(kinds.map(({ hours }) => [hours.zone.key, hours.zone]));
  return [1, 2, 3].map((level) => {
    const starts = emptyBits(grid.cells);
    for (const zone of zones.values())
      unite(
        starts,
        cellsWhere(grid, zone, (time) => awkwardness(time.minute, duration) >= level),
      );
    return starts;
  });
}
