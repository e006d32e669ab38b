import {
  anyBit,
  type Bits,
  countBits,
  earlier,
  emptyBits,
  keep,
  later,
  members,
  remove,
  setStretch,
  spread,
  unite,
} from './bits.ts';

/** A stretch of time cut into cells of equal length. */
export interface Grid {
  /** Milliseconds since 1970 (UTC) at which cell 0 begins. */
  start: number;
  /** Minutes of a cell. */
  interval: number;
  cells: number;
}

export const cellTime = (grid: Grid, cell: number): number => grid.start + cell * grid.interval * 60_000;

/** What is searched for. All lengths are cells; a set bit of a calendar means that it is taken, or not known, then. */
export interface SlotSearch {
  cells: number;
  length: number;
  /** Cells before and after the meeting in which those who must come are free as well. */
  buffer: number;
  required: Bits[];
  optional: Bits[];
  /** Calendars of the rooms that would do, the best first. Empty: no room is wanted. */
  rooms: Bits[];
  /** Cells the meeting may lie in: window, part of day, weekdays. */
  allowed: Bits;
  /** Cells it may begin at: quarter hours, minimum notice. */
  starts: Bits;
}

export interface Candidate {
  /** The cell it begins at. */
  cell: number;
  /** How many of those who may come are busy. */
  optionalBusy: number;
  /** Which room is free: its place in `rooms`. */
  room?: number;
}

export interface Compromise extends Candidate {
  /** How many of those who must come are busy. */
  requiredBusy: number;
}

/** Every start at which all who must come, and one of the rooms, are free. Ascending. */
export function findSlots(search: SlotSearch): Candidate[] {
  const taken = emptyBits(search.cells);
  for (const calendar of search.required) unite(taken, calendar);
  const starts = remove(possibleStarts(search), blockedStarts(taken, search.length, search.buffer));
  const rooms = search.rooms.map((calendar) => spread(calendar, search.length));
  if (rooms.length > 0) remove(starts, noneFree(rooms, search.cells));
  return candidates(search, starts);
}

/** Every possible start, however many are busy and whether or not a room is free: what a compromise is picked from. */
export function findCompromises(search: SlotSearch): Compromise[] {
  const busy = countBits(
    search.required.map((calendar) => blockedStarts(calendar, search.length, search.buffer)),
    search.cells,
  );
  return candidates(search, possibleStarts(search)).map((c) => ({ ...c, requiredBusy: busy[c.cell]! }));
}

/** Starts from which the whole meeting is allowed and, with its buffers, inside what was read. */
function possibleStarts({ cells, length, buffer, allowed, starts }: SlotSearch): Bits {
  const inside = setStretch(emptyBits(cells), buffer, cells - length - buffer + 1);
  const forbidden = remove(setStretch(emptyBits(cells), 0, cells), allowed);
  return remove(keep(inside, starts), spread(forbidden, length));
}

/** Starts whose meeting, or its buffer, meets something in this calendar. */
const blockedStarts = (calendar: Bits, length: number, buffer: number): Bits =>
  buffer === 0 ? spread(calendar, length) : later(spread(calendar, length + 2 * buffer), buffer);

function noneFree(rooms: Bits[], cells: number): Bits {
  const none = setStretch(emptyBits(cells), 0, cells);
  for (const room of rooms) keep(none, room);
  return none;
}

function candidates(search: SlotSearch, starts: Bits): Candidate[] {
  const cells = members(starts);
  if (cells.length === 0) return [];
  const busy = countBits(
    search.optional.map((calendar) => keep(spread(calendar, search.length), starts)),
    search.cells,
  );
  return cells.map((cell) => {
    const room = search.rooms.findIndex((calendar) => !anyBit(calendar, cell, cell + search.length));
    return { cell, optionalBusy: busy[cell]!, ...(room < 0 ? {} : { room }) };
  });
}

/** Stretches of at least `length` cells in which no bit is set, as [from, to). */
export function freeStretches(taken: Bits, cells: number, length: number): [number, number][] {
  const stretches: [number, number][] = [];
  const free = remove(setStretch(emptyBits(cells), 0, cells), taken);
  // A stretch begins where a cell is free and the one before is not, and ends the other way round.
  const begins = members(remove(free.slice(), later(free, 1)));
  const ends = members(remove(free.slice(), earlier(free, 1)));
  begins.forEach((from, i) => {
    const to = ends[i]! + 1;
    if (to - from >= length) stretches.push([from, to]);
  });
  return stretches;
}
